import { sql } from 'drizzle-orm'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate, readMigrations } from '#db/migrate.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { createAudit } from '#server/audit/audit.server.ts'
import { organisationId, personId } from '#server/platform/rules/ids.ts'
import { fixedRandom, handClock } from '#tests/support/clock.ts'
import { testFolder } from '#tests/support/database.ts'

const ben = personId.parse('00000002-9999-4999-8999-999999999999')

/** An audit log in a file that a stranger can open too. */
function logIn(file = join(testFolder(), 'audit.sqlite')) {
  migrate(file)
  const db = openDatabase(file)
  const clock = handClock()
  const audit = createAudit({ db, clock, random: fixedRandom() })
  const look = (object: string) => audit.record({ person: ben, action: 'team.export', object })
  return { file, db, clock, audit, look }
}

async function threeLines() {
  const made = logIn()
  for (const object of ['room one', 'room two', 'room three']) await made.look(object)
  return made
}

/** What somebody can do who has the file and no respect for triggers. */
function tamper(file: string, statement: string): void {
  const stranger = new SQLite(file)
  for (const name of ['audit_log_no_update', 'audit_log_no_delete']) {
    stranger.exec(`drop trigger "${name}"`)
  }
  expect(stranger.prepare(statement).run().changes).toBeGreaterThan(0)
  stranger.close()
}

test('every line follows from the one before it, also when several share one commit', async () => {
  const { audit, look } = await threeLines()
  await Promise.all([look('a'), look('b'), look('c')])
  expect(await audit.verify()).toEqual({ lines: 6, older: 0, erased: 0, broken: null })
})

test('an erased name leaves its commitment behind: the chain still verifies', async () => {
  const { db, audit } = await threeLines()
  const erase = sql`update audit_log set person = null, object = '', salt = null where seq = 2`
  await db.tx((tx) => Promise.resolve(void tx.run(erase)))
  expect(await audit.verify()).toEqual({ lines: 3, older: 0, erased: 1, broken: null })
})

test.each([
  ["update audit_log set object = 'room ten' where seq = 2", 2, 'whom it names'],
  ['update audit_log set person = null where seq = 3', 3, 'whom it names'],
  ["update audit_log set action = 'export' where seq = 2", 2, 'does not follow'],
  ['update audit_log set at = at + 1 where seq = 1', 1, 'does not follow'],
  ["update audit_log set salt = null, outcome = 'refused' where seq = 2", 2, 'does not follow'],
  ['delete from audit_log where seq = 2', 2, 'missing'],
  ['delete from audit_log where seq = 3', 3, 'missing'],
  ['delete from audit_log', 1, 'missing'],
  ['delete from audit_log where seq = 1', 1, 'does not follow'],
  ['update audit_log set hash = null where seq = 2', 2, 'outside the chain'],
  [
    "insert into audit_log (at, action, object, outcome, commitment, hash) values (1, 'x', 'y', 'done', 'z', 'z')",
    4,
    'after the end',
  ],
])('★ %s is found', async (statement, seq, why) => {
  const { file, audit } = await threeLines()
  tamper(file, statement)
  const { broken } = await audit.verify()
  expect(broken?.why).toContain(why)
  expect(broken?.seq === seq || why === 'does not follow').toBe(true)
})

test('lines that are older than the chain are counted, and the chain begins after them', async () => {
  const file = join(testFolder(), 'older.sqlite')
  migrate(
    file,
    readMigrations().filter(({ tag }) => tag < '0004'),
  )
  const old = new SQLite(file)
  old.exec(
    "insert into audit_log (at, action, object, outcome) values (1, 'sign-in', 'person', 'done')",
  )
  old.close()
  const { audit, look } = logIn(file)
  await look('room one')
  await look('room two')
  expect(await audit.verify()).toEqual({ lines: 3, older: 1, erased: 0, broken: null })
})

const administrator: Actor = {
  ...{ person: ben, name: 'Jo Carver', jobTitle: 'Lead', organisationName: 'Council' },
  organisation: organisationId.parse('00000001-9999-4999-8999-999999999999'),
  ...{ administrator: true, memberships: [] },
}

test('an administrator is told whether the log is whole, as it was found when it was last walked', async () => {
  const { file, audit, clock } = await threeLines()
  const nobody = { ...administrator, administrator: false }
  expect(await audit.checked(nobody)).toEqual({ last: null, isUnderWay: false })
  const first = { at: clock.now(), isWhole: true }
  expect(await audit.checked(administrator)).toEqual({ last: first, isUnderWay: false })
  tamper(file, "update audit_log set object = 'room ten' where seq = 2")
  // The page does not walk the log each time, and nobody can have it walked again and again.
  expect((await audit.checked(administrator)).last).toEqual(first)
  await audit.checkAgain(administrator)
  expect((await audit.checked(administrator)).last).toEqual(first)
  clock.turn(60_000)
  await audit.checkAgain(nobody)
  expect((await audit.checked(administrator)).last).toEqual(first)
  await audit.checkAgain(administrator)
  const found = { at: clock.now(), isWhole: false }
  expect(await audit.checked(administrator)).toEqual({ last: found, isUnderWay: false })
})
