import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { calendarFile, type CalendarEvent } from '#server/calendar/file.server.ts'
import { formatId, toolkitId } from '#server/platform/rules/ids.ts'
import { day, londonDay, londonInstant, londonMinute } from '#server/platform/rules/london.ts'
import { wholeCouncil } from '../rights/whole-council.ts'

type ReadBack = { summary: string; uid: string; isDay: boolean; start: number; end: number }

/** What another program reads out of a calendar file. */
function readBack(file: string): ReadBack[] {
  const calendar = ICAL.Component.fromString(file)
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { summary, uid, startDate, endDate } = new ICAL.Event(component)
    const at = (time: typeof startDate) => time.toJSDate().getTime()
    return { summary, uid, isDay: startDate.isDate, start: at(startDate), end: at(endDate) }
  })
}

const at = londonInstant(day.parse('2026-11-25'), '14:32')

function titles(): string[] {
  const ends = ['\r\n', '\n', '\r', '\u2028', '\u0085', '\\n', ';', ',', ':', '"']
  const evil = [
    'END:VEVENT',
    'END:VCALENDAR\r\nBEGIN:VCALENDAR',
    'BEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///bin/sh\r\nEND:VALARM',
    'ATTENDEE:mailto:evil@example.org',
    'ORGANIZER;CN="x":mailto:evil@example.org',
    'URL:javascript:alert(1)',
    'RRULE:FREQ=SECONDLY',
    'X-EVIL;VALUE=URI:https://evil.example',
    'DTSTART:20200101T000000Z',
    'UID:stolen',
    'ŵŷ Łódź مرحبا 🙂 '.repeat(20),
    '\\\\;\\,\\n',
    'a'.repeat(500),
    ' leading and trailing ',
    '',
    '=HYPERLINK("https://evil.example")',
    '<script>alert(1)</script>',
    '%0D%0AATTENDEE:x',
    '\t\tTAB',
    '"quoted\\"',
  ]
  return evil.flatMap((text) => ends.map((end) => `Room${end}${text}`))
}

test('200 hostile titles stay titles: as many events, each read back as it was written', () => {
  const events = titles().map((title, n): CalendarEvent => ({
    ...{ id: `room-${n}`, title, says: title, startsAt: at, minutes: 90 },
  }))
  expect(events).toHaveLength(200)
  const file = calendarFile(events, at)
  const plain = (text: string) => text.replace(/\r\n?/g, '\n')
  const read = readBack(file)
  expect(read.map(({ summary }) => plain(summary))).toEqual(events.map(({ title }) => plain(title)))
  expect(read.map(({ uid }) => uid)).toEqual(events.map(({ id }) => `${id}@casecircle`))
  // Unfolded, every line is one of ours.
  const names = file
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .map((line) => line.split(/[:;]/)[0])
  expect([...new Set(names)].sort()).toEqual(
    ['', 'BEGIN', 'CLASS', 'DESCRIPTION', 'DTEND', 'DTSTAMP', 'DTSTART', 'END', 'NAME'].concat(
      ['PRODID', 'REFRESH-INTERVAL', 'SEQUENCE', 'SUMMARY', 'UID', 'VERSION', 'X-PUBLISHED-TTL'],
      ['X-WR-CALNAME'],
    ),
  )
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
})

