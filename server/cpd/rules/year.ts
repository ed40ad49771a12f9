import {
  addDays,
  day,
  dayTextWithYear,
  daysBetween,
  londonDay,
  type Day,
} from '#server/platform/rules/london.ts'
import type { Profile } from './profile.ts'

/** One registration year: its first and last day, and the days on which renewal opens and closes. */
export type RegistrationYear = { starts: Day; ends: Day; opens: Day; closes: Day }

type Dates = Pick<Profile, 'year' | 'window'>

/**
 * The registration year that `on` falls into. Days are days in Europe/London, so the year of an
 * instant rolls over at midnight there: use `yearAt`. Never throws for a valid profile.
 */
export function yearOf(profile: Dates, on: Day): RegistrationYear {
  const calendar = Number(on.slice(0, 4))
  const thisStart = dayIn(calendar, profile.year.starts)
  return yearFrom(profile, on >= thisStart ? calendar : calendar - 1)
}

/** The registration year at an instant (epoch ms). */
export function yearAt(profile: Dates, at: number): RegistrationYear {
  return yearOf(profile, londonDay(at))
}

export function previousYear(profile: Dates, year: RegistrationYear): RegistrationYear {
  return yearOf(profile, addDays(year.starts, -1))
}

export function nextYear(profile: Dates, year: RegistrationYear): RegistrationYear {
  return yearOf(profile, addDays(year.ends, 1))
}

export function isWithin(year: RegistrationYear, on: Day | null): boolean {
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

/** The registration year that ends in the calendar year `name`. */
export function yearNamed(profile: Dates, name: number): RegistrationYear {
  return yearOf(profile, dayIn(name, profile.year.ends))
}

function yearFrom(profile: Dates, calendar: number): RegistrationYear {
  const starts = dayIn(calendar, profile.year.starts)
  return {
    starts,
    // The day before the next start, so that a leap day can never fall between two years.
    ends: addDays(dayIn(calendar + 1, profile.year.starts), -1),
    opens: firstOnOrAfter(starts, profile.window.opens),
    closes: firstOnOrAfter(starts, profile.window.closes),
  }
}

function firstOnOrAfter(start: Day, monthDay: string): Day {
  const calendar = Number(start.slice(0, 4))
  const same = dayIn(calendar, monthDay)
  return same >= start ? same : dayIn(calendar + 1, monthDay)
}

function dayIn(calendar: number, monthDay: string): Day {
  const name = String(calendar).padStart(4, '0')
  const leapless = monthDay === '02-29' && !isLeap(calendar) ? '02-28' : monthDay
  return day.parse(`${name}-${leapless}`)
}

function isLeap(calendar: number): boolean {
  return (calendar % 4 === 0 && calendar % 100 !== 0) || calendar % 400 === 0
}
