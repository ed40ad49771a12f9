import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { PrivacyDeclaration } from '#db/columns.sqlite.ts'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { privacyDeclarations } from '#db/privacy.ts'
import { createLog } from '#server/platform/log.server.ts'
import { personId } from '#server/platform/rules/ids.ts'
import { createErasing } from '#server/rights/erasing.server.ts'
import { heldIn, withoutRule } from '#server/rights/rules/erasure-plan.ts'
import { createServices } from '#server/services.ts'
import { northbridge } from '#tests/support/cast.ts'
import { testFolder } from '#tests/support/database.ts'
import { privacyDeclarations as everyDeclaration } from '../db/declarations.ts'
import { bytesOf, fillEveryTable, foundIn, placeOf, realRows } from './filled.ts'

const password = 'three words that rhyme'
const contentFolder = resolve(import.meta.dirname, '..', '..', '..', 'content')

/** Somebody with a row in every table and a canary in every private column of it. */
async function fullHouse() {
  const file = join(testFolder(), 'erasure.sqlite')
  migrate(file)
  const db = openDatabase(file)
  const council = await northbridge(db)
  const { clock, random } = council
  const log = createLog('silent')
  const services = createServices({
    ...{ db, clock, random, log, contentFolder, installationKey: Buffer.alloc(32, 7) },
    ...{ secure: false, demonstration: false, limitsOff: true, closingMs: 100 },
  })
  const actor = { ...council.ben, person: personId.parse(crypto.randomUUID()) }
  const hash = await services.accounts.passwords.hash(password)
  const filled = fillEveryTable(
    file,
    privacyDeclarations,
    actor.person,
    realRows(actor.person, hash),
  )
  const stays = filled.filter(({ declared }) => declared.erasure === 'keep').map(placeOf)
  // What somebody was in a room says nothing without a name.
  const expected = [...stays, 'room_people.role'].sort()
  return { file, db, council, log, services, actor, hash, filled, expected }
}

test('every table says what erasing does to it, and none is left out', async () => {
  const tables = (all: readonly { table: string }[]) => all.map(({ table }) => table).sort()
  expect(tables(privacyDeclarations)).toEqual(tables(await everyDeclaration()))
  expect(withoutRule(privacyDeclarations)).toEqual([])

  // ★ A table with something personal in it that says of nobody whose it is has no rule.
  const words = {
    category: 'words',
    purpose: 'Keeps a secret',
    retention: 'always',
    export: true,
    erasure: 'delete',
  } as const
  const diary: PrivacyDeclaration = {
    ...{ table: 'secret_diary', columns: { words }, about: [], through: null, stored: {} },
  }
  expect(withoutRule([...privacyDeclarations, diary])).toEqual(['secret_diary'])
})

test('after erasing, no byte of the file holds anything of the person but what must be kept', async () => {
  const { file, db, services, actor, hash, filled, expected } = await fullHouse()
  const everything = filled.map(placeOf).sort()
  expect(filled.length).toBeGreaterThan(60)
  // ★ The same search finds all of them before.
  expect(foundIn(bytesOf(file), filled)).toEqual(everything)
  expect(bytesOf(file)).toContain(hash)

  const wrong = await services.rights.erase(actor, 'not my password')
  expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid', field: 'password' } })
  expect(foundIn(bytesOf(file), filled)).toEqual(everything)

  const erased = await services.rights.erase(actor, password)
  if (!erased.ok) throw new Error(erased.error.message)
  const left = bytesOf(file)
  expect(foundIn(left, filled)).toEqual(expected)
  expect(left).not.toContain(hash)

  const receipt = await services.rights.receipt(erased.value.id)
  expect(receipt).toEqual({ ok: true, value: erased.value })
  const tables = privacyDeclarations.filter((one) => heldIn(one).length > 0)
  const told = new Set(erased.value.lines.map(({ table }) => table))
  expect(tables.map(({ table }) => table).filter((table) => !told.has(table))).toEqual([])
  const words = JSON.stringify([erased.value, services.rights.inWords(erased.value.lines)])
  expect(words).not.toContain(actor.person)
  expect(words).not.toContain('canary')
  expect(await services.rights.receipt('A'.repeat(22))).toMatchObject({ ok: false })
  expect((await services.audit.verify()).broken).toBeNull()
  db.close()
})

test('★ a table that is left out of the declarations keeps its words, and the search finds them', async () => {
  const { file, db, services, actor, council, log, filled, expected } = await fullHouse()
  const { clock, random, audit } = council
  const erasing = createErasing({
    ...{ db, clock, random, log, audit },
    ...{ accounts: services.accounts, organisations: services.organisations },
    ...{ rooms: services.rooms, sharing: services.sharing },
    declarations: privacyDeclarations.filter(({ table }) => table !== 'notes'),
  })
  expect((await erasing.erase(actor, password)).ok).toBe(true)
  const left = foundIn(bytesOf(file), filled).filter((place) => !expected.includes(place))
  expect(left).toContain('notes.text')
  expect(left.every((place) => place.startsWith('notes.'))).toBe(true)
  db.close()
})
