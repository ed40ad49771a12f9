import { expect, test } from 'vitest'
import { isEmployed } from '#server/access/rules/actor.ts'
import { minuteMs } from '#tests/support/clock.ts'
import { emailOf } from '#tests/support/cast.ts'
import { origin, password, tokenOf, wholeCouncil } from './whole-council.ts'

const own = 'ben.okafor@private.example'

/** Ben with a confirmed address of his own. */
async function withPrivateAddress() {
  const world = await wholeCouncil()
  const { ben, addresses, mail, sent } = world
  expect((await addresses.askForPrivate(ben, { address: own, password })).ok).toBe(true)
  await mail.deliverDue()
  expect(await addresses.confirmPrivate(ben, tokenOf(sent))).toEqual({ ok: true, value: own })
  return world
}

test('T12: a private address counts only by the link that was sent to it, once, for its own person', async () => {
  const { ben, chloe, addresses, accounts, mail, sent, clock } = await wholeCouncil()
  const signsIn = async (email: string) => (await accounts.signIn(email, password, 'home')).ok
  expect(await addresses.askForPrivate(ben, { address: own, password: 'not hers' })).toMatchObject({
    ok: false,
    error: { message: 'That is not your password.' },
  })
  await mail.deliverDue()
  expect(sent).toEqual([])
  expect((await addresses.askForPrivate(ben, { address: own, password })).ok).toBe(true)
  await mail.deliverDue()
  expect(sent).toMatchObject([{ to: own }])
  expect(sent[0]?.letter.link?.href).toMatch(new RegExp(`^${origin}/account/address/[\\w-]{43}$`))
  const token = tokenOf(sent)
  expect(await signsIn(own)).toBe(false)

  // Another person, another purpose, and an hour later: it is no link.
  expect(await addresses.addressOfLink(chloe, token)).toBeNull()
  expect((await addresses.confirmPrivate(chloe, token)).ok).toBe(false)
  expect((await accounts.setPassword(token, 'reset', 'another pass phrase')).ok).toBe(false)
  expect((await accounts.setPassword(token, 'invitation', 'another pass phrase')).ok).toBe(false)
  expect(await addresses.addressOfLink(ben, token)).toBe(own)
  const tries = await Promise.all([1, 2].map(() => addresses.confirmPrivate(ben, token)))
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await signsIn(own)).toBe(true)
  expect(await signsIn(emailOf('ben'))).toBe(true)

  expect(
    (await addresses.askForPrivate(ben, { address: 'other@private.example', password })).ok,
  ).toBe(true)
  await mail.deliverDue()
  clock.turn(61 * minuteMs)
  expect((await addresses.confirmPrivate(ben, tokenOf(sent))).ok).toBe(false)
  expect(await addresses.own(ben.person)).toEqual({ email: emailOf('ben'), privateAddress: own })
})

test('T8: nobody learns whether an address is known here, and nobody fills a letter box', async () => {
  const { ben, addresses, mail, sent, read } = withTables(await wholeCouncil())
  expect(await addresses.askForPrivate(ben, { address: emailOf('chloe'), password })).toEqual({
    ok: true,
    value: null,
  })
  await mail.deliverDue()
  expect(sent).toMatchObject([{ to: emailOf('chloe') }])
  expect(sent[0]?.letter.link).toBeUndefined()

  const known = await addresses.askForReset(emailOf('chloe'), 'home')
  const unknown = await addresses.askForReset('nobody@northbridge.example', 'home')
  expect(known).toEqual(unknown)
  await mail.deliverDue()
  expect(sent.map(({ to }) => to)).toEqual([emailOf('chloe'), emailOf('chloe')])
  for (let n = 0; n < 6; n += 1) await addresses.askForReset(emailOf('chloe'), 'home')
  await mail.deliverDue()
  expect(sent.length).toBeLessThanOrEqual(6)
  expect(read('one_time_links').every(({ id }) => /^[0-9a-f]{64}$/.test(String(id)))).toBe(true)
  expect(JSON.stringify(read('mail_queue'))).not.toContain(tokenOf(sent))
})

