import { createHash } from 'node:crypto'
import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Cpd, YearSummary } from '#server/cpd/cpd.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Recall } from '#server/recall/recall.server.ts'
import type { CalledOffRoom } from '#server/rooms/listing.server.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import { calendarFile, type CalendarEvent } from './file.server.ts'
import { noRegulator } from '#server/cpd/rules/regulator/registration.ts'
import * as store from './store.server.ts'

const over = new Set(['closed', 'abandoned'])
/** So long after its time a room that was called off is still told of: some calendars ask seldom. */
const toldForMs = 7 * 86_400_000

/**
 * A person's own dates for the calendar that they use anyway: when renewal opens and closes, and
 * their rooms. As a file, and as an address that a calendar reads again and again.
 */
export function createCalendar(made: {
  db: Database
  clock: Clock
  random: Random
  origin: string
  audit: Pick<Audit, 'recordIn'>
  organisations: Pick<Organisations, 'actorFor'>
  cpd: Pick<Cpd, 'summaries'>
  rooms: Pick<Rooms, 'roomsOf' | 'calledOff'>
  recall: Pick<Recall, 'days'>
}) {
  const { db, clock, random, origin, audit, organisations, cpd, rooms, recall } = made

  async function eventsOf(actor: Actor): Promise<CalendarEvent[]> {
    const [years, own] = await Promise.all([cpd.summaries(actor), rooms.roomsOf(actor)])
    return [
      ...years
        .filter(({ regulator }) => regulator !== noRegulator)
        .map((one) => renewalOf(one, actor, origin)),
      ...own
        .filter(({ status, hasLapsed }) => !over.has(status) && !hasLapsed)
        .map((room) => eventOfRoom(room, `${room.formatTitle}, with ${room.teamName}.`)),
    ]
  }

  const eventOfRoom = (
    {
      room,
      title,
      startsAt,
      minutes,
    }: Pick<CalledOffRoom, 'room' | 'title' | 'startsAt' | 'minutes'>,
    says: string,
  ): CalendarEvent => ({
    ...{ id: `room-${room}`, startsAt, minutes, title: `Casecircle: ${title}`, says },
    link: `${origin}/rooms/${room}`,
  })

  /** Rooms that this address has told of and that will not take place. */
  async function calledOffSince(actor: Actor, since: number): Promise<CalendarEvent[]> {
    const off = await rooms.calledOff(actor, clock.now() - toldForMs)
    return off
      .filter(({ at }) => at >= since)
      .map((room) => ({ ...eventOfRoom(room, 'It was called off.'), isCancelled: true }))
  }

  const fileOf = async (actor: Actor) => calendarFile(await eventsOf(actor), clock.now())

  return {
    /** The actor's dates as a file. */
    file: fileOf,

    /** The days on which the actor's questions come back: no question and no toolkit is named. */
    async recallFile(actor: Actor): Promise<string> {
      const days: Day[] = [...new Set(await recall.days(actor))].sort()
      const events = days.map((on) => ({
        id: `recall-${actor.person}-${on}`,
        ...{ from: on, to: on },
        title: 'Casecircle: about a minute',
        says: 'Questions that you wanted to see again. They wait if today does not suit.',
      }))
      return calendarFile(events, clock.now())
    },

    /** Since when the actor has had an address for calendars; null when there is none. */
    feedSince: (actor: Actor) => store.feedSince(db.read, actor.person),

    /** Makes a new secret address, told this once; an older one ends with it. */
    async makeFeed(actor: Actor): Promise<string> {
      const secret = Buffer.from(random.bytes(16)).toString('base64url')
      await db.tx(async (tx) => {
        const at = clock.now()
        await store.putFeed(tx, actor.person, { secretHash: hashOf(secret), createdAt: at })
        await audit.recordIn(tx, line(actor, 'calendar.open'))
      })
      return secret
    },

    /** Ends the address at once. */
    async revokeFeed(actor: Actor): Promise<void> {
      await db.tx(async (tx) => {
        if (!(await store.deleteFeed(tx, actor.person))) return
        await audit.recordIn(tx, line(actor, 'calendar.close'))
      })
    },

    /** The dates of whoever made this address, as they are now; nothing for any other. */
    async feed(secret: string): Promise<Outcome<string>> {
      const gone = refuse('not_found', 'There is no such calendar.')
      if (!/^[A-Za-z0-9_-]{22}$/.test(secret)) return gone
      const owner = await store.ownerOfFeed(db.read, hashOf(secret))
      const actor = owner ? await organisations.actorFor(owner.person) : null
      if (!owner || !actor) return gone
      if (!can(actor, 'read', { kind: 'own-record', owner: actor.person })) return gone
      const events = [...(await eventsOf(actor)), ...(await calledOffSince(actor, owner.createdAt))]
      return ok(calendarFile(events, clock.now()))
    },

    today: () => londonDay(clock.now()),
  }
}

export type Calendar = ReturnType<typeof createCalendar>

function renewalOf(
  { year, regulator, profileName, isMet, headline, cycleWord }: YearSummary,
  { person }: Actor,
  origin: string,
): CalendarEvent {
  const { opens, closes } = year
  const open = opens
    ? `Renewal with ${profileName} is open.`
    : `The last day of renewal with ${profileName}.`
  const stand = isMet ? headline : `Your CPD for this ${cycleWord} is not complete yet.`
  return {
    id: `renewal-${regulator}-${year.ends}-${person}`,
    // Where we have read no day on which it opens, the last day alone is known.
    from: opens ?? closes,
    to: closes,
    title: 'Renew my registration',
    says: `${open} ${stand}`,
    link: `${origin}/cpd`,
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function line({ person }: Actor, action: 'calendar.open' | 'calendar.close') {
  return { person, action, object: `person ${person}` }
}
