import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { ownNameForm } from '#server/organisations/rules/own-name-form.ts'
import { addPersonForm, peopleQuery } from '#server/organisations/rules/people-form.ts'
import { emailOf, givePassword, northbridge, type Northbridge } from '#tests/support/cast.ts'

const mailing = { transport: { send: () => Promise.resolve() } }

/** The form as somebody fills it in. */
function filledIn(north: Northbridge, more: Record<string, string> = {}) {
  return addPersonForm.parse({
    ...{ name: 'Kofi Mensah', email: 'kofi@northbridge.example', jobTitle: 'Social worker' },
    ...{ team: north.east, role: 'practitioner', ...more },
  })
}
const everybody = peopleQuery.parse({})

async function code(outcome: Promise<{ ok: boolean; error?: { code: string; field?: string } }>) {
  const { ok, error } = await outcome
  return ok ? 'ok' : [error?.code, error?.field].filter(Boolean).join(' ')
}

/** Everything that is stored of who belongs where, as one number. */
function stored({ db }: Northbridge): string {
  const tables = ['people', 'teams', 'affiliations', 'memberships', 'one_time_links', 'sessions']
  const rows = [...tables, 'audit_log', 'mail_queue'].map((table) =>
    db.read.all(sql.raw(`select * from ${table}`)),
  )
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

function lines({ db }: Northbridge) {
  return db.read
    .all<{
      action: string
      person: string | null
      object: string
    }>(sql`select action, person, object from audit_log order by seq`)
    .map(({ action, person, object }) => [action, person, object])
}

const tokenOf = (address: string) => address.split('/').at(-1) ?? ''

test('T1: nobody but the organisation’s administrator sees or changes its people and teams', async () => {
  const north = await northbridge()
  const { people, teams, ben, amara, grace, jo, east, southbridge } = north
  await givePassword(north, ben, 'a good long pass phrase')
  const before = stored(north)
  const doing = (actor: Actor) => [
    people.page(actor, everybody),
    people.find(actor, ben.person),
    people.addingTo(actor),
    people.add(actor, filledIn(north)),
    people.inviteAgain(actor, north.hana.person, 'link'),
    teams.board(actor),
    teams.overview(actor),
    teams.administered(actor, east),
    teams.make(actor, 'Family Support North'),
    teams.rename(actor, east, 'Ours'),
    teams.put(actor, east, { person: north.hana.person, role: 'manager' }),
    teams.changeRole(actor, east, { person: ben.person, role: 'manager' }),
  ]
  for (const actor of [ben, amara, grace]) {
    for (const [at, one] of doing(actor).entries())
      expect(await code(one), `${at}`).toBe('not_found')
  }
  // The twin's administrator with this organisation's ids.
  const foreign = [
    people.find(southbridge.jo, ben.person),
    people.inviteAgain(southbridge.jo, north.hana.person, 'link'),
    teams.administered(southbridge.jo, east),
    teams.rename(southbridge.jo, east, 'Ours'),
    teams.put(southbridge.jo, east, { person: southbridge.ben.person, role: 'manager' }),
    teams.changeRole(southbridge.jo, east, { person: ben.person, role: 'manager' }),
    teams.put(southbridge.jo, southbridge.east, { person: north.hana.person, role: 'manager' }),
  ]
  for (const [at, one] of foreign.entries()) expect(await code(one), `${at}`).toBe('not_found')
  expect(await code(people.add(southbridge.jo, filledIn(north)))).toBe('invalid team')
  expect(stored(north)).toBe(before)
  for (const [at, one] of doing(jo).entries()) expect(await code(one), `${at}`).toBe('ok')
})

test('somebody who is added comes in by a link that is shown once, and stands in the list', async () => {
  const north = await northbridge()
  const { people, accounts, organisations, jo, east } = north
  const added = await people.add(jo, filledIn(north, { email: ' Kofi@Northbridge.example ' }))
  if (!added.ok || added.value.wayIn.by !== 'link') throw new Error('no link')
  const { person, wayIn } = added.value
  expect(wayIn.address).toMatch(/^http:\/\/localhost\/invitations\/[\w-]{43}$/)
  const listed = async () => {
    const page = await people.page(jo, peopleQuery.parse({ find: 'KOFI@' }))
    return page.ok ? page.value.people : []
  }
  expect(await listed()).toMatchObject([
    {
      ...{ name: 'Kofi Mensah', workEmail: 'kofi@northbridge.example', hasSignedIn: false },
      teams: [{ team: east, role: 'practitioner' }],
    },
  ])
  expect((await listed())[0]?.invitedUntil).toBeGreaterThan(north.clock.now())
  const set = await accounts.setPassword(tokenOf(wayIn.address), 'invitation', 'a long pass phrase')
  expect(set.ok).toBe(true)
  expect(await listed()).toMatchObject([{ hasSignedIn: true, invitedUntil: null }])
  expect(await organisations.actorFor(person)).toMatchObject({ administrator: false })
  expect(lines(north)[0]).toEqual(['people.add', jo.person, `person ${person}`])
})

test('an address that somebody here has changes nothing; a private one is neither shown nor found', async () => {
  const north = await northbridge()
  const { people, ben, jo, addresses } = north
  await givePassword(north, ben, 'a good long pass phrase')
  const link = await addresses.privateLinkFor(emailOf('ben'), 'ben@home.example')
  if (!link.ok) throw new Error(link.error.message)
  await addresses.confirmPrivate(ben, tokenOf(link.value))
  const before = stored(north)
  const refused = await people.add(jo, filledIn(north, { email: emailOf('ben') }))
  expect(refused).toMatchObject({ error: { code: 'invalid', field: 'email' } })
  expect(refused.ok ? '' : refused.error.message).toContain('Ben Whitfield has this address here')
  expect(stored(north)).toBe(before)
  // The list shows what the employer gave, never what is the person's own.
  expect(JSON.stringify(await people.page(jo, everybody))).not.toContain('home.example')
  const found = await people.page(jo, peopleQuery.parse({ find: 'home.example' }))
  expect(found).toMatchObject({ value: { found: 0 } })
})

test('people say themselves how they are called; the log says that, and not what', async () => {
  const north = await northbridge()
  const { ownName, organisations, db, ben, jo, southbridge } = north
  const said = ownNameForm.parse({
    name: ' Benjamin  Whitfield ',
    jobTitle: 'Senior social worker',
  })
  expect(await code(ownName.change(ben, said))).toBe('ok')
  expect(await organisations.actorFor(ben.person)).toMatchObject({ ...said, memberships: [{}] })
  expect(lines(north).at(-1)).toEqual(['own-name.change', ben.person, `person ${ben.person}`])
  expect(JSON.stringify(db.read.all(sql`select * from audit_log`))).not.toContain('Benjamin')
  // The same again changes nothing; an administrator stays one; the twin is not touched.
  const before = stored(north)
  expect(await code(ownName.change({ ...ben, administrator: true }, said))).toBe('ok')
  expect(stored(north)).toBe(before)
  expect(await code(ownName.change(jo, said))).toBe('ok')
  expect(await organisations.actorFor(jo.person)).toMatchObject({ ...said, administrator: true })
  expect(await organisations.actorFor(southbridge.ben.person)).toMatchObject({ name: ben.name })
  expect(ownNameForm.safeParse({ name: 'two\nlines', jobTitle: ' ' }).error?.issues).toHaveLength(2)
  // Who has left is called as they were there, and changes nothing of it.
  await db.tx((tx) => organisations.leaveIn(tx, ben.person))
  const left = await organisations.actorFor(ben.person)
  expect(left && (await code(ownName.change(left, { ...said, name: 'Other' })))).toBe('not_found')
  expect(await code(ownName.change(ben, { ...said, name: 'Other' }))).toBe('not_found')
})

test('two who add the same person at once make one account', async () => {
  const north = await northbridge()
  const both = await Promise.all([0, 1].map(() => north.people.add(north.jo, filledIn(north))))
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  const page = await north.people.page(north.jo, everybody)
  expect(page).toMatchObject({ value: { all: 11 } })
})

test('a form that was filled in badly names every fault, each once', () => {
  const empty = { name: ' ', email: '', jobTitle: '', team: '', role: 'practitioner' }
  const read = addPersonForm.safeParse(empty)
  expect(read.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ['name', 'Enter their name.'],
    ['email', 'Enter their e-mail address at work.'],
    ['jobTitle', 'Enter their job title.'],
    ['team', 'Choose a team, or make the person an administrator.'],
  ])
  const good = { name: 'Al', email: 'al@x.example', jobTitle: 'Lead', role: 'manager' }
  expect(addPersonForm.safeParse({ ...good, team: '', administrator: 'yes' }).success).toBe(true)
  expect(addPersonForm.safeParse({ ...good, team: 'east' }).success).toBe(false)
})

