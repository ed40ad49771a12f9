import { z } from 'zod'
import { formatId, personId, toolkitId } from '#server/platform/rules/ids.ts'
import {
  addDays,
  day,
  dayTextWithYear,
  londonDay,
  londonInstant,
} from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Format, FormatPhase } from '#server/toolkits/rules/format.ts'
import { phaseMinutes } from '#server/toolkits/rules/format.ts'
import { phaseRules } from './phases/index.ts'
import { thingId, type PhasePlan, type Status } from './shapes.ts'

/** A toolkit as a form names it; an empty choice is told in words. */
export const chosenToolkit = z
  .string('Choose a toolkit.')
  .refine((value) => toolkitId.safeParse(value).success, 'Choose a toolkit.')
  .pipe(toolkitId)

/** The form that makes a room. `date` is a day and `time` a wall-clock time in Europe/London. */
export const scheduleForm = z.object({
  toolkit: chosenToolkit,
  format: formatId,
  date: day,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, such as 14:00.'),
  coFacilitator: personId.optional(),
  /** Made by the page: the same form, posted again, makes no second room. */
  id: thingId.optional().catch(undefined),
  /** Minutes that differ from those of the format, by phase. */
  minutes: z.record(z.string(), z.int().min(phaseMinutes.min).max(phaseMinutes.max)).optional(),
})
export type ScheduleForm = z.infer<typeof scheduleForm>

export const rescheduleForm = scheduleForm.pick({ date: true, time: true })
export type RescheduleForm = z.infer<typeof rescheduleForm>

/** So long after its time a room that nobody opened is still one that may begin. */
const waitsMs = 24 * 60 * 60_000

/** Whether a room was scheduled, its time is a day over, and nobody has opened it. */
export function hasLapsed(room: { status: Status; startsAt: number }, now: number): boolean {
  return room.status === 'scheduled' && now > room.startsAt + waitsMs
}

/** While a form is filled in, "now" passes; a room may begin so long ago. */
const slackMs = 5 * 60_000

/** No team plans so far ahead: a day beyond is a slip in the year, such as 2062 for 2026. */
const furthestDays = 5 * 365

/** When the room begins (epoch ms), or why it cannot begin then. */
export function startOf({ date, time }: RescheduleForm, now: number): Outcome<number> {
  const startsAt = londonInstant(date, time)
  const today = londonDay(now)
  const furthest = addDays(today, furthestDays)
  if (startsAt < now - slackMs) {
    return date < today
      ? refuse('invalid', 'That day is over. Choose today or a later day.', { field: 'date' })
      : refuse('invalid', 'That time is over. Choose a time from now on.', { field: 'time' })
  }
  if (date > furthest) {
    const message = `Check the year. Choose a day up to ${dayTextWithYear(furthest)}.`
    return refuse('invalid', message, { field: 'date' })
  }
  return ok(startsAt)
}

/** The name of the field with the minutes of one phase: one form holds those of every format. */
export function minutesField(format: string, phase: string): string {
  return `minutes.${format}.${phase}`
}

/**
 * The minutes that were typed for phases of `format`, by phase, or every field that cannot be read.
 * An empty or missing field leaves what the format says. Each fault names its phase. Pure.
 */
export function typedMinutes(
  format: { id: string; phases: readonly { id: string; title: string }[] },
  fields: Iterable<readonly [string, unknown]>,
): { minutes: Record<string, number>; faults: { field: string; message: string }[] } {
  const prefix = minutesField(format.id, '')
  const minutes = new Map<string, number>()
  const faults: { field: string; message: string }[] = []
  for (const [field, typed] of fields) {
    if (!field.startsWith(prefix) || typeof typed !== 'string' || typed.trim() === '') continue
    const value = /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN
    const phase = field.slice(prefix.length)
    if (value >= phaseMinutes.min && value <= phaseMinutes.max) {
      minutes.set(phase, value)
    } else {
      const title = format.phases.find(({ id }) => id === phase)?.title ?? phase
      const whole = `whole minutes from ${phaseMinutes.min} to ${phaseMinutes.max}`
      faults.push({ field, message: `Enter ${whole} for “${title}”.` })
    }
  }
  return { minutes: Object.fromEntries(minutes), faults }
}

/** The format with other minutes for some of its phases; names that it does not know change nothing. */
export function withMinutes<F extends Pick<Format, 'phases'>>(
  format: F,
  minutes: Readonly<Record<string, number>> = {},
): F {
  const phases = format.phases.map((phase) => {
    const changed = Object.hasOwn(minutes, phase.id) ? minutes[phase.id] : undefined
    return changed === undefined ? phase : { ...phase, minutes: changed }
  })
  return { ...format, phases }
}

/** A phase as a room is stamped with it: what helps to lead it is kept beside the log. */
export function planOf({
  say: _say,
  ours: _ours,
  speaks: _speaks,
  ...plan
}: FormatPhase): PhasePlan {
  return plan
}

type Plan = Pick<FormatPhase, 'kind' | 'title' | 'stage' | 'anonymous'>

/** Why a room cannot be held in this format with this many stages; null when it can. */
export function refusedFormat(phases: readonly Plan[], stages: readonly string[]): string | null {
  for (const phase of phases) {
    if (phase.anonymous && !phaseRules[phase.kind].withoutNames) {
      return `“${phase.title}” cannot be held without names. Choose another format.`
    }
    if (phase.stage !== undefined && !stages.includes(phase.stage)) {
      return `The case has no part for “${phase.title}”. Choose a format with fewer parts.`
    }
  }
  return null
}
