import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { shareCommentId } from '#server/platform/rules/ids.ts'
import { newShareForm } from '#server/sharing/rules/share-form.ts'
import { done, saveOf, theModule } from '../cpd/cpd-record.ts'
import { openSharing, wish } from './shared-record.ts'

const notFound = { ok: false, error: { code: 'not_found' } }
const commentOf = (text: string) => ({ comment: shareCommentId.parse(crypto.randomUUID()), text })

test('what is shared is read by that one person, and by nobody else', async () => {
  const { sharing, people, write, shareWith } = await openSharing()
  const { amara, ben, ...others } = people
  const entry = await write(ben)
  const share = await shareWith(ben, entry, amara)

  const read = done(await sharing.open(amara, share))
  expect(read).toMatchObject({
    ownedBy: { name: 'Ben Hartley', jobTitle: 'Social worker' },
    words: { title: 'Supervision', fields: { learnt: 'CANARY-shared' } },
    canComment: false,
    lastDay: '2026-12-27',
  })
  const given = [
    'broughtLabel',
    'fields',
    'minutes',
    'participatoryMinutes',
    'profile',
    'savedAt',
    'standards',
    'status',
    'title',
  ]
  expect(Object.keys(read.words).sort()).toEqual(given)
  for (const other of [ben, ...Object.values(others)]) {
    const { name } = other
    expect(await sharing.open(other, share), name).toMatchObject(notFound)
    expect(await sharing.withMe(other), name).toEqual([])
    expect(await sharing.sharedBy(other, ben.person), name).toEqual([])
    expect(await sharing.comment(other, share, commentOf('Hello')), name).toMatchObject(
      other === ben ? { ok: true } : notFound,
    )
  }
  for (const other of [amara, ...Object.values(others)]) {
    expect(await sharing.ofEntry(other, entry), other.name).toMatchObject(notFound)
    expect(await sharing.end(other, share), other.name).toMatchObject(notFound)
    expect(await sharing.readsOf(other), other.name).toEqual([])
    expect(await sharing.shared(other), other.name).toEqual([])
  }
  expect(done(await sharing.open(amara, share)).entry).toBe(entry)
})

test('a colleague is found in one’s teams or by e-mail address, and nothing tells of other organisations', async () => {
  const { sharing, people, write } = await openSharing()
  const { ben, grace, sol } = people
  const entry = await write(ben)
  const page = done(await sharing.ofEntry(ben, entry))
  expect(page.colleagues.map((one) => one.name)).toEqual(['Amara Okafor', 'Chloe Marsh'])

  const byMail = await sharing.share(ben, entry, wish({ email: ' Grace@Northbridge.example ' }))
  expect(done(await sharing.open(grace, done(byMail))).ownedBy.name).toBe('Ben Hartley')
  const stranger = await sharing.share(ben, entry, wish({ email: 'sol@northbridge.example' }))
  const nobody = await sharing.share(ben, entry, wish({ email: 'nobody@northbridge.example' }))
  expect(stranger).toEqual(nobody)
  expect(stranger).toMatchObject({ error: { code: 'invalid', field: 'email' } })
  const byId = await sharing.share(ben, entry, wish({ colleague: sol.person }))
  expect(byId).toMatchObject({ error: { code: 'invalid', field: 'colleague' } })
  const self = await sharing.share(ben, entry, wish({ email: 'ben@northbridge.example' }))
  expect(self).toMatchObject({ error: { message: 'This is you. Choose somebody else.' } })
  expect(await sharing.share(ben, entry, wish({}))).toMatchObject({ error: { field: 'colleague' } })
  const both = newShareForm.safeParse({
    ...{ intent: 'share', colleague: grace.person, email: 'grace@northbridge.example' },
  })
  expect(both.success).toBe(false)
  expect(newShareForm.safeParse({ intent: 'share', days: '366' }).success).toBe(false)
})

