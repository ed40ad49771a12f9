import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { FileReport } from '#server/evidence/proofs.server.ts'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import { minuteMs } from '#tests/support/clock.ts'
import { testFolder } from '#tests/support/database.ts'
import { moduleFact, origin, roomFact, signedNorthbridge } from '#tests/support/signed-evidence.ts'

const here = '192.0.2.7'

function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(outcome.error.message)
}

const verdicts = (report: FileReport) =>
  report.readable ? report.checked.map(({ verdict }) => verdict) : [report.why]

function evidenceIn(zip: Uint8Array): string {
  return strFromU8(unzipSync(zip)['evidence.json'] ?? new Uint8Array())
}

test('evidence is signed in the transaction that attests it, once, and names nobody', async () => {
  const { proofs, attest, ben } = await signedNorthbridge()
  const id = await attest(ben, moduleFact)
  const [first] = await proofs.ownStatements(ben)
  expect(await attest(ben, moduleFact)).toBe(id)
  expect(await proofs.signAll()).toBe(0)
  expect(await proofs.ownStatements(ben)).toEqual([first])
  expect(JSON.stringify(first?.signed.statement)).not.toMatch(
    new RegExp(`${ben.name}|${ben.person}`),
  )
  expect(first?.signed.holder?.name).toBe(ben.name)
})

test('what was attested before there were signatures is signed at the next start', async () => {
  const { db, clock, random, proofs, ben, organisation } = await signedNorthbridge()
  const before = createEvidence({ db, clock, random })
  await db.tx((tx) =>
    before.attestIn(tx, { person: ben.person, organisation, key: 'old', fact: roomFact }),
  )
  expect(await proofs.ownStatements(ben)).toEqual([])
  expect(await proofs.signAll()).toBe(1)
  expect(await proofs.signAll()).toBe(0)
  const zip = await proofs.bundle(ben, { withName: false, origin })
  expect(verdicts(await proofs.check(evidenceIn(zip)))).toEqual(['valid'])
})

test('keys rotate: old signatures stay valid, the old secret half is gone, its public half stays', async () => {
  const { db, proofs, attest, ben } = await signedNorthbridge()
  await attest(ben, moduleFact)
  const { retired, key } = await proofs.rotateKeys()
  await attest(ben, roomFact)
  const statements = (await proofs.ownStatements(ben)).map(({ signed }) => signed.statement.key)
  expect(statements).toEqual([retired, key])
  const published = await proofs.publishedKeys()
  expect(published.map(({ id, until }) => [id, until === null])).toEqual([
    [retired, false],
    [key, true],
  ])
  const zip = await proofs.bundle(ben, { withName: true, origin })
  expect(verdicts(await proofs.check(evidenceIn(zip)))).toEqual(['valid', 'valid'])
  const rows = db.read.all(
    sql`select sealed is null as gone from signing_keys order by made_at, retired_at is null`,
  )
  expect(rows).toEqual([{ gone: 1 }, { gone: 0 }])
})

test('a copy of the database alone cannot sign: with another installation key a new key is made', async () => {
  const { db, clock, random, proofs, proofsWith, attest, ben, organisation } =
    await signedNorthbridge()
  await attest(ben, moduleFact)
  const stranger = proofsWith(Buffer.alloc(32, 8))
  expect(await stranger.currentKey()).toBeNull()
  const evidence = createEvidence({ db, clock, random, witness: stranger.signIn })
  await db.tx((tx) =>
    evidence.attestIn(tx, { person: ben.person, organisation, key: 'next', fact: roomFact }),
  )
  const [first, second] = await proofs.ownStatements(ben)
  expect(first?.signed.statement.key).not.toBe(second?.signed.statement.key)
})

test('a verify link shows the fact without a name, counts who opened it, and stops at once', async () => {
  const { proofs, attest, ben, chloe } = await signedNorthbridge()
  const id = await attest(ben, roomFact)
  expect(await proofs.makeAddress(chloe, id)).toMatchObject({ error: { code: 'not_found' } })
  const { secret } = value(await proofs.makeAddress(ben, id))
  expect(secret).toMatch(/^[\w-]{22}$/)
  const shown = value(await proofs.shown(id, secret, here))
  expect(verdicts(shown)).toEqual(['valid'])
  expect(JSON.stringify(shown)).not.toContain(ben.name)
  const [proof] = await proofs.ownProofs(ben)
  const [link] = proof?.addresses ?? []
  expect(link).toMatchObject({ reads: 1 })
  expect(await proofs.stopAddress(chloe, link?.address ?? '')).toMatchObject({ ok: false })
  expect(await proofs.stopAddress(ben, link?.address ?? '')).toMatchObject({ ok: true })
  // Unknown, stopped and another piece's: the same answer.
  const stopped = await proofs.shown(id, secret, here)
  expect(stopped).toEqual(await proofs.shown(id, 'x'.repeat(22), here))
  expect(stopped).toEqual(await proofs.shown(null, null, here))
  expect(stopped).toMatchObject({ error: { code: 'not_found' } })
})

