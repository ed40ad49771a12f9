import { dayFrom, type Day } from './calendar-day.ts'

export { isDay, type Day } from './calendar-day.ts'
export { day } from './day.ts'

const zone = 'Europe/London'
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function londonParts(at: number): Record<string, string> {
  return Object.fromEntries(
    parts.formatToParts(new Date(at)).map((part) => [part.type, part.value]),
  )
}

/** The day it is in London at `at` (epoch ms). */
export function londonDay(at: number): Day {
  const p = londonParts(at)
  return dayFrom(`${p['year']}-${p['month']}-${p['day']}`)
}

/** The minute it is in London at `at`: 'HH:MM'. */
export function londonMinute(at: number): string {
  const p = londonParts(at)
  return `${p['hour']}:${p['minute']}`
}

/**
 * The instant (epoch ms) of a wall-clock time in London. In the hour that does not exist in spring
 * the clock has already moved on; in the hour that comes twice in autumn the first is meant.
 */
export function londonInstant(on: Day, time: string): number {
  const asUtc = Date.parse(`${on}T${time}:00Z`)
  const summer = asUtc - 3_600_000
  return londonDay(summer) === on && londonMinute(summer) === time ? summer : asUtc
}

export function addDays(on: Day, days: number): Day {
  const instant = new Date(`${on}T00:00:00Z`)
  instant.setUTCDate(instant.getUTCDate() + days)
  return dayFrom(instant.toISOString().slice(0, 10))
}

/** `on` itself, or the Monday after where it is a Saturday or Sunday: no team meets then. */
export function workingDay(on: Day): Day {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay()
  return addDays(on, weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

const long = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const withYear = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })

function instantOf(on: Day): Date {
  return new Date(`${on}T12:00:00Z`)
}

/** 'Thursday 26 November' */
export function dayText(on: Day): string {
  return long.format(instantOf(on)).replace(',', '')
}

/** '26 November 2026' */
export function dayTextWithYear(on: Day): string {
  return withYear.format(instantOf(on))
}

/** A day so near is known by its weekday. */
const nearDays = 91

/**
 * A day that is `days` ahead: 'Monday 30 November' in the next three months. Of one that is far, or
 * past, the year must be said: '30 November 2027'.
 */
export function dayTextAhead(on: Day, days: number): string {
  return days >= 0 && days <= nearDays ? dayText(on) : dayTextWithYear(on)
}

/** '26 Nov' */
export function dayTextShort(on: Day): string {
  return short.format(instantOf(on)).replace('Sept', 'Sep')
}

const monthOnly = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' })
const monthAndYear = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  month: 'long',
  year: 'numeric',
})

/** The month of a day: 'Nov', or 'November 2026'. */
export function monthText(on: Day, isLong = false): string {
  return isLong
    ? monthAndYear.format(instantOf(on))
    : monthOnly.format(instantOf(on)).replace('Sept', 'Sep')
}

/** '10:31am', '2pm': GOV.UK style, London time. */
export function clockText(at: number): string {
  const [hour = '0', minute = '00'] = londonMinute(at).split(':')
  const h = Number(hour)
  const on12 = h % 12 === 0 ? 12 : h % 12
  return `${on12}${minute === '00' ? '' : `:${minute}`}${h < 12 ? 'am' : 'pm'}`
}