test('a draft that is only a view is saved first; nobody shares what is not theirs', async () => {
  const { sharing, cpd, people, attest, write } = await openSharing()
  const { amara, ben, chloe } = people
  const draft = await attest(ben, theModule)
  const to = wish({ colleague: chloe.person })
  expect(await sharing.share(ben, draft, to)).toMatchObject({ error: { code: 'invalid' } })
  done(await cpd.save(ben, draft, saveOf({ learnt: 'Something' })))
  const share = done(await sharing.share(ben, draft, to))
  expect(done(await sharing.open(chloe, share)).words.title).toBe(
    'Module: Listening when a child says little',
  )
  expect(await sharing.share(amara, await write(ben), to)).toMatchObject(notFound)
})

test('each read is shown to the owner, by name and moment, and stays shown after the end', async () => {
  const { sharing, people, write, shareWith, turnTo } = await openSharing()
  const { amara, ben, chloe } = people
  const entry = await write(ben)
  const toAmara = await shareWith(ben, entry, amara)
  const toChloe = await shareWith(ben, entry, chloe)
  expect(done(await sharing.ofEntry(ben, entry)).shares.map((one) => one.readCount)).toEqual([0, 0])
  expect((await sharing.withMe(amara)).map((one) => one.lastReadAt)).toEqual([null])
  turnTo('2026-11-27T15:00:00Z')
  done(await sharing.open(amara, toAmara))
  turnTo('2026-11-28T09:30:00Z')
  done(await sharing.open(chloe, toChloe))
  expect(await sharing.sharedBy(amara, ben.person)).toHaveLength(1)
  done(await sharing.end(ben, toAmara))

  const at = (iso: string) => Date.parse(iso)
  expect(await sharing.readsOf(ben)).toMatchObject([
    { reader: { name: 'Amara Okafor' }, title: 'Supervision', at: at('2026-11-28T09:30:00Z') },
    { reader: { name: 'Chloe Marsh' }, at: at('2026-11-28T09:30:00Z') },
    { reader: { name: 'Amara Okafor' }, at: at('2026-11-27T15:00:00Z') },
  ])
  const { shares } = done(await sharing.ofEntry(ben, entry))
  expect(shares.find((one) => one.id === toAmara)).toMatchObject({
    ...{ state: 'ended', readCount: 2 },
    reads: [at('2026-11-28T09:30:00Z'), at('2026-11-27T15:00:00Z')],
  })
  expect(await sharing.readersOf(ben, entry)).toEqual(['Chloe Marsh'])
  expect(await sharing.isSharing(ben)).toBe(true)
  done(await sharing.end(ben, toChloe))
  expect(await sharing.isSharing(ben)).toBe(false)
})

test('a share ends by itself at midnight in London after its last day', async () => {
  const { sharing, people, write, shareWith, turnTo } = await openSharing()
  const { amara, ben } = people
  turnTo('2026-06-10T22:30:00Z') // half past eleven in London, still 10 June there
  const share = await shareWith(ben, await write(ben), amara, { days: '7' })
  turnTo('2026-06-17T22:59:59Z')
  expect(done(await sharing.open(amara, share)).lastDay).toBe('2026-06-17')
  turnTo('2026-06-17T23:00:00Z')
  expect(await sharing.open(amara, share)).toMatchObject(notFound)
  expect(await sharing.withMe(amara)).toEqual([])
  expect((await sharing.shared(ben)).map((one) => one.state)).toEqual(['expired'])
})

test('sharing again with the same person changes the terms and makes no second share', async () => {
  const { sharing, people, write, shareWith } = await openSharing()
  const { amara, ben } = people
  const entry = await write(ben)
  const first = await shareWith(ben, entry, amara, { days: '365', right: 'comment' })
  expect(await shareWith(ben, entry, amara, { days: '7' })).toBe(first)
  expect(await sharing.withMe(amara)).toMatchObject([{ lastDay: '2026-12-04', canComment: false }])
  done(await sharing.end(ben, first))
  expect(await shareWith(ben, entry, amara)).not.toBe(first)
  expect(await sharing.open(amara, first)).toMatchObject(notFound)
})

test('deleting the entry ends its shares, and bringing it back does not open them again', async () => {
  const { sharing, cpd, people, write, shareWith } = await openSharing()
  const { amara, ben } = people
  const entry = await write(ben)
  const share = await shareWith(ben, entry, amara)
  done(await cpd.delete(ben, entry))
  expect(await sharing.open(amara, share)).toMatchObject(notFound)
  expect(await sharing.ofEntry(ben, entry)).toMatchObject(notFound)
  done(await cpd.undoDelete(ben, entry))
  expect(await sharing.open(amara, share)).toMatchObject(notFound)
  expect(done(await sharing.ofEntry(ben, entry)).shares).toMatchObject([{ state: 'ended' }])
})