test('a new invitation ends the earlier one, and nobody who has a password gets any', async () => {
  const north = await northbridge()
  const { people, accounts, jo, ben } = north
  const added = await people.add(jo, filledIn(north))
  if (!added.ok || added.value.wayIn.by !== 'link') throw new Error('no link')
  const { person, wayIn: first } = added.value
  const again = await people.inviteAgain(jo, person, 'link')
  if (!again.ok || again.value.by !== 'link') throw new Error('no link')
  expect(await accounts.isOpen(tokenOf(first.address), 'invitation')).toBe(false)
  expect(await accounts.isOpen(tokenOf(again.value.address), 'invitation')).toBe(true)
  expect(lines(north).at(-1)).toEqual(['people.invite', jo.person, `person ${person}`])

  await givePassword(north, ben, 'a good long pass phrase')
  const before = stored(north)
  for (const by of ['link', 'mail'] as const) {
    expect(await code(people.inviteAgain(jo, ben.person, by))).toBe('invalid')
  }
  expect(stored(north)).toBe(before)
})

test('where mails are sent the invitation goes by mail, a few times an hour', async () => {
  const north = await northbridge(undefined, mailing)
  const { people, db, jo } = north
  const added = await people.add(jo, filledIn(north))
  if (!added.ok) throw new Error(added.error.message)
  const { person, wayIn } = added.value
  expect(wayIn).toEqual({ by: 'mail' })
  const mails = () =>
    db.read.all<{ kind: string; address: string }>(sql`select kind, address from mail_queue`)
  expect(mails()).toEqual([{ kind: 'invitation', address: 'kofi@northbridge.example' }])
  const tries: string[] = []
  for (let turn = 0; turn < 6; turn += 1) {
    tries.push(await code(people.inviteAgain(jo, person, 'mail')))
  }
  expect(tries).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'too_many'])
  expect(mails()).toHaveLength(6)
  expect(await people.inviteAgain(jo, person, 'link')).toMatchObject({ value: { by: 'link' } })
})

