import { expect, test, vi } from 'vitest'
import { complete, done, fileText, openRecord, saveOf } from './cpd-record.ts'

const telling = 'Her NHS number is 943 476 5919, and she lives at 12 Mill Lane.'

/** Ben's record with one entry that names details and one that does not. */
async function twoEntries() {
  const opened = await openRecord()
  const { cpd, people, db } = opened
  const { ben } = people
  const [told, quiet] = [cpd.blankPage(ben).entry.id, cpd.blankPage(ben).entry.id]
  done(await cpd.create(ben, told, saveOf(complete('one', { learnt: telling }))))
  done(await cpd.create(ben, quiet, saveOf(complete('two'))))
  const run = (text: string) => db.tx(async (tx) => void tx.$client.prepare(text).run())
  const kept = () =>
    db.read.$client
      .prepare<[], { n: number | null; f: string | null }>(
        'select spotted_count n, spotted_field f from cpd_entries order by created_at, id',
      )
      .all()
  return { ...opened, ben, told, quiet, run, kept }
}

test('what could show who somebody is is looked for when an entry is saved, not when a page is asked for', async () => {
  const { cpd, ben, told, run, kept } = await twoEntries()
  expect(kept()).toEqual([
    { n: 2, f: 'learnt' },
    { n: 0, f: null },
  ])
  expect(done(await cpd.beforeItLeaves(ben)).spotted).toMatchObject([
    { id: told, count: 2, field: 'learnt' },
  ])
  // ★ What is kept is what is told: no request looks at the words again.
  await run('update cpd_entries set spotted_count = 7 where spotted_count = 2')
  expect(done(await cpd.beforeItLeaves(ben)).spotted).toMatchObject([{ id: told, count: 7 }])
  expect(JSON.stringify(done(await cpd.record(ben)).gaps)).toContain('7')

  // Each save looks again; what is not words keeps what was found.
  done(await cpd.save(ben, told, saveOf(complete('one', { learnt: telling }), 1)))
  done(await cpd.setStandards(ben, told, ['PS-4']))
  expect(kept()[0]).toEqual({ n: 2, f: 'learnt' })
  done(await cpd.save(ben, told, saveOf(complete('one'), 2)))
  expect(kept()[0]).toEqual({ n: 0, f: null })
  expect(done(await cpd.beforeItLeaves(ben)).spotted).toEqual([])
})

test('the page before a record leaves reads the record once', async () => {
  const { cpd, ben, evidence, told } = await twoEntries()
  const read = vi.spyOn(evidence, 'own')
  const page = done(await cpd.beforeItLeaves(ben))
  expect(read).toHaveBeenCalledTimes(1)
  const { spotted, ...year } = page
  expect(spotted.map(({ id }) => id)).toEqual([told])
  expect(year).toEqual(done(await cpd.record(ben)))
})

test('what was found by other rules counts for nothing, and is looked for again', async () => {
  const { cpd, ben, told, run, kept } = await twoEntries()
  await run("update cpd_entries set spotted_count = 7, spotted_by = 'an earlier version'")
  expect(done(await cpd.beforeItLeaves(ben)).spotted).toMatchObject([{ id: told, count: 2 }])
  expect(await cpd.checkAgain()).toBe(2)
  expect(kept().map(({ n }) => n)).toEqual([2, 0])
  await run('update cpd_entries set spotted_by = null, spotted_count = null')
  expect(await cpd.checkAgain()).toBe(2)
  expect(await cpd.checkAgain()).toBe(0)
  // What is erased for good has nothing left to look at.
  done(await cpd.delete(ben, told))
  done(await cpd.eraseNow(ben, told))
  expect(kept()[0]).toEqual({ n: null, f: null })
  expect(await cpd.checkAgain()).toBe(0)
})

test('a file that is brought in is looked at once, as it comes in', async () => {
  const { cpd, ben } = await twoEntries()
  const file = await fileText(cpd, ben, 'json')
  const to = await openRecord()
  done(await to.cpd.importJson(to.people.ben, Buffer.from(file)))
  expect(await to.cpd.checkAgain()).toBe(0)
  expect(done(await to.cpd.beforeItLeaves(to.people.ben)).spotted).toMatchObject([
    { count: 2, field: 'learnt' },
  ])
})
