import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { auditQuery } from '#server/audit/rules/audit-query.ts'
import { addPersonForm } from '#server/organisations/rules/people-form.ts'
import { emailOf, givePassword, northbridge, type Northbridge } from '#tests/support/cast.ts'

const password = 'a good long pass phrase'

/** What the log tells an administrator, newest first. */
async function told({ logbook }: Northbridge, actor: Actor, asked: Record<string, unknown> = {}) {
  const page = await logbook.page(actor, auditQuery.parse(asked))
  if (!page.ok) throw new Error(page.error.message)
  return page.value.lines.map(({ who, what }) => `${who}: ${what}`)
}

async function fileText({ logbook }: Northbridge, actor: Actor, asked = {}): Promise<string> {
  const file = await logbook.file(actor, auditQuery.parse(asked))
  if (!file.ok) throw new Error(file.error.message)
  const pieces: Uint8Array[] = []
  for await (const piece of file.value.pieces) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** A day in the life of the council. */
async function someDay(north: Northbridge) {
  const { accounts, audit, imports, people, teams, jo, ben, amara, organisation, east } = north
  await givePassword(north, ben, password)
  await accounts.signIn(emailOf('ben'), password, 'office')
  await accounts.signIn(emailOf('ben'), 'a wrong password', 'office')
  const heading = 'name,email,job_title,team,role'
  const promoted = `${heading}\nBen Whitfield,${emailOf('ben')},Social worker,Family Support East,manager\n`
  await imports.importPeople('Northbridge Council', promoted, { write: true })
  const kofi = { name: 'Kofi Mensah', email: 'kofi@northbridge.example', jobTitle: 'Social worker' }
  await people.add(jo, addPersonForm.parse({ ...kofi, team: east, role: 'practitioner' }))
  const made = await teams.make(jo, 'Family Support North')
  if (made.ok) await teams.put(jo, made.value, { person: ben.person, role: 'manager' })
  const by = { organisation, person: amara.person }
  await audit.record({ ...by, action: 'team.export', object: `team ${east}` })
  // What Amara does with what is hers alone.
  for (const action of ['account.take-away', 'verify-link.make', 'address.confirm'] as const) {
    await audit.record({ ...by, action, object: `person ${amara.person}` })
  }
}
const day = [
  'Amara Osei: Downloaded the facts of Family Support East',
  'Jo Carver: Changed the teams or rights of Ben Whitfield',
  'Jo Carver: Made the team Family Support North',
  'Jo Carver: Added Kofi Mensah',
  'Whoever runs Casecircle: Brought people in by a file',
  'Whoever runs Casecircle: Changed the teams or rights of Ben Whitfield',
  'Somebody: Could not sign in as Ben Whitfield',
  'Ben Whitfield: Signed in',
]

test('an administrator reads in plain words what was done, never what is somebody’s own', async () => {
  const north = await northbridge()
  await someDay(north)
  const { jo, ben, amara } = north
  expect(await told(north, jo)).toEqual(day)
  expect(await told(north, jo, { kind: 'files' })).toEqual([day[0]])
  expect(await told(north, jo, { kind: 'signing-in' })).toEqual(day.slice(-2))
  expect(await told(north, jo, { kind: 'people' })).toEqual(day.slice(1, 6))
  expect(await told(north, jo, { kind: 'own' })).toEqual(day)
  expect(await told(north, jo, { person: amara.person })).toEqual([day[0]])
  expect(await told(north, jo, { person: ben.person, kind: 'people' })).toEqual([day[1], day[5]])
})

test('T1, T3: nobody else reads it: no manager, and no other organisation’s administrator', async () => {
  const north = await northbridge()
  await someDay(north)
  const { logbook, amara, ben, jo, southbridge } = north
  for (const actor of [amara, ben]) {
    const refused = { ok: false, error: { code: 'not_found' } }
    expect(await logbook.page(actor, auditQuery.parse({}))).toMatchObject(refused)
    expect(await logbook.file(actor, auditQuery.parse({}))).toMatchObject(refused)
  }
  expect(await told(north, southbridge.jo)).toEqual([])
  expect(await told(north, southbridge.jo, { person: ben.person })).toEqual([])
  expect(await told(north, southbridge.jo, { kind: 'people' })).toEqual([])
  expect(await told(north, jo)).toEqual(day)
})

test('the log comes in pages, and whole as a file that no spreadsheet runs', async () => {
  const north = await northbridge()
  const { audit, db, organisations, logbook, jo, hana, organisation, west, east } = north
  await db.tx(async (tx) => {
    const who = { person: hana.person, name: '=HYPERLINK("x")', jobTitle: 'x' }
    await organisations.affiliateIn(tx, organisation, { ...who, administrator: false })
    for (let at = 0; at < 620; at += 1) {
      const [action, team] =
        at % 2 === 0 ? (['team.export', west] as const) : (['team.make', east] as const)
      await audit.recordIn(tx, {
        organisation,
        person: hana.person,
        action,
        object: `team ${team}`,
      })
    }
  })
  for (const asked of [{}, { kind: 'files' }, { person: hana.person }]) {
    const seen: number[] = []
    let before: number | null = null
    do {
      const page = await logbook.page(jo, auditQuery.parse({ ...asked, before }))
      if (!page.ok) throw new Error('refused')
      seen.push(...page.value.lines.map(({ seq }) => seq))
      before = page.value.older
    } while (before !== null)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
    expect(seen).toHaveLength('kind' in asked ? 310 : 620)
  }
  const text = await fileText(north, jo, { kind: 'files' })
  const rows = text.trimEnd().split('\r\n')
  expect(rows[0]).toBe('\ufeff"Line","Date","Time","Who","What"')
  // Taking the file is a line of its own, which the file does not hold.
  expect(rows).toHaveLength(311)
  expect(rows[1]).toContain(`"'=HYPERLINK(""x"")","Downloaded the facts of Adults Locality West"`)
  expect((await fileText(north, jo)).trimEnd().split('\r\n')).toHaveLength(622)
  expect((await told(north, jo))[0]).toBe('Jo Carver: Downloaded this log')
})

test('each page of the log walks the one index that fits, however long the log is', async () => {
  const { db } = await northbridge()
  const plan = (text: string) =>
    db.read
      .all<{ detail: string }>(sql.raw(`explain query plan ${text}`))
      .map(({ detail }) => detail)
      .join('; ')
  const end = 'order by seq desc limit 51'
  const among = "+action in (select value from json_each('[]'))"
  for (const [text, index] of [
    [`organisation = 'x' and seq < 9 and ${among}`, 'audit_log_organisation'],
    ["organisation = 'x' and action = 'y' and seq < 9", 'audit_log_action'],
    [`person = 'x' and seq < 9 and +organisation = 'x' and ${among}`, 'audit_log_person'],
    [`object = 'x' and seq < 9 and +organisation = 'x' and ${among}`, 'audit_log_object'],
  ] as const) {
    const found = plan(`select seq, at from audit_log where ${text} ${end}`)
    expect(found).toContain(`USING INDEX ${index}`)
    expect(found).not.toContain('TEMP B-TREE')
  }
})