test('the people come in pages, and those who have yet to sign in alone', async () => {
  const north = await northbridge()
  const { people, accounts, organisations, db, jo, ben, organisation } = north
  await givePassword(north, ben, 'a good long pass phrase')
  await db.tx(async (tx) => {
    for (let at = 0; at < 60; at += 1) {
      const { person } = await accounts.accountIn(tx, `new-${at}@northbridge.example`)
      const name = `Zoë Newcomer ${String(at).padStart(2, '0')}`
      const who = { person, name, jobTitle: 'Student', administrator: false }
      await organisations.affiliateIn(tx, organisation, who)
    }
  })
  const page = async (asked: Record<string, string>) => {
    const seen = await people.page(jo, peopleQuery.parse(asked))
    if (!seen.ok) throw new Error('refused')
    return seen.value
  }
  const first = await page({})
  const second = await page({ page: '2' })
  expect([first.people.length, second.people.length, first.pages]).toEqual([50, 20, 2])
  expect(new Set([...first.people, ...second.people].map(({ person }) => person)).size).toBe(70)
  expect(await page({ page: '99' })).toMatchObject({ page: 2 })
  expect(await page({ page: 'x', show: 'y', find: 'zoe newcomer 07' })).toMatchObject({ found: 1 })
  const byAddress = await page({ find: 'NEW-1@north' })
  expect(byAddress).toMatchObject({ found: 1, people: [{ name: 'Zoë Newcomer 01' }] })
  // What a search means elsewhere is a letter here.
  for (const find of ['%', 'new_1@north', '\\', '_'])
    expect(await page({ find })).toMatchObject({ found: 0 })
  expect(await page({ find: 'zoe', show: 'waiting', page: '2' })).toMatchObject({
    found: 60,
    pages: 2,
  })
  expect((await page({ find: 'zoe', show: 'waiting', page: '2' })).people).toHaveLength(10)
  expect(await page({ find: 'zoe', show: 'outside' })).toMatchObject({ found: 60 })
  expect(await page({ find: 'ben', show: 'waiting' })).toMatchObject({ found: 0, waiting: 69 })
  // Longer than any name or address: in nobody's, and not everybody instead.
  for (const find of ['x'.repeat(500), 'zoe '.repeat(125)]) {
    expect(await page({ find })).toMatchObject({ found: 0, people: [], all: 70 })
  }
  expect(await page({ find: ' \u200b ' })).toMatchObject({ found: 70 })
  expect(await page({ show: 'waiting' })).toMatchObject({ found: 69, waiting: 69, all: 70 })
  // The sixty and Jo are in no team; the overview counts them and lists no one.
  expect(await page({ show: 'outside' })).toMatchObject({ found: 61 })
  expect(await north.teams.overview(jo)).toMatchObject({
    value: {
      ...{ people: 70, outside: 61, name: 'Northbridge Council' },
      teams: [
        { name: 'Adults Locality West', people: 3, managers: ['Grace Holloway'] },
        { name: 'Family Support East', people: 6, managers: ['Amara Osei'] },
      ],
    },
  })
})

