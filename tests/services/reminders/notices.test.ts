import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { people } from '#db/schema/accounts.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { forgotPasswordForm } from '#server/accounts/rules/forms.ts'
import { htmlOf, textOf } from '#server/mail/rules/letter.ts'
import { entryId, jobId, type EntryId } from '#server/platform/rules/ids.ts'
import { mostAttempts } from '#server/jobs/rules/job.ts'
import { newShareForm } from '#server/sharing/rules/share-form.ts'
import { emailOf } from '#tests/support/cast.ts'
import { hourMs } from '#tests/support/clock.ts'
import { complete, done, saveOf } from '../cpd/cpd-record.ts'
import { origin, wholeCouncil } from '../rights/whole-council.ts'

const canary = 'canary-of-an-entry'
const everything = { kind: 'everything' } as const
const newJob = () => jobId.parse(crypto.randomUUID())

/** The council, in which Ben has written an entry. */
async function councilWithAnEntry(options?: { isMailOn: boolean }) {
  const world = await wholeCouncil(options)
  const entry = entryId.parse(crypto.randomUUID())
  const words = complete(canary, { learnt: canary, 'date-year': '2025' })
  done(await world.cpd.create(world.ben, entry, saveOf(words)))
  await world.jobs.resume()
  const share = (from: Actor, what: EntryId, days = '7', to = 'grace') =>
    world.sharing.share(
      from,
      what,
      newShareForm.parse({ intent: 'share', email: emailOf(to), days, right: 'view' }),
    )
  return { ...world, entry, share }
}

/** Everything that was sent, as its readers get it. */
function texts({ sent }: Pick<Awaited<ReturnType<typeof wholeCouncil>>, 'sent'>): string {
  return sent.map(({ letter }) => letter.subject + textOf(letter) + htmlOf(letter)).join('\n')
}

