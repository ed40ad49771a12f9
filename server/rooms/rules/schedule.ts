import { z } from 'zod'
import { formatId, personId, toolkitId } from '#server/platform/rules/ids.ts'
import { day, londonInstant } from '#server/platform/rules/london.ts'
import type { PhaseKind } from './phase-kind.ts'
import { phaseRules } from './phases/index.ts'

/** The form that makes a room. `date` is a day and `time` a wall-clock time in Europe/London. */
export const scheduleForm = z.object({
  toolkit: toolkitId,
  format: formatId,
  date: day,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, such as 14:00.'),
  coFacilitator: personId.optional(),
})
export type ScheduleForm = z.infer<typeof scheduleForm>
export const rescheduleForm = scheduleForm.pick({ date: true, time: true })
export type RescheduleForm = z.infer<typeof rescheduleForm>

/** While a form is filled in, "now" passes; a room may begin so long ago. */
const slackMs = 5 * 60_000

/** When the room begins (epoch ms); null when that is over already. */
export function startOf({ date, time }: RescheduleForm, now: number): number | null {
  const startsAt = londonInstant(date, time)
  return startsAt < now - slackMs ? null : startsAt
}

type Plan = { kind: PhaseKind; title: string; stage?: string; anonymous: boolean }

/** Why a room cannot be held in this format with this many stages yet; null when it can. */
export function refusedFormat(phases: readonly Plan[], stages: readonly string[]): string | null {
  for (const phase of phases) {
    const { refusedBecause } = phaseRules[phase.kind]
    if (refusedBecause !== null) return refusedBecause
    if (phase.anonymous) {
      return 'Rooms cannot collect texts without names yet. Choose another format.'
    }
    if (phase.stage !== undefined && !stages.includes(phase.stage)) {
      return `The case has no part for “${phase.title}”. Choose a format with fewer parts.`
    }
  }
  return null
}