/** The same world, with the rows of a table. */
function withTables<World extends Awaited<ReturnType<typeof wholeCouncil>>>(world: World) {
  const read = (table: string) =>
    world.db.read.$client.prepare<[], Record<string, unknown>>(`select * from ${table}`).all()
  return { ...world, read }
}

test('the only address of an account stays, whatever is posted', async () => {
  const world = await withPrivateAddress()
  const { ben, rights, accounts, addresses, now } = world
  expect((await rights.leave(ben, password)).ok).toBe(true)
  const alone = await now(ben)
  const refusal = { code: 'invalid', message: expect.stringContaining('only address') as string }
  expect(await addresses.removePrivate(alone)).toMatchObject({ ok: false, error: refusal })
  expect(await addresses.own(ben.person)).toEqual({ email: own, privateAddress: own })
  expect((await accounts.signIn(own, password, 'home')).ok).toBe(true)
})

test('an operator learns whether the owner of an address has left before a link is handed over', async () => {
  const { dev, ben, jo, rights, addresses } = await withPrivateAddress()
  expect(await addresses.ownerOf(own)).toEqual({ isEmployed: true, isPrivate: true })
  expect((await rights.remove(jo, ben.person)).ok).toBe(true)
  expect((await rights.remove(jo, dev.person)).ok).toBe(true)
  expect(await addresses.ownerOf(own)).toEqual({ isEmployed: false, isPrivate: true })
  expect(await addresses.ownerOf(emailOf('ben'))).toBeNull()
  expect(await addresses.ownerOf(emailOf('dev'))).toEqual({ isEmployed: false, isPrivate: false })
  expect(await addresses.ownerOf(emailOf('chloe'))).toEqual({ isEmployed: true, isPrivate: false })
})

test('who leaves keeps account and record, and belongs nowhere', async () => {
  const world = await withPrivateAddress()
  const { ben, rights, accounts, addresses, cpd, rooms, services, now } = world
  const session = await accounts.signIn(emailOf('ben'), password, 'home')
  const ended: string[] = []
  accounts.whenEnded((one) => void ended.push('person' in one ? one.person : 'one'))
  expect(await rights.leave(ben, 'not my password')).toMatchObject({ ok: false })
  expect(await rights.leave(ben, password)).toEqual({ ok: true, value: { signInWith: own } })
  expect(ended).toContain(ben.person)
  const cookie = session.ok ? session.value.cookie.split(';')[0] : ''
  expect(await accounts.sessionOf(cookie)).toBeNull()

  const left = await now(ben)
  expect(isEmployed(left)).toBe(false)
  expect(left).toMatchObject({ name: ben.name, administrator: false, memberships: [] })
  expect((await accounts.signIn(own, password, 'home')).ok).toBe(true)
  expect((await accounts.signIn(emailOf('ben'), password, 'home')).ok).toBe(false)
  expect((await cpd.record(left)).ok).toBe(true)
  expect((await rights.everything(left)).ok).toBe(true)
  expect(await rooms.roomsOf(left)).toEqual([])
  expect((await services.organisations.teamPage(left, world.east)).ok).toBe(false)
  expect((await services.teams.overview(left)).ok).toBe(false)
  expect(await addresses.mailboxOf(ben.person)).toBe(own)
  expect(await rights.leave(left, password)).toMatchObject({ ok: false })
})