test('teams: made once by a name, renamed, filled; whose rights change signs in anew', async () => {
  const north = await northbridge()
  const { teams, organisations, accounts, jo, ben, hana, east, west, db } = north
  const made = await teams.make(jo, 'Family Support North')
  if (!made.ok) throw new Error(made.error.message)
  const team = made.value
  expect(await code(teams.make(jo, 'family support  NORTH'))).toBe('invalid name')
  expect(await code(teams.rename(jo, team, 'Family Support East'))).toBe('invalid name')
  expect(await code(teams.rename(jo, team, 'Family Support North '))).toBe('ok')
  expect(await code(teams.rename(jo, team, 'FAMILY SUPPORT NORTH'))).toBe('ok')

  await givePassword(north, ben, 'a good long pass phrase')
  const signedIn = await accounts.signIn(emailOf('ben'), 'a good long pass phrase', 'home')
  const cookie = signedIn.ok ? signedIn.value.cookie.split(';')[0] : ''
  expect(await code(teams.put(jo, team, { person: ben.person, role: 'manager' }))).toBe('ok')
  expect(await accounts.sessionOf(cookie)).toBeNull()
  const memberships = async () =>
    (await organisations.actorFor(ben.person))?.memberships.map(({ team, role }) => [team, role])
  expect(await memberships()).toEqual([
    [team, 'manager'],
    [east, 'practitioner'],
  ])
  expect(lines(north).at(-1)).toEqual(['rights.change', jo.person, `person ${ben.person}`])
  const board = await teams.board(jo)
  expect(board.ok ? board.value.find((one) => one.team === team) : null).toMatchObject({
    ...{ name: 'FAMILY SUPPORT NORTH', managers: ['Ben Whitfield'], people: 1 },
  })

  // A page that has stood open: in already, not in any more.
  expect(await code(teams.put(jo, team, { person: ben.person, role: 'practitioner' }))).toBe(
    'stale',
  )
  expect(await code(teams.changeRole(jo, team, { person: hana.person, role: 'manager' }))).toBe(
    'stale',
  )
  expect(await code(teams.changeRole(jo, west, { person: hana.person, role: 'manager' }))).toBe(
    'ok',
  )
  // The role that somebody has already is no change: nobody is signed out for it.
  const before = stored(north)
  expect(await code(teams.changeRole(jo, west, { person: hana.person, role: 'manager' }))).toBe(
    'ok',
  )
  expect(stored(north)).toBe(before)
  await db.tx((tx) => organisations.leaveIn(tx, ben.person))
  const left = await teams.board(jo)
  expect(left.ok ? left.value.find((one) => one.team === team) : null).toMatchObject({
    ...{ managers: [], people: 0 },
  })
})
