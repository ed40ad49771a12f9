import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { privacyDeclarations } from '#db/privacy.ts'
import { copiesOf, copyName, removeOldCopies } from '#db/old-copies.ts'
import { testFolder } from '#tests/support/database.ts'

const dayMs = 86_400_000

/** Every end by the clock that is told to a person, with the hourly job of the server that keeps it. */
const kept: Record<string, string> = {
  'until it expires or is used': 'accounts.forgetEnded',
  'until deleted by the person; 30 days in which a deletion can be undone': 'cpd.eraseExpired',
  'one day after it is done': 'jobs.removeExpired',
  'one day after it is made': 'jobs.removeExpired',
  '30 days after it was sent': 'mail.forgetSent',
}

test('whoever is told that something ends by the clock is told what a job does', () => {
  const server = readFileSync(join(import.meta.dirname, '../../../server/main.ts'), 'utf8')
  const tidying = /function tidyEachHour[\s\S]*?\n}/.exec(server)?.[0] ?? ''
  const told = privacyDeclarations.flatMap(({ columns }) =>
    Object.values(columns).flatMap((one) => (one === 'not personal' ? [] : [one.retention])),
  )
  const byTheClock = new Set(
    told.filter((text) => /\b(days?|months?|years?|expires?)\b/.test(text)),
  )
  expect([...byTheClock].sort()).toEqual(Object.keys(kept).sort())
  for (const job of Object.values(kept)) expect(tidying).toContain(`${job}()`)
  expect(tidying).toContain('removeOldCopies(')
})

test('a copy from before a migration goes after 30 days, and nothing else of its folder does', () => {
  const file = join(testFolder(), 'casecircle.sqlite')
  const now = Date.parse('2026-11-29T10:00:00Z')
  expect(removeOldCopies(file, now)).toEqual([])
  mkdirSync(copiesOf(file))
  const old = copyName('0007_a-b', now - 30 * dayMs)
  const young = copyName('0008_rebuild', now - 30 * dayMs + 1)
  const others = ['before-the-move.sqlite', 'before-2020.sqlite', 'own.sqlite', `${old}.age`]
  for (const name of [old, young, ...others]) writeFileSync(join(copiesOf(file), name), 'x')
  expect(removeOldCopies(file, now)).toEqual([old])
  expect(readdirSync(copiesOf(file)).sort()).toEqual([young, ...others].sort())
  expect(removeOldCopies(file, now + 1)).toEqual([young])
})
