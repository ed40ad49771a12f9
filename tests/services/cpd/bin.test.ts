import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { complete, done, fileText, openRecord, saveOf } from './cpd-record.ts'

const notFound = { ok: false, error: { code: 'not_found' } }

test('the bin holds what was deleted, of whichever year, for 30 days, for its owner alone', async () => {
  const { cpd, people, turnTo } = await openRecord()
  const { ben, amara } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf(complete('it', { 'date-year': '2025' }))))
  expect(await cpd.bin(ben)).toEqual([])
  done(await cpd.delete(ben, id))
  const deletedAt = Date.parse('2026-11-27T14:32:00Z')
  expect(await cpd.bin(ben)).toMatchObject([
    { id, title: 'Supervision', date: '2025-05-14', deletedAt },
  ])
  expect(await cpd.bin(amara)).toEqual([])
  turnTo('2026-12-27T14:31:59Z')
  expect(await cpd.bin(ben)).toHaveLength(1)
  turnTo('2026-12-27T14:32:00Z')
  expect(await cpd.bin(ben)).toEqual([])
})

test('what is in the bin can be erased at once, and is gone from the file', async () => {
  const { file, cpd, people } = await openRecord()
  const { ben, amara } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf({ learnt: 'CANARY first' })))
  done(await cpd.save(ben, id, saveOf({ learnt: 'CANARY second' }, 1)))
  expect(await cpd.eraseNow(ben, id)).toMatchObject(notFound)
  done(await cpd.delete(ben, id))
  expect(await cpd.eraseNow(amara, id)).toMatchObject(notFound)
  openDatabase(file).close()
  expect(readFileSync(file).includes('CANARY')).toBe(true)
  done(await cpd.eraseNow(ben, id))
  expect(await cpd.undoDelete(ben, id)).toMatchObject(notFound)
  expect(await cpd.bin(ben)).toEqual([])
  openDatabase(file).close()
  for (const part of [file, `${file}-wal`]) {
    expect(readFileSync(part).includes('CANARY'), part).toBe(false)
  }
})

test('the history says what each version became, answer by answer', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf({ learnt: 'I rang the school.' })))
  done(await cpd.save(ben, id, saveOf({ learnt: 'I rang the mother.' }, 1)))
  done(
    await cpd.save(
      ben,
      id,
      saveOf({ learnt: 'I rang the mother.', impact: 'More calls.', minutes: '30' }, 2),
    ),
  )
  const { versions } = done(await cpd.history(ben, id))
  expect(versions.map((one) => one.changes.map(({ field, changes }) => [field, changes]))).toEqual([
    [
      ['impact', [{ kind: 'added', text: 'More calls.' }]],
      ['minutes', [{ kind: 'added', text: '30' }]],
    ],
    [
      [
        'learnt',
        [
          { kind: 'same', text: 'I rang the ' },
          { kind: 'taken', text: 'school.' },
          { kind: 'added', text: 'mother.' },
        ],
      ],
    ],
  ])
})

test('a year with a leap day ends and begins at midnight in London as any other', async () => {
  const { cpd, people, turnTo } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  turnTo('2027-11-30T23:59:59Z')
  expect(await cpd.summary(ben)).toMatchObject({ daysLeft: 0, year: { ends: '2027-11-30' } })
  turnTo('2027-12-01T00:00:00Z')
  expect(await cpd.summary(ben)).toMatchObject({ daysLeft: 365, year: { ends: '2028-11-30' } })
  turnTo('2028-02-29T12:00:00Z')
  const leap = { 'date-day': '29', 'date-month': '2', 'date-year': '2028' }
  done(await cpd.markReady(ben, id, saveOf(complete('it', leap)), { isNew: true }))
  turnTo('2028-11-30T23:59:59Z')
  expect(await cpd.summary(ben)).toMatchObject({ daysLeft: 0, ready: 1 })
  turnTo('2028-12-01T00:00:00Z')
  expect(await cpd.summary(ben)).toMatchObject({ daysLeft: 364, ready: 0 })
  const past = done(await cpd.record(ben, 2028))
  expect(past.years).toEqual([2029, 2028])
  expect(past.timeline.today).toBeNull()
  expect(past.timeline.marks).toMatchObject([{ id, dateText: '29 Feb' }])
  expect(await fileText(cpd, ben, 'csv', { kind: 'year', year: 2028 })).toContain('I learnt it.')
})