test('T5: 10,000 guesses stop at 20, and a right link is still shown beside them', async () => {
  const { proofs, attest, ben } = await signedNorthbridge({ limitsOff: false })
  const id = await attest(ben, moduleFact)
  const { secret } = value(await proofs.makeAddress(ben, id))
  const codes = new Map<string, number>()
  for (let guess = 0; guess < 10_000; guess += 1) {
    const answer = await proofs.shown(id, `guess-${guess}`, here)
    const code = answer.ok ? 'shown' : answer.error.code
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  expect(Object.fromEntries(codes)).toEqual({ not_found: 20, too_many: 9_980 })
  expect(verdicts(value(await proofs.shown(id, secret, here)))).toEqual(['valid'])
  expect(await proofs.shown(id, 'guess', '192.0.2.8')).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('a statement that was changed in the database is shown as not valid, and says no fact', async () => {
  const { db, proofs, attest, ben } = await signedNorthbridge()
  const id = await attest(ben, roomFact)
  const { secret } = value(await proofs.makeAddress(ben, id))
  await expect(
    db.tx(async (tx) => void tx.run(sql`update evidence_statements set statement = 'x'`)),
  ).rejects.toMatchObject({ cause: { message: 'evidence_statements is append-only' } })
  await db.tx(async (tx) => {
    const triggers: { name: string }[] = tx.all(
      sql`select name from sqlite_schema where type = 'trigger' and tbl_name = 'evidence_statements'`,
    )
    for (const { name } of triggers) tx.run(sql.raw(`drop trigger "${name}"`))
    tx.run(
      sql`update evidence_statements set statement = replace(statement, '"minutesPresent":71', '"minutesPresent":91')`,
    )
  })
  expect(verdicts(value(await proofs.shown(id, secret, here)))).toEqual(['changed'])
})

test('the name is in a bundle only where its owner wants that; erased, nothing opens it any more', async () => {
  const { db, proofs, attest, ben } = await signedNorthbridge()
  await attest(ben, roomFact)
  const nameless = evidenceIn(await proofs.bundle(ben, { withName: false, origin }))
  const named = evidenceIn(await proofs.bundle(ben, { withName: true, origin }))
  expect(nameless).not.toContain(ben.name)
  expect(named).toContain(ben.name)
  // As erasing an account does it, by the table's declaration.
  await db.tx(
    async (tx) => void tx.run(sql`update evidence_statements set name = null, salt = null`),
  )
  const erased = evidenceIn(await proofs.bundle(ben, { withName: true, origin }))
  expect(erased).toBe(nameless)
  expect(verdicts(await proofs.check(erased))).toEqual(['valid'])
})

test('a bundle is one ZIP with evidence, page, script and what to do; its page may load nothing', async () => {
  const { proofs, attest, ben, dev } = await signedNorthbridge()
  await attest(ben, roomFact)
  const zip = await proofs.bundle(ben, { withName: false, origin })
  expect(zip).toEqual(await proofs.bundle(ben, { withName: false, origin }))
  const files = unzipSync(zip)
  expect(Object.keys(files).sort()).toEqual([
    'READ ME FIRST.txt',
    'evidence.json',
    'verify.html',
    'verify.mjs',
  ])
  const page = strFromU8(files['verify.html'] ?? new Uint8Array())
  expect(page).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/)
  expect(page).not.toMatch(/<(?:link|img|iframe)|src="|@import/)
  expect(verdicts(await proofs.check(proofs.textOf(zip) ?? ''))).toEqual(['valid'])
  const none = await proofs.check(evidenceIn(await proofs.bundle(dev, { withName: false, origin })))
  expect(verdicts(none)).toEqual(['There is no evidence in this file.'])
})

test('the script of a bundle checks it on a command line; one byte changed ends with 1', async () => {
  const { proofs, attest, ben } = await signedNorthbridge()
  await attest(ben, roomFact)
  const folder = testFolder()
  const files = unzipSync(await proofs.bundle(ben, { withName: true, origin }))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  const whole = strFromU8(files['evidence.json'] ?? new Uint8Array())
  writeFileSync(join(folder, 'changed.json'), whole.replace('SWOTT', 'SWOTTT'))
  const check = (file: string) =>
    spawnSync(process.execPath, ['verify.mjs', file], {
      cwd: folder,
      encoding: 'utf8',
      env: { NODE_ENV: 'test' },
    })
  const [right, changed] = [check('evidence.json'), check('changed.json')]
  expect([right.status, changed.status]).toEqual([0, 1])
  expect(right.stdout).toContain(`Name: ${ben.name}`)
  expect(changed.stdout).toContain('Not valid.')
  expect(changed.stdout).not.toContain('SWOTTT')
})

test('somebody who left their employer keeps evidence in its name; what is new is attested by Casecircle', async () => {
  const { db, clock, organisations, proofs, attest, ben } = await signedNorthbridge()
  await attest(ben, moduleFact)
  await db.tx((tx) => organisations.leaveIn(tx, ben.person))
  const left = await organisations.actorFor(ben.person)
  if (!left) throw new Error('Ben is gone')
  clock.turn(minuteMs)
  const id = await attest(left, roomFact)
  const own = await proofs.ownStatements(left)
  expect(own.map(({ signed }) => signed.statement.attestedBy)).toEqual([
    'Northbridge Council',
    'Casecircle',
  ])
  const { secret } = value(await proofs.makeAddress(left, id))
  expect(verdicts(value(await proofs.shown(id, secret, here)))).toEqual(['valid'])
  const named = await proofs.check(
    evidenceIn(await proofs.bundle(left, { withName: true, origin })),
  )
  expect(named.readable && named.checked.map(({ name }) => name)).toEqual([ben.name, ben.name])
})
