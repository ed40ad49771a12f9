import ical, { ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { addDays, type Day } from '#server/platform/rules/london.ts'

/** Whole days, both included, or a stretch of time in epoch ms. */
type When = { from: Day; to: Day } | { startsAt: number; minutes: number }

/** One thing in a calendar. `id` stays the same when it moves, so that a calendar moves it too. */
export type CalendarEvent = When & {
  id: string
  title: string
  says: string
  /** An address of our own, to open from the calendar. */
  link?: string
  /** It will not take place: calendars that have it cross it out or take it away. */
  isCancelled?: boolean
}

/**
 * Events as a calendar file (RFC 5545). Times are written in UTC, so that every calendar shows them
 * on the owner's own clock, in summer and in winter; days are days wherever one is. Private, and in
 * nobody's way. No text can end its line.
 */
export function calendarFile(events: readonly CalendarEvent[], stampedAt: number): string {
  const calendar = ical({
    name: 'Casecircle',
    prodId: { company: 'Casecircle', product: 'Calendar', language: 'EN' },
    ttl: 6 * 3600,
  })
  for (const event of events) {
    calendar.createEvent({
      ...whenOf(event),
      id: `${event.id}@casecircle`,
      stamp: new Date(stampedAt),
      summary: event.title,
      description: event.says,
      class: ICalEventClass.PRIVATE,
      // A later version of the same event: without a higher number some calendars keep the first.
      ...(event.isCancelled ? { status: ICalEventStatus.CANCELLED, sequence: 1 } : {}),
      ...(event.link === undefined ? {} : { url: event.link }),
    })
  }
  return `${calendar.toString()}\r\n`
}

function whenOf(event: When) {
  if ('from' in event) {
    return {
      allDay: true,
      start: midnight(event.from),
      // The first day after: a calendar's end is not part of it.
      end: midnight(addDays(event.to, 1)),
      transparency: ICalEventTransparency.TRANSPARENT,
    }
  }
  const { startsAt, minutes } = event
  return { start: new Date(startsAt), end: new Date(startsAt + minutes * 60_000) }
}

function midnight(on: Day): Date {
  return new Date(`${on}T00:00:00Z`)
}