test('whoever asked for a long export hears once that it is ready, without a word of theirs', async () => {
  const world = await councilWithAnEntry()
  const { ben, cpd, jobs, mail, sent } = world
  const id = newJob()
  done(await cpd.startExport(ben, id, everything, 'csv'))
  await jobs.idle()
  await mail.deliverDue()
  await mail.deliverDue()
  expect(sent).toMatchObject([
    {
      to: emailOf('ben'),
      letter: { subject: 'Your file is ready', link: { href: `${origin}/downloads` } },
    },
  ])
  expect(texts(world).match(/https:\/\/[^\s"<]+/g)).not.toContain(id)
  expect(texts(world)).not.toContain(canary)
  expect(texts(world)).not.toContain(ben.name)
  expect(world.lines.join('')).not.toContain('@northbridge')
  // ★ In the product the file is named, and its words are in it.
  expect((await jobs.ownAll(ben, ['cpd-export'])).map(({ state }) => state)).toEqual(['done'])
  const file = done(await jobs.file(ben, id))
  const parts: Buffer[] = []
  for await (const part of file.parts) parts.push(part)
  expect(Buffer.concat(parts).toString()).toContain(canary)
})

test('a file that cannot be made is told of as well; one that was taken away is not', async () => {
  const { ben, clock, cpd, db, jobs, mail, sent } = await councilWithAnEntry()
  // Its record cannot be read any more: every try fails.
  const broken = newJob()
  await db.tx((tx) =>
    jobs.addIn(tx, {
      ...{ id: broken, kind: 'cpd-export', key: 'broken', person: ben.person },
      payload: { scope: 'nothing that is known' },
    }),
  )
  for (let tried = 0; tried < mostAttempts; tried += 1) {
    await jobs.idle()
    clock.turn(hourMs)
    await jobs.stop()
    await jobs.resume()
  }
  await jobs.idle()
  await mail.deliverDue()
  expect(sent.map(({ letter }) => letter.subject)).toEqual(['Your file could not be made'])

  const taken = newJob()
  done(await cpd.startExport(ben, taken, everything, 'csv'))
  await jobs.idle()
  done(await jobs.remove(ben, taken))
  await mail.deliverDue()
  expect(sent).toHaveLength(1)
  await jobs.stop()
})

test('the one with whom an entry is shared hears of it once: not by whom, not what', async () => {
  const world = await councilWithAnEntry()
  const { ben, grace, entry, share, sharing, mail, sent } = world
  done(await share(ben, entry))
  // Other terms for the same person are no news.
  done(await share(ben, entry, '30'))
  await mail.deliverDue()
  expect(sent).toMatchObject([
    {
      to: emailOf('grace'),
      letter: {
        subject: 'A CPD entry was shared with you',
        link: { href: `${origin}/shared` },
      },
    },
  ])
  for (const told of [canary, ben.name, grace.name, 'Supervision']) {
    expect(texts(world)).not.toContain(told)
  }
  // ★ Where it belongs, all of that is told.
  const [line] = await sharing.withMe(await world.now(grace))
  expect(line).toMatchObject({ ownedBy: { name: ben.name }, title: 'Supervision' })
})

test('an address to which no mail can be sent holds nothing up, and gets none', async () => {
  const world = await councilWithAnEntry()
  const { ben, grace, db, addresses, cpd, entry, jobs, mail, reminders, sent, sharing } = world
  // Brought in before such addresses were named.
  const unmailable = 'siân@northbridge.example'
  await db.tx((tx) =>
    tx.update(people).set({ email: unmailable }).where(eq(people.id, grace.person)),
  )
  expect(await addresses.mailboxOf(grace.person)).toBeNull()
  const shared = newShareForm.parse({ intent: 'share', colleague: grace.person, right: 'view' })
  done(await sharing.share(ben, entry, shared))
  expect((await addresses.askForReset(unmailable, 'home')).ok).toBe(true)
  done(await cpd.startExport(grace, newJob(), everything, 'csv'))
  await jobs.idle()
  expect((await jobs.ownAll(grace, ['cpd-export'])).map(({ state }) => state)).toEqual(['done'])
  for (const person of [ben, grace]) {
    await reminders.setWish(person, { time: 'all-year', withRecall: false })
  }
  expect(await reminders.remindAll()).toBeGreaterThan(0)
  await mail.deliverDue()
  expect(sent.map(({ to }) => to)).toContain(emailOf('ben'))
  expect(sent.map(({ to }) => to)).not.toContain(unmailable)
  expect(forgotPasswordForm.parse({ email: ' Siân@Northbridge.example' }).email).toBe(unmailable)
  expect(forgotPasswordForm.safeParse({ email: 'ben' }).success).toBe(false)
  await jobs.stop()
})

test('nobody is told of what they have read, of what has ended, or when they want no mails', async () => {
  const { ben, grace, entry, share, sharing, reminders, mail, sent, now } =
    await councilWithAnEntry()
  const first = done(await share(ben, entry))
  done(await sharing.open(await now(grace), first))
  await mail.deliverDue()
  expect(sent).toEqual([])

  done(await sharing.end(ben, first))
  const second = done(await share(ben, entry))
  done(await sharing.end(ben, second))
  await mail.deliverDue()
  expect(sent).toEqual([])

  done(await share(ben, entry))
  await mail.deliverDue()
  const off = sent[0]?.letter.unsubscribe?.split('/').at(-1) ?? ''
  expect(await reminders.offPage(off)).toEqual({ kind: 'notices', isOff: false })
  expect((await reminders.turnOff(off)).ok).toBe(true)
  expect(await reminders.offPage(off)).toEqual({ kind: 'notices', isOff: true })
  // Reminders of the year are another matter.
  expect(await reminders.wishOf(await now(grace))).toMatchObject({
    ...{ withNotices: false, time: 'window' },
  })
  done(await share(ben, entry, '7', 'hana'))
  await sharing.end(ben, done(await share(ben, entry)))
  done(await share(ben, entry))
  await mail.deliverDue()
  expect(sent.map(({ to }) => to)).toEqual([emailOf('grace'), emailOf('hana')])
})

test('where no mails are sent, everything goes on without them', async () => {
  const { ben, entry, share, cpd, jobs, db } = await councilWithAnEntry({ isMailOn: false })
  done(await share(ben, entry))
  done(await cpd.startExport(ben, newJob(), everything, 'csv'))
  await jobs.idle()
  expect((await jobs.ownAll(ben, ['cpd-export'])).map(({ state }) => state)).toEqual(['done'])
  const count = db.read.$client.prepare<[], { n: number }>('select count(*) n from mail_queue')
  expect(count.get()?.n).toBe(0)
})
