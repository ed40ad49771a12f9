import { z } from 'zod'
import { line } from './plain.ts'

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

/** What an id of a profile's own question looks like. */
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

/** One question of a profile, in our own words. */
export const question = z
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
export type ProfileField = z.infer<typeof question>
