import { z } from 'zod'
import { addDays, type Day } from '#server/platform/rules/london.ts'

/** When somebody is reminded: while renewal is open, all the year round, or never. */
export const reminderTimes = ['window', 'all-year', 'off'] as const
export type ReminderTime = (typeof reminderTimes)[number]

export type ReminderWish = {
  time: ReminderTime
  withRecall: boolean
  /** Told at once when a long file is ready, or when somebody shares an entry. */
  withNotices: boolean
  remindedAt: number | null
}

/** What holds for somebody who has said nothing. */
export const usualWish: ReminderWish = {
  time: 'window',
  withRecall: false,
  withNotices: true,
  remindedAt: null,
}

export const reminderForm = z.strictObject({
  time: z.enum(reminderTimes, { error: 'Choose when you want to be reminded.' }),
  withRecall: z.literal('yes').optional(),
  withNotices: z.literal('yes').optional(),
})

const weekMs = 7 * 86_400_000

/**
 * Whether somebody may be reminded at `now`: they want it, it is their time, and the last mail is a
 * week old.
 */
export function mayRemind(
  { time, remindedAt }: ReminderWish,
  { now, today, opens, closes }: { now: number; today: Day; opens: Day | null; closes: Day },
): boolean {
  if (time === 'off') return false
  if (remindedAt !== null && now - remindedAt < weekMs) return false
  // Where no day is known on which renewal opens, it is near in its last three months.
  const from = opens ?? addDays(closes, -91)
  return time === 'all-year' || (today >= from && today <= closes)
}
