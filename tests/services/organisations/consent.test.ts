import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { isEmployed, type Actor } from '#server/access/rules/actor.ts'
import { addPersonForm, peopleQuery } from '#server/organisations/rules/people-form.ts'
import { personId, type PersonId } from '#server/platform/rules/ids.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import { password, tokenOf, wholeCouncil } from '#tests/services/rights/whole-council.ts'
import { emailOf, givePassword } from '#tests/support/cast.ts'

const own = 'ben@private.example'
const everybody = peopleQuery.parse({})

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value
}

type World = Awaited<ReturnType<typeof wholeCouncil>>

/** Ben has a private address and has left; Southbridge's administrator may invite. */
async function leaverWithAddress(isMailOn = false) {
  const world = await wholeCouncil({ isMailOn })
  const { ben, addresses, rights, now, southbridge } = world
  const link = done(await addresses.privateLinkFor(emailOf('ben'), own))
  done(await addresses.confirmPrivate(ben, link.split('/').at(-1) ?? ''))
  done(await rights.leave(ben, password))
  return { ...world, left: await now(ben), south: southbridge.jo }
}

const form = (world: World, email: string, more: Record<string, string> = {}) =>
  addPersonForm.parse({
    ...{ name: 'Benedict W', email, jobTitle: 'Senior practitioner' },
    ...{ team: world.southbridge.east, role: 'practitioner', ...more },
  })

async function invite(world: World, by: Actor, email: string, more: Record<string, string> = {}) {
  return done(await world.people.add(by, form(world, email, more)))
}

const linkOf = ({ wayIn }: { wayIn: { by: string; address?: string } }) =>
  wayIn.address?.split('/').at(-1) ?? ''

/** Everything that anybody of the organisation is shown of people, as one text. */
async function shownTo(world: World, administrator: Actor): Promise<string> {
  const { people, teams, organisations, logbook, southbridge } = world
  return JSON.stringify([
    await people.page(administrator, everybody),
    await teams.board(administrator),
    await teams.administered(administrator, southbridge.east),
    await organisations.teamPage(southbridge.amara, southbridge.east),
    await logbook.page(administrator, { kind: null, person: null, before: null }),
  ])
}

test('somebody with an account comes in by accepting, and nothing of theirs is shown before', async () => {
  const world = await leaverWithAddress()
  const { invitations, left, south, southbridge, organisations, accounts, db, now } = world
  const added = await invite(world, south, own)
  expect(added.wayIn.by).toBe('link')
  expect(added.person).not.toBe(left.person)
  expect(isEmployed(await now(left))).toBe(false)
  const before = await shownTo(world, south)
  expect(before).toContain('Benedict W')
  for (const theirs of [left.person, emailOf('ben'), 'Northbridge']) {
    expect(before).not.toContain(theirs)
  }

  // He is asked, and nobody else is.
  expect(await invitations.own(left)).toEqual([
    {
      ...{ invitation: added.person, organisationName: 'Southbridge Council' },
      ...{ name: 'Benedict W', jobTitle: 'Senior practitioner', administrator: false },
      teams: [{ teamName: 'Family Support East', role: 'practitioner' }],
    },
  ])
  for (const stranger of [world.chloe, south, world.jo]) {
    expect(await invitations.own(stranger)).toEqual([])
    const answers = [
      await invitations.accept(stranger, added.person),
      await invitations.decline(stranger, added.person),
    ]
    for (const one of answers) expect(one).toMatchObject({ error: { code: 'not_found' } })
  }
  // The link chooses no password for him.
  expect(await invitations.isOpen(linkOf(added))).toBe(true)
  expect(await invitations.setPassword(linkOf(added), 'a good long pass phrase')).toMatchObject({
    error: { code: 'invalid' },
  })

  const earlier = done(await accounts.signIn(own, password, 'home'))
  const session = done(await invitations.accept(left, added.person))
  const cookieOf = (one: { cookie: string }) => one.cookie.split(';')[0]
  expect(await accounts.sessionOf(cookieOf(earlier))).toBeNull()
  expect(await accounts.sessionOf(cookieOf(session))).toMatchObject({ person: left.person })
  expect(await now(left)).toMatchObject({
    ...{ name: 'Benedict W', organisation: southbridge.organisation, administrator: false },
    memberships: [{ team: southbridge.east, role: 'practitioner' }],
  })
  // He stands there once, as himself.
  const { people } = await listOf(world, south)
  expect(people.filter(({ name }) => name === 'Benedict W')).toMatchObject([
    { person: left.person, hasSignedIn: true },
  ])
  expect(await organisations.actorFor(added.person)).toBeNull()
  expect(await invitations.isOpen(linkOf(added))).toBe(false)
  expect(db.read.all(sql`select * from stand_ins`)).toEqual([])
  expect(await shownTo(world, south)).toContain('Accepted the invitation and came in')
})

async function listOf({ people }: World, administrator: Actor) {
  return done(await people.page(administrator, everybody))
}