test('without a private address nobody leaves by themselves; an administrator may still remove them', async () => {
  const world = await wholeCouncil()
  const { ben, jo, amara, southbridge, rights, accounts, addresses, mail, sent, now, audit } = world
  expect(await rights.leave(ben, password)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('private e-mail address') as string },
  })
  for (const stranger of [amara, ben, southbridge.jo]) {
    expect((await rights.removable(stranger, ben.person)).ok).toBe(false)
    expect((await rights.remove(stranger, ben.person)).ok).toBe(false)
  }
  expect((await rights.remove(jo, jo.person)).ok).toBe(false)
  expect(await rights.removable(jo, ben.person)).toMatchObject({
    value: { name: ben.name, hasPrivateAddress: false },
  })
  expect((await rights.remove(jo, ben.person)).ok).toBe(true)
  expect(isEmployed(await now(ben))).toBe(false)

  // He signs in as before and adds an address; the letter box of the employer gets no new password.
  expect((await accounts.signIn(emailOf('ben'), password, 'home')).ok).toBe(true)
  await addresses.askForReset(emailOf('ben'), 'home')
  await mail.deliverDue()
  expect(sent).toEqual([])
  await addresses.askForPrivate(await now(ben), { address: own, password })
  await mail.deliverDue()
  expect((await addresses.confirmPrivate(await now(ben), tokenOf(sent))).ok).toBe(true)
  expect((await accounts.signIn(emailOf('ben'), password, 'home')).ok).toBe(false)
  expect((await accounts.signIn(own, password, 'home')).ok).toBe(true)
  await addresses.askForReset(own, 'home')
  await mail.deliverDue()
  expect(sent.at(-1)?.to).toBe(own)
  expect((await accounts.setPassword(tokenOf(sent), 'reset', 'a new long password')).ok).toBe(true)

  const told = audit.ofOrganisation(jo)
  if (!told.ok) throw new Error('Jo administers')
  expect(told.value[0]).toMatchObject({
    ...{ action: 'organisation.leave', person: jo.person, object: `person ${ben.person}` },
  })
})

test('no link that went to the employer opens the account once its owner has gone', async () => {
  const world = await wholeCouncil()
  const { db, ben, chloe, jo, rights, accounts, addresses, mail, sent, read } = withTables(world)
  const fresh = 'a new long password'
  const linkFor = async (email: string) => {
    const link = await accounts.linkFor(email)
    return link.ok ? link.value : ''
  }
  await addresses.askForReset(emailOf('ben'), 'home')
  await mail.deliverDue()
  const [mailed, handed] = [tokenOf(sent), await linkFor(emailOf('ben'))]
  // These wait in the queue while he goes.
  await addresses.askForReset(emailOf('ben'), 'home')
  await db.tx((tx) => addresses.inviteIn(tx, ben.person, emailOf('ben')))
  const invited = await db.tx((tx) => accounts.linkIn(tx, ben.person, 'invitation'))
  await addresses.askForPrivate(ben, { address: own, password })
  // ★ While he belongs there, each is open.
  expect(await accounts.isOpen(mailed, 'reset')).toBe(true)
  expect((await rights.remove(jo, ben.person)).ok).toBe(true)
  for (const token of [mailed, handed]) {
    expect((await accounts.setPassword(token, 'reset', fresh)).ok).toBe(false)
  }
  expect((await accounts.setPassword(invited, 'invitation', fresh)).ok).toBe(false)
  const links = read('one_time_links').length
  await mail.deliverDue()
  // Nothing new for the employer's letter box; his own link is his still.
  expect(sent.map(({ to }) => to)).toEqual([emailOf('ben'), own])
  expect(read('one_time_links')).toHaveLength(links + 1)
  expect((await addresses.confirmPrivate(await world.now(ben), tokenOf(sent))).ok).toBe(true)
  expect((await accounts.signIn(own, password, 'home')).ok).toBe(true)

  // Somebody else's links stand.
  const chloes = await linkFor(emailOf('chloe'))
  expect((await rights.remove(jo, world.dev.person)).ok).toBe(true)
  expect((await accounts.setPassword(chloes, 'reset', fresh)).ok).toBe(true)
  expect((await world.now(chloe)).name).toBe(chloe.name)
})

