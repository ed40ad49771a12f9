import { expect, test } from 'vitest'
import { htmlOf, textOf } from '#server/mail/rules/letter.ts'
import { diaryEntryId, entryId } from '#server/platform/rules/ids.ts'
import { day, londonInstant } from '#server/platform/rules/london.ts'
import { mayRemind, usualWish } from '#server/reminders/rules/wish.ts'
import { hourMs, minuteMs } from '#tests/support/clock.ts'
import { emailOf } from '#tests/support/cast.ts'
import { complete, done, saveOf } from '../cpd/cpd-record.ts'
import { password, wholeCouncil } from '../rights/whole-council.ts'

const dayMs = 24 * hourMs
const of = (name: string) => emailOf(name)

test('a reminder comes in the window or when asked for, a week apart at least, never when off', () => {
  const year = { opens: day.parse('2026-09-01'), closes: day.parse('2026-11-30') }
  const inWindow = { now: 100 * dayMs, today: day.parse('2026-09-01'), ...year }
  const before = { ...inWindow, today: day.parse('2026-08-31') }
  const last = { ...inWindow, today: day.parse('2026-11-30') }
  const after = { ...inWindow, today: day.parse('2026-12-01') }
  expect([before, inWindow, last, after].map((one) => mayRemind(usualWish, one))).toEqual([
    ...[false, true, true, false],
  ])
  const always = { ...usualWish, time: 'all-year' as const }
  expect([before, inWindow, last, after].every((one) => mayRemind(always, one))).toBe(true)
  const never = { ...usualWish, time: 'off' as const }
  expect([before, inWindow, last, after].some((one) => mayRemind(never, one))).toBe(false)
  const week = 7 * dayMs
  const since = (ms: number) => mayRemind({ ...always, remindedAt: inWindow.now - ms }, inWindow)
  expect([since(0), since(week - 1), since(week)]).toEqual([false, false, true])
})

test('everybody who wants it is told once a week how much is missing, and one click ends it', async () => {
  const world = await wholeCouncil()
  const { ben, chloe, clock, reminders, mail, sent, lines } = world
  clock.set(londonInstant(day.parse('2026-11-25'), '08:10'))
  await reminders.setWish(chloe, { time: 'off', withRecall: false })
  await reminders.tick()
  await mail.deliverDue()
  const first = sent.filter(({ to }) => to.endsWith('@northbridge.example'))
  expect(first.map(({ to }) => to)).toContain(of('ben'))
  expect(first.map(({ to }) => to)).not.toContain(of('chloe'))
  expect(new Set(sent.map(({ to }) => to)).size).toBe(sent.length)
  const own = sent.find(({ to }) => to === of('ben'))
  const text = own ? textOf(own.letter) : ''
  expect(text).toContain('Still to do for this CPD year: 2 pieces.')
  expect(text).toContain('There are 5 days left.')
  expect(text).not.toContain(ben.name)
  expect(lines.join('')).not.toContain('@northbridge')

  // Every day for a week: nobody hears again before it is over.
  const count = sent.length
  for (let days = 1; days < 7; days += 1) {
    clock.turn(dayMs)
    await reminders.tick()
  }
  await mail.deliverDue()
  expect(sent).toHaveLength(count)
})

test('the link in a mail turns reminders off without signing in, for its own person alone', async () => {
  const { ben, clock, reminders, mail, sent, now } = await wholeCouncil()
  clock.set(londonInstant(day.parse('2026-11-20'), '08:10'))
  await reminders.remindAll()
  await mail.deliverDue()
  const token =
    sent
      .find(({ to }) => to === of('ben'))
      ?.letter.unsubscribe?.split('/')
      .at(-1) ?? ''
  expect(await reminders.offPage(token)).toEqual({ kind: 'reminders', isOff: false })
  for (const forged of ['', `${ben.person}.x`, token.slice(0, -3), `${token}x`, `x${token}`]) {
    expect(await reminders.offPage(forged)).toBeNull()
    expect((await reminders.turnOff(forged)).ok).toBe(false)
  }
  expect((await reminders.turnOff(token)).ok).toBe(true)
  expect((await reminders.wishOf(await now(ben))).time).toBe('off')
  const before = sent.length
  clock.turn(8 * dayMs)
  await reminders.remindAll()
  await mail.deliverDue()
  expect(sent.slice(before).map(({ to }) => to)).not.toContain(of('ben'))
  expect(sent.length).toBeGreaterThan(before)

  // Turned off between putting down and handing over: it is not sent.
  await reminders.setWish(ben, { time: 'all-year', withRecall: false })
  clock.turn(8 * dayMs)
  await reminders.remindAll()
  expect((await reminders.turnOff(token)).ok).toBe(true)
  const then = sent.length
  await mail.deliverDue()
  expect(sent.slice(then).map(({ to }) => to)).not.toContain(of('ben'))
  clock.turn(minuteMs)
})

