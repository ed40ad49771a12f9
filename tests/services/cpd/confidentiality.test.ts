import { expect, test } from 'vitest'
import { complete, done, openRecord, saveOf, theModule } from './cpd-record.ts'

const telling = {
  ...complete('the module'),
  learnt: 'Her son Tom told me, and I rang Mrs Begum on 07700 900123.',
}

test('a place is changed in what is typed and saved with it; the rest stays', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben } = people
  const id = await attest(ben, theModule)
  const changed = done(await cpd.changeSpotted(ben, id, saveOf(telling), 'learnt:phone:0'))
  expect(changed.field).toBe('learnt')
  const { entry } = done(await cpd.entry(ben, id))
  expect(entry.fields).toMatchObject({
    learnt: 'Her son Tom told me, and I rang Mrs Begum on [telephone number left out].',
    impact: complete('the module').impact,
  })
})

test('a place that is gone changes nothing, and nobody else can change one', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben, amara } = people
  const id = await attest(ben, theModule)
  const gone = await cpd.changeSpotted(ben, id, saveOf(telling), 'learnt:vehicle:0')
  expect(gone).toMatchObject({ ok: false, error: { code: 'invalid' } })
  const others = await cpd.changeSpotted(amara, id, saveOf(telling), 'learnt:phone:0')
  expect(others).toMatchObject({ ok: false, error: { code: 'not_found' } })
  expect(done(await cpd.entry(ben, id)).entry.savedAt).toBeNull()
})

test('what is found never stops saving or marking as ready, and is told before it leaves', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben, chloe } = people
  const id = await attest(ben, theModule)
  done(await cpd.markReady(ben, id, saveOf(telling)))
  const found = { id, count: 3, field: 'learnt' }
  expect(done(await cpd.beforeItLeaves(ben)).spotted).toMatchObject([found])
  expect(done(await cpd.formPage(ben, id)).spotted).toMatchObject([found])
  expect(done(await cpd.printable(ben, { kind: 'everything' })).spotted).toMatchObject([found])
  expect(done(await cpd.beforeItLeaves(chloe)).spotted).toEqual([])
  const told = (await cpd.summary(ben)).gaps.at(-1)
  expect(told?.state).toBe('note')
  expect(told?.text).toContain('Identifying details left?')
  expect(told?.detail).toContain('Take out whatever could show who somebody is')
  expect(told?.basis).toMatch(/^Social Work England’s rule\. Source: .*, read 25 November 2026/)
})