test('an address whose owner has left brings nobody into their record; they return by their own', async () => {
  const { ben, dev, jo, db, imports, rights, accounts, addresses, invitations, now } =
    await wholeCouncil()
  const file = (email: string) =>
    `name,email,job_title,team\nSomebody,${email},Social worker,Family Support East\n`
  const bring = (email: string, write = true) =>
    imports.importPeople('Northbridge Council', file(email), { write })
  expect((await rights.remove(jo, ben.person)).ok).toBe(true)
  for (const write of [false, true]) {
    expect(await bring(emailOf('ben'), write)).toMatchObject({
      ok: false,
      faults: [{ row: 2, column: 'email', message: expect.stringContaining('left') as string }],
    })
  }
  expect(isEmployed(await now(ben))).toBe(false)

  // He signs in himself and confirms an address of his own: by that he is brought back.
  const link = await addresses.privateLinkFor(emailOf('ben'), own)
  const token = link.ok ? (link.value.split('/').at(-1) ?? '') : ''
  expect((await addresses.confirmPrivate(await now(ben), token)).ok).toBe(true)
  const session = await accounts.signIn(own, password, 'home')
  expect(await bring(own)).toMatchObject({ ok: true, invitations: [{ email: own }] })
  expect(isEmployed(await now(ben))).toBe(false)
  const [asked] = await invitations.own(await now(ben))
  if (!asked) throw new Error('nobody asks')
  expect((await invitations.accept(await now(ben), asked.invitation)).ok).toBe(true)
  expect(isEmployed(await now(ben))).toBe(true)
  const cookie = session.ok ? session.value.cookie.split(';')[0] : ''
  expect(await accounts.sessionOf(cookie)).toBeNull()
  // The address of before is free: whoever gets it now has an account of their own.
  expect(await bring(emailOf('ben'))).toMatchObject({ invitations: [{ email: emailOf('ben') }] })
  expect(await accounts.personWith(db.read, emailOf('ben'))).not.toBe(ben.person)

  // Removed by mistake before anybody was in the account: invited once more.
  expect((await rights.remove(jo, dev.person)).ok).toBe(true)
  const again = await bring(emailOf('dev'))
  const invited = again.ok ? (again.invitations[0]?.token ?? '') : ''
  expect((await accounts.setPassword(invited, 'invitation', 'a new long password')).ok).toBe(true)
  expect(await accounts.personWith(db.read, emailOf('dev'))).toBe(dev.person)
})

test('a private address, its removal and a new password each end the links of before', async () => {
  const { ben, accounts, addresses, mail, sent, now } = await wholeCouncil()
  const open: string[] = []
  const handOver = async () => {
    const link = await accounts.linkFor(emailOf('ben'))
    if (link.ok) open.push(link.value)
    expect(await accounts.isOpen(open.at(-1) ?? '', 'reset')).toBe(true)
  }
  const isEnded = async () => !(await accounts.isOpen(open.at(-1) ?? '', 'reset'))
  await handOver()
  await addresses.askForPrivate(ben, { address: own, password })
  const token = await mailedTo(own)
  expect((await addresses.confirmPrivate(ben, token)).ok).toBe(true)
  expect(await isEnded()).toBe(true)
  await handOver()
  expect((await addresses.removePrivate(await now(ben))).ok).toBe(true)
  expect(await isEnded()).toBe(true)
  await handOver()
  expect((await accounts.changePassword(ben.person, password, 'a new long password')).ok).toBe(true)
  expect(await isEnded()).toBe(true)

  async function mailedTo(address: string): Promise<string> {
    await mail.deliverDue()
    return tokenOf(sent.filter(({ to }) => to === address))
  }
})

test('where no mails are sent, an operator hands the link over', async () => {
  const { ben, addresses, accounts, sent } = await wholeCouncil({ isMailOn: false })
  expect((await addresses.privateLinkFor(emailOf('ben'), emailOf('chloe'))).ok).toBe(false)
  const link = await addresses.privateLinkFor(emailOf('ben'), own)
  const token = link.ok ? (link.value.split('/').at(-1) ?? '') : ''
  expect((await addresses.confirmPrivate(ben, token)).ok).toBe(true)
  expect((await accounts.signIn(own, password, 'home')).ok).toBe(true)
  expect(sent).toEqual([])
})

test('T9: an account with two addresses has one count of tries, by whichever of them it is tried', async () => {
  const { accounts } = await withPrivateAddress()
  const codeOf = async (email: string, tried = 'not the password') => {
    const answer = await accounts.signIn(email, tried, 'home')
    return answer.ok ? 'ok' : answer.error.code
  }
  for (let n = 0; n < 10; n += 1) {
    expect(await codeOf(n % 2 === 0 ? emailOf('ben') : own)).toBe('invalid')
  }
  expect([await codeOf(emailOf('ben'), password), await codeOf(own, password)]).toEqual([
    'too_many',
    'too_many',
  ])
  // Somebody else, and an address that nobody has, are as free as before.
  expect(await codeOf(emailOf('jo'), password)).toBe('ok')
  expect(await codeOf('nobody@private.example')).toBe('invalid')
})
