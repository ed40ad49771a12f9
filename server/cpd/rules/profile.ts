import { z } from 'zod'
import { day } from '#server/platform/rules/london.ts'

/** The questions that have a place of their own in every entry; a profile may ask any others too. */
export const knownFieldIds = [
  'activityType',
  'description',
  'date',
  'learnt',
  'impact',
  'peerLearning',
  'minutes',
  'participatoryMinutes',
] as const
export type KnownFieldId = (typeof knownFieldIds)[number]

/** The id of a question: a known one, or any of a profile's own, such as `part-of-the-code`. */
export type FieldId = string

/** The known fields that hold a person's own words. */
export const wordFieldIds = ['description', 'learnt', 'impact', 'peerLearning'] as const
export type WordFieldId = (typeof wordFieldIds)[number]

/** How each known question is answered; a profile cannot change it. */
const kindOfKnown = {
  activityType: 'choice',
  description: 'text',
  date: 'date',
  learnt: 'text',
  impact: 'text',
  peerLearning: 'text',
  minutes: 'hours',
  participatoryMinutes: 'hours',
} as const satisfies Record<KnownFieldId, string>

/** What an id of a profile's own looks like. */
export const ownFieldId = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')

/**
 * Answers about another person, who agreed to it: their ids begin with this, so that whoever reads
 * an entry without its profile knows to leave them out.
 */
const partnerIds = 'partner-'
/** The tick by which the owner says that the partner agreed to be named. */
export const partnerConsent = 'partner-agreed'

/** True for an answer that says who the partner of a discussion was. */
export function namesPartner(id: FieldId): boolean {
  return id.startsWith(partnerIds) && id !== partnerConsent
}

export function isKnownField(id: FieldId): id is KnownFieldId {
  return knownFieldIds.some((known) => known === id)
}

export function isWordField(id: FieldId): id is WordFieldId {
  return wordFieldIds.some((word) => word === id)
}

const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Write a month and a day, such as "12-01".')
const line = z.string().trim().min(1)
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')

const field = z
  .strictObject({
    id: z.union([z.enum(knownFieldIds), ownFieldId]),
    question: line,
    /** A shorter heading of the same box, for the page that copies it into the form. */
    heading: line.optional(),
    hint: line.nullish(),
    required: z.boolean(),
    /** `line`: one line of text. `tick`: a box to tick. The two are for questions of its own. */
    kind: z.enum(['choice', 'date', 'text', 'hours', 'line', 'tick']),
  })
  .superRefine(({ id, kind }, check) => {
    const fits = isKnownField(id)
      ? kind === kindOfKnown[id]
      : kind === 'text' || kind === 'line' || kind === 'tick'
    if (fits) return
    check.addIssue({
      code: 'custom',
      path: ['kind'],
      message: isKnownField(id)
        ? `The kind of "${id}" is ${kindOfKnown[id]}.`
        : 'A question of its own is of kind text, line or tick.',
    })
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
    const names = value.fields.findIndex((one) => namesPartner(one.id))
    if (names >= 0 && !value.fields.some((one) => one.id === partnerConsent)) {
      check.addIssue({
        code: 'custom',
        path: ['fields', names, 'id'],
        message: `Who names a partner also asks "${partnerConsent}".`,
      })
    }
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

/** The questions of a profile's own, in its form's order: their answers stand under their ids. */
export function otherFields(of: Profile): ProfileField[] {
  return of.fields.filter(({ id }) => !isKnownField(id))
}

/** The short heading of a question; its id for one that the profile does not ask. */
export function headingOf(of: Profile, id: FieldId): string {
  const field = of.fields.find((one) => one.id === id)
  return field?.heading ?? field?.question ?? id
}

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
