import { expect, test } from 'vitest'
import { entryId } from '#server/platform/rules/ids.ts'
import { emailOf } from '#tests/support/cast.ts'
import { complete, done, saveOf } from '../cpd/cpd-record.ts'
import { wholeCouncil } from '../rights/whole-council.ts'
import { wish } from './shared-record.ts'

/** The council, in which Ben has shared an entry with Grace, and she hers with him; both were read. */
async function twoWhoShare() {
  const world = await wholeCouncil()
  const { ben, grace, cpd, sharing } = world
  const entryOf = async (owner: typeof ben) => {
    const entry = entryId.parse(crypto.randomUUID())
    done(await cpd.create(owner, entry, saveOf(complete('it', { 'date-year': '2025' }))))
    return entry
  }
  const entry = await entryOf(ben)
  const toGrace = done(await sharing.share(ben, entry, wish({ colleague: grace.person })))
  const toBen = done(
    await sharing.share(grace, await entryOf(grace), wish({ colleague: ben.person })),
  )
  done(await sharing.open(grace, toGrace))
  done(await sharing.open(ben, toBen))
  return { ...world, entry, toGrace, toBen }
}

test('sharing by e-mail address finds work addresses alone: a private one is told to nobody', async () => {
  const { ben, chloe, grace, addresses, entry, sharing, imports, invitations, rights, jo, now } =
    await twoWhoShare()
  const own = 'chloe@private.example'
  const link = await addresses.privateLinkFor(emailOf('chloe'), own)
  const token = link.ok ? (link.value.split('/').at(-1) ?? '') : ''
  expect((await addresses.confirmPrivate(chloe, token)).ok).toBe(true)
  const byAddress = (email: string) => sharing.share(ben, entry, wish({ email }))
  const nobody = await byAddress('nobody@private.example')
  expect(nobody).toMatchObject({ error: { code: 'invalid', field: 'email' } })
  expect(await byAddress(own)).toEqual(nobody)
  // ★ By the address at work she is found.
  done(await byAddress(emailOf('chloe')))

  // Nor when it is the only one that is left to her.
  expect((await rights.remove(jo, chloe.person)).ok).toBe(true)
  const file = `name,email,job_title,team\nChloe,${own},Social worker,Family Support East\n`
  await imports.importPeople('Northbridge Council', file, { write: true })
  const [asked] = await invitations.own(await now(chloe))
  if (asked) done(await invitations.accept(await now(chloe), asked.invitation))
  expect((await now(chloe)).organisation).toBe(grace.organisation)
  expect(await byAddress(own)).toEqual(nobody)
})

test('who leaves ends what they share and what is shared with them; coming back opens none of it', async () => {
  const { ben, grace, jo, db, entry, sharing, rights, organisations, toGrace, toBen, now } =
    await twoWhoShare()
  expect((await rights.remove(jo, ben.person)).ok).toBe(true)
  // Who has left still knows by name who read what.
  const left = await now(ben)
  expect(await sharing.readsOf(left)).toMatchObject([
    { reader: { name: grace.name, jobTitle: grace.jobTitle } },
  ])
  expect(await sharing.shared(left)).toMatchObject([
    { state: 'ended', reader: { name: grace.name }, readCount: 1 },
  ])
  expect(done(await sharing.ofEntry(left, entry)).shares).toMatchObject([
    { state: 'ended', reader: { name: grace.name } },
  ])
  expect(await sharing.readersOf(left, entry)).toEqual([])

  const { name, jobTitle, organisation } = ben
  const back = { person: ben.person, name, jobTitle, administrator: false }
  await db.tx((tx) => organisations.affiliateIn(tx, organisation, back))
  const returned = await now(ben)
  expect(returned.organisation).toBe(grace.organisation)
  expect((await sharing.open(grace, toGrace)).ok).toBe(false)
  expect((await sharing.open(returned, toBen)).ok).toBe(false)
  expect(await sharing.withMe(grace)).toEqual([])
  expect(await sharing.withMe(returned)).toEqual([])
  expect((await sharing.shared(grace)).map(({ state }) => state)).toEqual(['ended'])
  // ★ Chosen anew, it is read again.
  const again = done(await sharing.share(returned, entry, wish({ colleague: grace.person })))
  expect((await sharing.open(grace, again)).ok).toBe(true)
})