test('times are right in summer, in winter, and in the nights between; days are days', () => {
  const cases: [string, string, string][] = [
    ['2026-06-25', '10:00', '2026-06-25T09:00:00.000Z'],
    ['2026-11-25', '10:00', '2026-11-25T10:00:00.000Z'],
    ['2026-03-29', '00:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '00:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T02:30:00.000Z'],
  ]
  const timed = cases.map(([on, time], n): CalendarEvent => ({
    ...{ id: `r${n}`, title: 'Room', says: '', minutes: 90 },
    startsAt: londonInstant(day.parse(on), time),
  }))
  const read = readBack(calendarFile(timed, at))
  expect(read.map(({ start }) => new Date(start).toISOString())).toEqual(
    cases.map(([, , utc]) => utc),
  )
  expect(read.every(({ start, end }) => end - start === 90 * 60_000)).toBe(true)
  const days = { from: day.parse('2026-10-25'), to: day.parse('2026-11-30') }
  const file = calendarFile([{ ...days, id: 'w', title: 'Renewal', says: '' }], at)
  expect(readBack(file)[0]?.isDay).toBe(true)
  expect(file).toContain('DTSTART;VALUE=DATE:20261025\r\nDTEND;VALUE=DATE:20261201\r\n')
})

test('a secret address gives its owner’s dates until it is ended, and is stored nowhere', async () => {
  const { ben, chloe, calendar, db, now } = await wholeCouncil()
  const mine = await calendar.file(ben)
  expect(readBack(mine).map(({ summary }) => summary)).toEqual(['Renew my registration'])
  expect(await calendar.feedSince(ben)).toBeNull()
  const first = await calendar.makeFeed(ben)
  expect(Buffer.from(first, 'base64url')).toHaveLength(16)
  expect(await calendar.feed(first)).toEqual({ ok: true, value: mine })
  const second = await calendar.makeFeed(ben)
  expect((await calendar.feed(first)).ok).toBe(false)
  expect((await calendar.feed(second)).ok).toBe(true)
  const rows = JSON.stringify(db.read.$client.prepare('select * from calendar_feeds').all())
  expect(rows).not.toContain(second)
  await calendar.revokeFeed(chloe)
  expect((await calendar.feed(second)).ok).toBe(true)
  await calendar.revokeFeed(await now(ben))
  expect((await calendar.feed(second)).ok).toBe(false)
  for (const guess of ['', 'x', 'A'.repeat(22), `${second}=`]) {
    expect((await calendar.feed(guess)).ok, guess).toBe(false)
  }
})

test('who has two registrations finds both renewals, who has none finds none', async () => {
  const { ben, calendar, cpd } = await wholeCouncil()
  const renewals = async () => readBack(await calendar.file(ben)).map(({ start }) => start)
  const ends = { day: '9', month: '5', year: '2027' }
  const both = { first: 'swe', regulators: ['swe', 'nmc'], ends: { nmc: ends } }
  expect((await cpd.chooseRegistrations(ben, both)).ok).toBe(true)
  expect(new Set(await renewals()).size).toBe(2)
  // A renewal says what the record's own page says, in the word for that cycle.
  const file = (await calendar.file(ben)).replace(/\r\n[ \t]/g, '')
  for (const word of ['year', 'period']) {
    expect(file).toContain(`Your CPD for this ${word} is not complete yet.`)
  }
  const none = { first: 'none', regulators: ['none'], ends: {} }
  expect((await cpd.chooseRegistrations(ben, none)).ok).toBe(true)
  expect(await renewals()).toEqual([])
})

test('a called-off room is crossed out in the calendars that had it, and told of until its day is over', async () => {
  const { amara, ben, chloe, calendar, rooms, guidance, clock, now, ...council } =
    await wholeCouncil()
  const [team] = amara.memberships
  if (!team) return expect.fail('Amara is in no team')
  const startsAt = clock.now() + 2 * 3_600_000
  const made = await rooms.schedule(await now(amara), team.team, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    ...{ date: londonDay(startsAt), time: londonMinute(startsAt) },
  })
  const room = made.ok ? made.value : expect.fail(made.error.message)
  const feedOf = async (secret: string) => {
    const found = await calendar.feed(secret)
    return found.ok ? found.value.split('BEGIN:VEVENT').filter((one) => one.includes(room)) : []
  }
  const bens = await calendar.makeFeed(await now(ben))
  expect((await feedOf(bens)).join()).not.toContain('CANCELLED')
  clock.turn(1000)
  const cancel = { id: council.random.uuid(), room, type: 'room.cancel', expect: { seat: 1 } }
  expect(await rooms.command(await now(amara), cancel, 'post')).toMatchObject({ ok: true })
  clock.turn(1000)
  const chloes = await calendar.makeFeed(await now(chloe))
  expect(await feedOf(bens)).toEqual([expect.stringContaining('STATUS:CANCELLED')])
  expect(await feedOf(chloes)).toEqual([])

  const told = async () => {
    const team1 = await guidance.team(await now(amara), team.team)
    const home = (await guidance.home(await now(ben))).calledOff
    return [home, team1.ok ? team1.value.calledOff : null].map((all) => all?.map((one) => one.room))
  }
  expect(await told()).toEqual([[room], [room]])
  clock.turn(24 * 3_600_000)
  expect(await told()).toEqual([[], []])
  expect(await feedOf(bens)).toHaveLength(1)
  clock.turn(8 * 24 * 3_600_000)
  expect(await feedOf(bens)).toEqual([])
})
