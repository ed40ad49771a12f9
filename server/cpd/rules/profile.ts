import { z } from 'zod'
import { day } from '#server/platform/rules/london.ts'

/** The questions that Casecircle knows how to keep; a profile says which it asks, and in which order. */
export const fieldIds = [
  'activityType',
  'description',
  'date',
  'learnt',
  'impact',
  'peerLearning',
] as const
export type FieldId = (typeof fieldIds)[number]

/** The fields that hold a person's own words. */
export const wordFieldIds = ['description', 'learnt', 'impact', 'peerLearning'] as const
export type WordFieldId = (typeof wordFieldIds)[number]

const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Write a month and a day, such as "12-01".')
const line = z.string().trim().min(1)
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')

const field = z.strictObject({
  id: z.enum(fieldIds),
  question: line,
  /** A shorter heading of the same box, for the page that copies it into the form. */
  heading: line.optional(),
  hint: line.nullish(),
  required: z.boolean(),
  kind: z.enum(['choice', 'date', 'text']),
})

/**
 * A regulator's rule set as dated data (content/regulators). Questions are our summary of the
 * regulator's form, never its text. Source: facts/regulators.md.
 */
export const profile = z
  .strictObject({
    id,
    name: line,
    validFrom: day,
    validTo: day.nullable(),
    year: z.strictObject({ starts: monthDay, ends: monthDay }),
    window: z.strictObject({ opens: monthDay, closes: monthDay }),
    pieces: z.strictObject({ min: z.int().min(0).max(100), mustDiffer: z.boolean() }),
    peer: z.strictObject({
      min: z.int().min(0).max(100),
      naming: z.enum(['job-title', 'name']),
      groupCounts: z.boolean(),
    }),
    form: z
      .strictObject({
        address: z.url({ protocol: /^https$/ }),
        logsOutAfterMinutes: z.int().min(1),
      })
      .optional(),
    /** The regulator's own rule that nothing shows who somebody is, in our words, with its source. */
    identifying: z.strictObject({ rule: line, source: line }).optional(),
    fields: z.array(field).min(1),
    activityTypes: z.array(z.strictObject({ id, label: line })).min(1),
    notes: z.array(line),
    sources: z.array(line),
  })
  .superRefine((value, check) => {
    if (dayAfter(value.year.ends) !== value.year.starts) {
      check.addIssue({
        code: 'custom',
        path: ['year', 'ends'],
        message: 'The year must end on the day before it starts again.',
      })
    }
    repeated(value.fields.map((one) => one.id)).forEach((index) =>
      check.addIssue({ code: 'custom', path: ['fields', index, 'id'], message: 'Asked twice.' }),
    )
    repeated(value.activityTypes.map((one) => one.id)).forEach((index) =>
      check.addIssue({
        code: 'custom',
        path: ['activityTypes', index, 'id'],
        message: 'This id stands twice.',
      }),
    )
    if (value.peer.min > value.pieces.min) {
      check.addIssue({
        code: 'custom',
        path: ['peer', 'min'],
        message: 'More peer reflections than pieces cannot be asked for.',
      })
    }
  })
export type Profile = z.infer<typeof profile>
export type ProfileField = Profile['fields'][number]

/** What a person must have written before an entry can be marked as ready, in the form's order. */
export function requiredFields(of: Profile): FieldId[] {
  return of.fields.filter((one) => one.required).map((one) => one.id)
}

/** The label of an activity type; null for one that this profile does not know. */
export function activityLabel(of: Profile, type: string | null): string | null {
  return of.activityTypes.find((one) => one.id === type)?.label ?? null
}

// A year without 29 February: a year's border must not fall on it.
function dayAfter(at: string): string {
  const next = new Date(`2023-${at}T00:00:00Z`)
  if (Number.isNaN(next.getTime())) return ''
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(5, 10)
}

function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]))
}
