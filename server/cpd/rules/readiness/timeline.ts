import {
  addDays,
  day,
  daysBetween,
  dayTextShort,
  monthText,
  type Day,
} from '#server/platform/rules/london.ts'
import { familyOf, type Family } from '../entry/activity-family.ts'
import type { EntryStatus } from '../entry/entry.ts'
import { isWithin, type RegistrationYear } from '../regulator/year.ts'

/** A piece as it stands on the line of its year. */
export type TimelinePiece = {
  id: string
  title: string
  status: EntryStatus
  date: Day | null
  activityType: string | null
}

/** Places run from 0, the year's first morning, to 1, the midnight in which it ends. */
export type Timeline = {
  months: { name: string; at: number; width: number; isPast: boolean }[]
  marks: TimelineMark[]
  /** How many marks stand above each other at most; at least 1. */
  lanes: number
  /** Null when the year shown is not the present one. */
  today: { at: number; text: string } | null
  /** Null where renewal is not bound to a part of the year. */
  window: { at: number; width: number; text: string } | null
  families: Family[]
  /** The same in words, month by month; months in which nothing happens are left out. */
  story: { month: string; lines: string[] }[]
  /** Pieces that have no date yet, and so no place. */
  undated: number
}
export type TimelineMark = {
  id: string
  title: string
  status: EntryStatus
  family: Family
  at: number
  lane: number
  dateText: string
}

/** Marks nearer than this would overlap, so the later one stands above. */
const markWidth = 0.024
/** A cycle longer than this is divided into calendar years: names of months would not fit. */
const mostDaysByName = 430
/** Less of a month than this has no room for its name. */
const leastNamed = 0.03
/** More than this many above each other are drawn over one another. */
const mostLanes = 6

/** A registration year as a line on which its pieces stand. Pure; days are days in London. */
export function timelineOf(
  year: RegistrationYear,
  pieces: readonly TimelinePiece[],
  today: Day,
): Timeline {
  const place = placeIn(year)
  const marks = marksOf(year, pieces, place)
  const isLong = daysBetween(year.starts, year.ends) > mostDaysByName
  const isCurrent = isWithin(year, today)
  // Where no day is known on which renewal opens, no part of the year is marked.
  const { opens } = year
  const window =
    opens !== null && (opens > year.starts || year.closes < year.ends)
      ? { opens, closes: year.closes }
      : null
  return {
    months: (isLong ? yearsOf(year) : monthsOf(year)).map((first) => {
      const at = place(first)
      const next = isLong ? nextJanuary(first) : nextMonth(first)
      const end = next > year.ends ? 1 : place(next)
      const width = end - at
      return { name: monthName(first, isLong, width), at, width, isPast: next <= today }
    }),
    marks,
    lanes: Math.max(1, ...marks.map((mark) => mark.lane + 1)),
    // In the middle of its day.
    today: isCurrent ? { at: place(today, 0.5), text: `Today, ${dayTextShort(today)}` } : null,
    window: window && {
      at: place(window.opens),
      width: place(window.closes, 1) - place(window.opens),
      text: `Renewal, ${dayTextShort(window.opens)} to ${dayTextShort(window.closes)}`,
    },
    families: [...new Set(marks.map((mark) => mark.family))],
    story: storyOf(year, marks, pieces, { today: isCurrent ? today : null, window }),
    undated: pieces.filter((piece) => piece.date === null).length,
  }
}

/** 'May', or '2026' in a cycle that is shown by calendar years; nothing where there is no room. */
function monthName(first: Day, isLong: boolean, width: number): string {
  if (width < leastNamed) return ''
  return isLong ? first.slice(0, 4) : monthText(first)
}

function placeIn(year: RegistrationYear) {
  const days = daysBetween(year.starts, year.ends) + 1
  return (on: Day, within = 0) => (daysBetween(year.starts, on) + within) / days
}

function marksOf(
  year: RegistrationYear,
  pieces: readonly TimelinePiece[],
  place: ReturnType<typeof placeIn>,
): TimelineMark[] {
  const dated = pieces
    .flatMap((piece) =>
      piece.date !== null && isWithin(year, piece.date) ? [{ ...piece, date: piece.date }] : [],
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1))
  const lastIn: number[] = []
  return dated.map(({ id, title, status, date, activityType }) => {
    const at = place(date, 0.5)
    const free = Array.from({ length: mostLanes }, (_, lane) => lane).find(
      (lane) => at - (lastIn[lane] ?? -1) >= markWidth,
    )
    const lane = free ?? mostLanes - 1
    lastIn[lane] = at
    const family = familyOf(activityType)
    return { id, title, status, family, at, lane, dateText: dayTextShort(date) }
  })
}

/** The first days of the year's months, the year's first day standing for the month it is in. */
function monthsOf(year: RegistrationYear): Day[] {
  const firsts: Day[] = []
  for (let first = year.starts; first <= year.ends; first = nextMonth(first)) firsts.push(first)
  return firsts
}

/** The first days of the calendar years that a longer cycle touches. */
function yearsOf(year: RegistrationYear): Day[] {
  const firsts: Day[] = []
  for (let first = year.starts; first <= year.ends; first = nextJanuary(first)) firsts.push(first)
  return firsts
}

function nextJanuary(on: Day): Day {
  return day.parse(`${String(Number(on.slice(0, 4)) + 1).padStart(4, '0')}-01-01`)
}

function nextMonth(on: Day): Day {
  const later = addDays(on, 32 - Number(on.slice(8)))
  return addDays(later, 1 - Number(later.slice(8)))
}

function storyOf(
  year: RegistrationYear,
  marks: readonly TimelineMark[],
  pieces: readonly TimelinePiece[],
  { today, window }: { today: Day | null; window: { opens: Day; closes: Day } | null },
): Timeline['story'] {
  const dates = new Map(pieces.map((piece) => [piece.id, piece.date]))
  const told: { on: Day; line: string }[] = marks.flatMap((mark) => {
    const on = dates.get(mark.id)
    const state = mark.status === 'ready' ? 'ready' : 'draft'
    return on ? [{ on, line: `${mark.dateText}: ${mark.title} (${state})` }] : []
  })
  if (window) {
    told.push({ on: window.opens, line: `${dayTextShort(window.opens)}: renewal opens` })
    told.push({ on: window.closes, line: `${dayTextShort(window.closes)}: last day to renew` })
  }
  if (today) told.push({ on: today, line: `${dayTextShort(today)}: today` })
  const inOrder = told.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return monthsOf(year).flatMap((first) => {
    const next = nextMonth(first)
    const lines = inOrder.filter(({ on }) => on >= first && on < next).map(({ line }) => line)
    return lines.length > 0 ? [{ month: monthText(first, true), lines }] : []
  })
}
