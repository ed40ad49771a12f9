import { z } from 'zod'
import { day } from '#server/platform/rules/london.ts'
import { line } from './plain.ts'

const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Write a month and a day, such as "12-01".')
const months = z.int().min(1).max(120)

/** When a registration is renewed. The source of each is a rule of the profile. */
export const cycle = z
  .discriminatedUnion('kind', [
    /** The same year for everybody, with the days on which renewal opens and closes. */
    z.strictObject({
      kind: z.literal('fixed'),
      starts: monthDay,
      ends: monthDay,
      opens: monthDay,
      closes: monthDay,
    }),
    /** So many months, counted from a day that each person gives. */
    z.strictObject({ kind: z.literal('anniversary'), months }),
    /** So many months, ending for each profession on another day; some of these days are known. */
    z.strictObject({
      kind: z.literal('profession'),
      months,
      known: z.array(z.strictObject({ profession: line, opens: day, closes: day })),
    }),
  ])
  .superRefine((value, check) => {
    if (value.kind !== 'fixed' || dayAfter(value.ends) === value.starts) return
    check.addIssue({
      code: 'custom',
      path: ['ends'],
      message: 'The year must end on the day before it starts again.',
    })
  })
export type Cycle = z.infer<typeof cycle>

/** How many months one cycle lasts. */
export function monthsOf(of: Cycle): number {
  return of.kind === 'fixed' ? 12 : of.months
}

/** Whether a person must say when the current cycle ends. */
export function isOwnCycle(of: Cycle): boolean {
  return of.kind !== 'fixed'
}

// A year without 29 February: a year's border must not fall on it.
function dayAfter(at: string): string {
  const next = new Date(`2023-${at}T00:00:00Z`)
  if (Number.isNaN(next.getTime())) return ''
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(5, 10)
}
