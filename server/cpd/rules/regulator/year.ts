import {
  addDays,
  day,
  dayTextWithYear,
  daysBetween,
  londonDay,
  type Day,
} from '#server/platform/rules/london.ts'
import { monthsOf, type Cycle } from './cycle.ts'

/**
 * One cycle of a registration, for most a year: its first and last day, and the days on which
 * renewal opens and closes. It opens on no known day (null) where the regulator's page names none.
 */
export type RegistrationYear = { starts: Day; ends: Day; opens: Day | null; closes: Day }

/**
 * What a cycle is counted from: the profile's rule, and for those that each person counts from a day
 * of their own the last day of one cycle of theirs.
 */
export type Dates = { cycle: Cycle; endsOn?: Day | null }

/** Where a person has not said when their cycle ends, it is shown by calendar years. */
const noDay = day.parse('2026-12-31')

/**
 * The registration year that `on` falls into. Days are days in Europe/London, so the year of an
 * instant rolls over at midnight there: use `yearAt`. Never throws for a valid profile.
 */
export function yearOf(dates: Dates, on: Day): RegistrationYear {
  const { cycle } = dates
  if (cycle.kind === 'fixed') {
    const calendar = Number(on.slice(0, 4))
    return fixedYear(cycle, on >= dayIn(calendar, cycle.starts) ? calendar : calendar - 1)
  }
  const anchor = dates.endsOn ?? noDay
  const about = Math.floor(monthsBetween(anchor, on) / cycle.months)
  const ends = [about - 1, about, about + 1, about + 2].map((n) => endOf(cycle, anchor, n))
  const at = ends.findIndex((end) => end >= on)
  return ownYear(cycle, anchor, about - 1 + Math.max(0, at))
}

/** The registration year at an instant (epoch ms). */
export function yearAt(dates: Dates, at: number): RegistrationYear {
  return yearOf(dates, londonDay(at))
}

export function previousYear(dates: Dates, year: RegistrationYear): RegistrationYear {
  return yearOf(dates, addDays(year.starts, -1))
}

export function nextYear(dates: Dates, year: RegistrationYear): RegistrationYear {
  return yearOf(dates, addDays(year.ends, 1))
}

export function isWithin(year: Pick<RegistrationYear, 'starts' | 'ends'>, on: Day | null): boolean {
  return on !== null && on >= year.starts && on <= year.ends
}

/** Days left after today; 0 on the last day itself, negative when the year is over. */
export function daysLeft(year: RegistrationYear, today: Day): number {
  return daysBetween(today, year.ends)
}

/** '1 December 2025 to 30 November 2026' */
export function yearText(year: RegistrationYear): string {
  return `${dayTextWithYear(year.starts)} to ${dayTextWithYear(year.ends)}`
}

/** The calendar year in which it ends: how an address names a registration year. */
export function yearName(year: RegistrationYear): number {
  return Number(year.ends.slice(0, 4))
}

/** '2025 to 2026': a registration year in a list of them. */
export function yearsText(year: RegistrationYear): string {
  return `${year.starts.slice(0, 4)} to ${year.ends.slice(0, 4)}`
}

/**
 * The registration year that ends in the calendar year `name`; where none does, because cycles are
 * longer, the one that is running then.
 */
export function yearNamed(dates: Dates, name: number): RegistrationYear {
  const { cycle } = dates
  if (cycle.kind === 'fixed') return yearOf(dates, dayIn(name, cycle.ends))
  const last = yearOf(dates, dayIn(name, '12-31'))
  if (yearName(last) === name) return last
  const before = previousYear(dates, last)
  return yearName(before) === name ? before : last
}

/** How a cycle is called: 'year', or for a longer one 'period'. */
export function cycleWord({ cycle }: Dates): 'year' | 'period' {
  return monthsOf(cycle) === 12 ? 'year' : 'period'
}

type Fixed = Extract<Cycle, { kind: 'fixed' }>
type Own = Exclude<Cycle, Fixed>

function fixedYear(cycle: Fixed, calendar: number): RegistrationYear {
  const starts = dayIn(calendar, cycle.starts)
  return {
    starts,
    // The day before the next start, so that a leap day can never fall between two years.
    ends: addDays(dayIn(calendar + 1, cycle.starts), -1),
    opens: firstOnOrAfter(starts, cycle.opens),
    closes: firstOnOrAfter(starts, cycle.closes),
  }
}

function ownYear(cycle: Own, anchor: Day, n: number): RegistrationYear {
  const ends = endOf(cycle, anchor, n)
  return {
    starts: addDays(endOf(cycle, anchor, n - 1), 1),
    ends,
    opens: opensBefore(cycle, ends),
    closes: ends,
  }
}

/** The day on which renewal opens for the cycle that ends on `ends`, where we have read one. */
function opensBefore(cycle: Own, ends: Day): Day | null {
  if (cycle.kind !== 'profession') return null
  const known = cycle.known.find(
    ({ closes }) =>
      closes.slice(5) === ends.slice(5) && monthsBetween(closes, ends) % cycle.months === 0,
  )
  return known ? addMonths(known.opens, monthsBetween(known.closes, ends)) : null
}

// Always from the day that was given: counted from one end to the next, the 31st would become the
// 28th for good.
function endOf({ months }: Own, anchor: Day, n: number): Day {
  return addMonths(anchor, n * months)
}

/** So many months later, on the same day of the month or the last one that there is. */
function addMonths(from: Day, months: number): Day {
  const count = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1]
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const on = Math.min(Number(from.slice(8, 10)), last)
  return day.parse(`${padded(year, 4)}-${padded(month, 2)}-${padded(on, 2)}`)
}

/** Whole calendar months from the month of `from` to the month of `to`. */
function monthsBetween(from: Day, to: Day): number {
  const count = (of: Day) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7))
  return count(to) - count(from)
}

function firstOnOrAfter(start: Day, monthDay: string): Day {
  const calendar = Number(start.slice(0, 4))
  const same = dayIn(calendar, monthDay)
  return same >= start ? same : dayIn(calendar + 1, monthDay)
}

function dayIn(calendar: number, monthDay: string): Day {
  const leapless = monthDay === '02-29' && !isLeap(calendar) ? '02-28' : monthDay
  return day.parse(`${padded(calendar, 4)}-${leapless}`)
}

function padded(of: number, length: number): string {
  return String(of).padStart(length, '0')
}

function isLeap(calendar: number): boolean {
  return (calendar % 4 === 0 && calendar % 100 !== 0) || calendar % 400 === 0
}