test('comments go between the two alone, once each, and are erased with the entry', async () => {
  const { file, db, sharing, cpd, people, write, shareWith, turnTo } = await openSharing()
  const { amara, ben, chloe } = people
  const entry = await write(ben)
  const share = await shareWith(ben, entry, amara, { right: 'comment' })
  const toChloe = await shareWith(ben, entry, chloe)
  const said = commentOf('CANARY-comment of Amara')
  done(await sharing.comment(amara, share, said))
  done(await sharing.comment(amara, share, said))
  done(await sharing.comment(ben, share, commentOf('CANARY-answer of Ben')))
  expect(await sharing.comment(chloe, toChloe, commentOf('May I?'))).toMatchObject({
    error: { code: 'forbidden' },
  })
  expect(done(await sharing.open(amara, share)).comments).toMatchObject([
    { by: { name: 'Amara Okafor' }, isOwn: true, text: 'CANARY-comment of Amara' },
    { by: { name: 'Ben Hartley' }, isOwn: false },
  ])
  expect(done(await sharing.open(chloe, toChloe)).comments).toEqual([])
  done(await sharing.removeComment(ben, share, said.comment))
  expect(done(await sharing.open(amara, share)).comments).toHaveLength(2)
  done(await sharing.removeComment(amara, share, said.comment))
  expect(done(await sharing.open(amara, share)).comments).toHaveLength(1)

  openDatabase(file).close()
  expect(readFileSync(file).includes('CANARY-answer')).toBe(true)
  done(await cpd.delete(ben, entry))
  turnTo('2026-12-28T14:32:00Z')
  expect(await cpd.eraseExpired()).toBe(1)
  expect(await sharing.shared(ben)).toEqual([])
  openDatabase(file).close()
  expect(readFileSync(file).includes('CANARY')).toBe(false)
  expect(db.read).toBeDefined()
})

test('whoever leaves the organisation reads nothing more of it, and takes the own record along', async () => {
  const { db, organisations, sharing, people, write, shareWith } = await openSharing()
  const { amara, ben, sol } = people
  const share = await shareWith(ben, await write(ben), amara)
  const elsewhere = { ...amara, organisation: sol.organisation }
  expect(await sharing.open(elsewhere, share)).toMatchObject(notFound)
  expect(await sharing.withMe(elsewhere)).toEqual([])
  expect(await sharing.open(amara, share)).toMatchObject({ ok: true })
  await db.tx((tx) => organisations.leaveIn(tx, ben.person))
  expect(await sharing.open(amara, share)).toMatchObject(notFound)
  expect(await sharing.standing(amara, share)).toMatchObject(notFound)
  expect(await sharing.withMe(amara)).toEqual([])
  expect(await sharing.sharedBy(amara, ben.person)).toEqual([])
  expect(done(await sharing.end(ben, share))).toBeDefined()
})

test('erasing a person takes what they shared and wrote; what others read of others stays', async () => {
  const { db, sharing, people, write, shareWith } = await openSharing()
  const { amara, ben, chloe } = people
  const share = await shareWith(ben, await write(ben), amara, { right: 'comment' })
  const ofChloe = await shareWith(chloe, await write(chloe), ben, { right: 'comment' })
  done(await sharing.comment(ben, ofChloe, commentOf('Of Ben')))
  done(await sharing.open(ben, ofChloe))
  await db.tx((tx) => sharing.erasePersonIn(tx, ben.person))
  expect(await sharing.open(amara, share)).toMatchObject(notFound)
  expect(await sharing.shared(ben)).toEqual([])
  expect(await sharing.open(ben, ofChloe)).toMatchObject(notFound)
  expect((await sharing.shared(chloe)).map((one) => [one.state, one.readCount])).toEqual([
    ['ended', 1],
  ])
  expect(await sharing.readsOf(chloe)).toHaveLength(1)
})