test('T2: no mail and no calendar holds a word of anybody’s', async () => {
  const { ben, clock, diary, reminders, calendar, rights, addresses, mail, sent } =
    await wholeCouncil()
  const word = 'canary-of-the-diary'
  clock.set(londonInstant(day.parse('2026-11-25'), '08:10'))
  const id = diaryEntryId.parse(crypto.randomUUID())
  expect((await diary.add(ben, { id, date: day.parse('2026-11-24'), text: word })).ok).toBe(true)
  await reminders.setWish(ben, { time: 'all-year', withRecall: true })
  await reminders.remindAll()
  await addresses.askForPrivate(ben, { address: 'ben@private.example', password })
  await addresses.askForReset(of('ben'), 'home')
  await mail.deliverDue()
  expect(new Set(sent.map(({ letter }) => letter.subject)).size).toBe(3)
  const mails = sent.map(({ letter }) => textOf(letter) + htmlOf(letter)).join('\n')
  expect(mails).not.toContain(word)
  expect(await calendar.file(ben)).not.toContain(word)
  expect(await calendar.recallFile(ben)).not.toContain(word)
  // ★ The same look finds it where it belongs.
  expect(JSON.stringify(await rights.everythingAbout(ben))).toContain(word)
})

test('one person who cannot be reminded keeps nobody else from it', async () => {
  const { ben, clock, db, reminders, mail, sent, lines } = await wholeCouncil()
  clock.set(londonInstant(day.parse('2026-11-25'), '08:10'))
  await db.tx(async (tx) => {
    tx.$client.exec(`create trigger broken before insert on mail_queue
      when new.person = '${ben.person}' begin select raise(abort, 'broken'); end`)
  })
  const reminded = await reminders.remindAll()
  await mail.deliverDue()
  expect(sent).toHaveLength(reminded)
  expect(sent.map(({ to }) => to)).toContain(of('idris'))
  expect(sent.map(({ to }) => to)).not.toContain(of('ben'))
  expect(lines.filter((one) => one.includes('somebody was not reminded'))).toHaveLength(1)
})

test('a reminder that has waited tells what is missing now, and nothing once that is done', async () => {
  const { amara, ben, clock, cpd, now, reminders, mail, sent } = await wholeCouncil()
  clock.set(londonInstant(day.parse('2026-11-25'), '08:10'))
  await reminders.remindAll()
  for (const mark of ['one thing', 'another matter']) {
    const id = entryId.parse(crypto.randomUUID())
    const peer = { peerLearning: `A social worker saw ${mark} otherwise.` }
    done(await cpd.markReady(ben, id, saveOf(complete(mark, peer)), { isNew: true }))
  }
  expect((await cpd.summary(await now(ben))).isMet).toBe(true)
  clock.turn(dayMs)
  await mail.deliverDue()
  expect(sent.map(({ to }) => to)).not.toContain(of('ben'))
  const other = sent.find(({ to }) => to === of('amara'))
  expect(other ? textOf(other.letter) : '').toContain('There are 4 days left.')

  // Handed over after the year is over: what it counted is no more to be done.
  clock.turn(7 * dayMs)
  await reminders.setWish(amara, { time: 'all-year', withRecall: false })
  const before = sent.length
  await mail.deliverDue()
  expect(sent).toHaveLength(before)
})

test('of two registrations the mail tells the one that closes first, by its own numbers and day', async () => {
  const { ben, clock, cpd, reminders, mail, sent } = await wholeCouncil()
  clock.set(londonInstant(day.parse('2026-11-25'), '08:10'))
  const ends = { day: '9', month: '5', year: '2027' }
  const both = { first: 'nmc', regulators: ['nmc', 'swe'], ends: { nmc: ends } }
  expect((await cpd.chooseRegistrations(ben, both)).ok).toBe(true)
  await reminders.setWish(ben, { time: 'all-year', withRecall: false })
  await reminders.remindAll()
  await mail.deliverDue()
  const own = sent.filter(({ to }) => to === of('ben'))
  expect(own).toHaveLength(1)
  const text = own[0] ? textOf(own[0].letter) : ''
  expect(text).toContain('Still to do for this CPD year: 2 pieces.')
  expect(text).toContain('There are 5 days left.')
  expect(text).toContain('Another registration of yours is not complete either.')
  // The other counts hours, until May.
  expect(text).not.toContain('hour')
})

test('where a regulator counts hours, the mail says hours; nobody is told that nothing is missing', async () => {
  const { ben, clock, cpd, reminders, mail, sent } = await wholeCouncil()
  clock.set(londonInstant(day.parse('2027-04-20'), '08:10'))
  const ends = { nmc: { day: '9', month: '5', year: '2027' } }
  const nurse = { first: 'nmc', regulators: ['nmc'], ends }
  expect((await cpd.chooseRegistrations(ben, nurse)).ok).toBe(true)
  await reminders.setWish(ben, { time: 'all-year', withRecall: false })
  await reminders.remindAll()
  await mail.deliverDue()
  const own = sent.find(({ to }) => to === of('ben'))
  const text = own ? textOf(own.letter) : ''
  expect(text).toContain('Time still to record: 35 hours, at least 20 hours with others.')
  expect(text).toContain('Still to write about talking with a peer: 1.')
  expect(text).toContain('Other things that your regulator still asks for: 2.')
  expect(text).not.toContain('pieces')
})

test('outside the window, at another hour, and where no mails are sent, nobody hears', async () => {
  const { clock, reminders, mail, sent } = await wholeCouncil()
  clock.set(londonInstant(day.parse('2026-03-04'), '08:10'))
  await reminders.tick()
  clock.set(londonInstant(day.parse('2026-11-25'), '14:32'))
  await reminders.tick()
  await mail.deliverDue()
  expect(sent).toEqual([])
  const silent = await wholeCouncil({ isMailOn: false })
  expect(await silent.reminders.remindAll()).toBe(0)
})