test('T8: an address that has an account looks to the organisation like one that has none', async () => {
  const world = await leaverWithAddress()
  const { people, invitations, left, south, ben, jo, addresses } = world
  await givePassword(world, world.chloe, password)
  const link = done(await addresses.privateLinkFor(emailOf('chloe'), 'chloe@private.example'))
  done(await addresses.confirmPrivate(world.chloe, link.split('/').at(-1) ?? ''))
  done(await world.rights.remove(jo, world.dev.person))
  await givePassword(world, world.dev, password)
  const kinds = {
    nobody: 'nobody@private.example',
    'a leaver by their own address': own,
    'somebody of another organisation': emailOf('chloe'),
    'the same by a private address': 'chloe@private.example',
    'a leaver by the address of before': emailOf('dev'),
  }
  const seen = new Map<string, string>()
  for (const [kind, email] of Object.entries(kinds)) {
    const added = await invite(world, south, email)
    const again = done(await people.inviteAgain(south, added.person, 'link'))
    expect(await invitations.isOpen(linkOf(added)), kind).toBe(false)
    expect(await invitations.isOpen(linkOf({ wayIn: again })), kind).toBe(true)
    const refusedAgain = await people.add(south, form(world, email))
    const found = done(await people.find(south, added.person))
    const removable = await world.rights.removable(south, added.person)
    const member = await world.rights.teamMember(south, added.person, world.southbridge.east)
    const workAddress = await addresses.workAddressOf(added.person)
    const all = { added, again, refusedAgain, found, removable, member, workAddress }
    seen.set(kind, plain(JSON.stringify(all), added.person, email))
  }
  for (const [kind, text] of seen) expect(text, kind).toBe(seen.get('nobody'))
  expect(seen.get('nobody')).toContain('has this address here already')

  // The owners of accounts are asked, but not whoever has left and never called the address theirs.
  const asked = async (actor: Actor) => (await invitations.own(actor)).length
  expect(await asked(left)).toBe(1)
  expect(await asked(world.chloe)).toBe(2)
  expect(await asked(await world.now(world.dev))).toBe(0)
  // Who has an employer leaves that one first.
  const [first] = await invitations.own(world.chloe)
  expect(await invitations.accept(world.chloe, personId.parse(first?.invitation))).toMatchObject({
    error: { code: 'invalid', message: expect.stringContaining('Northbridge') as string },
  })

  // ★ Once he has come in he differs: the comparison would have seen it.
  const [waiting] = await invitations.own(left)
  done(await invitations.accept(left, personId.parse(waiting?.invitation)))
  const inside = done(await people.find(south, ben.person))
  expect(plain(JSON.stringify(inside), ben.person, own)).not.toContain('"hasSignedIn":false')
})

/** Without what is each person's own: ids, tokens, the address. */
function plain(text: string, person: PersonId, email: string): string {
  return text
    .replaceAll(person, 'PERSON')
    .replaceAll(email, 'ADDRESS')
    .replace(/invitations\/[\w-]{43}/g, 'invitations/TOKEN')
}

test('who declines stays untold of: to the organisation they have not come in yet', async () => {
  const world = await leaverWithAddress()
  const { invitations, people, left, south, db, now } = world
  const added = await invite(world, south, own)
  const before = await shownTo(world, south)
  done(await invitations.decline(left, added.person))
  expect(await shownTo(world, south)).toBe(before)
  expect(await invitations.own(left)).toEqual([])
  expect(await invitations.accept(left, added.person)).toMatchObject({ error: {} })
  expect(isEmployed(await now(left))).toBe(false)
  // Asked once more, he may think again; taken off the list, or too late, he may not.
  done(await people.inviteAgain(south, added.person, 'link'))
  expect(await invitations.own(left)).toHaveLength(1)
  world.clock.turn(15 * 24 * 3_600_000)
  expect(await invitations.own(left)).toEqual([])
  done(await people.inviteAgain(south, added.person, 'link'))
  done(await world.rights.remove(south, added.person))
  expect(await invitations.own(left)).toEqual([])
  expect(await invitations.accept(left, added.person)).toMatchObject({ error: {} })
  // Added once more it is the same stand-in, as it would be for somebody new.
  expect((await invite(world, south, own)).person).toBe(added.person)

  // An account that is erased takes along what it was asked; its address is free then.
  done(await world.rights.erase(await now(left), password))
  expect(db.read.all(sql`select * from stand_ins`)).toEqual([])
  expect((await listOf(world, south)).people.some(({ name }) => name === 'Benedict W')).toBe(false)
  const anew = await invite(world, south, own)
  done(await invitations.setPassword(linkOf(anew), 'a good long pass phrase'))
  expect((await now(anew)).organisation).toBe(south.organisation)
})

test('the mail names nobody, and the one to a letter box of before opens no account', async () => {
  const world = await leaverWithAddress(true)
  const { invitations, mail, sent, left, south, rights, dev, jo, now } = world
  await givePassword(world, dev, password)
  done(await rights.remove(jo, dev.person))
  sent.length = 0
  const first = await invite(world, south, own)
  const second = await invite(world, south, emailOf('dev'))
  const until = async () =>
    (await listOf(world, south)).people
      .filter(({ hasSignedIn, workEmail }) => !hasSignedIn && workEmail !== null)
      .filter(({ person }) => [first.person, second.person].includes(person))
      .map(({ invitedUntil }) => invitedUntil)
  expect(await until()).toEqual([null, null])
  await mail.deliverDue()
  const lasts = world.clock.now() + 14 * 24 * 3_600_000
  expect(await until()).toEqual([lasts, lasts])
  expect(sent).toHaveLength(2)
  const leadsTo = (box: string) => tokenOf(sent.filter(({ to }) => to === box))
  expect([leadsTo(own), leadsTo(emailOf('dev'))]).toEqual(['invitations', 'sign-in'])
  const texts = JSON.stringify(sent)
  for (const name of ['Southbridge', 'Northbridge', 'Benedict', left.name, 'Family Support']) {
    expect(texts).not.toContain(name)
  }
  expect(await invitations.own(await now(dev))).toEqual([])
  expect(await invitations.own(left)).toHaveLength(1)
})
