import { z } from 'zod'
import { day } from '#server/platform/rules/london.ts'
import { cycle } from './cycle.ts'
import { gapReasons, type GapReason } from '../readiness/gap-reason.ts'
import { dataId, line } from './plain.ts'
import {
  isKnownField,
  namesPartner,
  partnerConsent,
  question,
  type FieldId,
  type ProfileField,
} from './question.ts'

export type { FieldId, KnownFieldId, ProfileField, WordFieldId } from './question.ts'

const many = z.int().min(0).max(1000)
const source = z.strictObject({
  title: line,
  address: z.url({ protocol: /^https?$/ }).optional(),
  /** The day on which we read it. */
  read: day,
  /** What a reader should know of it, such as that it is somebody else's page about the rule. */
  note: line.optional(),
})

/** A rule of the regulator's in our words, with where it stands, and what our checks see of it. */
const rule = z.strictObject({
  text: line,
  sources: z.array(line).min(1),
  /** The findings behind which it stands; none for what cannot be seen here. */
  for: z.array(z.enum(gapReasons)).default([]),
})

/** Something that the tags of the pieces must touch once in each cycle, every element of it. */
const coverage = z.strictObject({
  reason: z.enum(['coverage', 'topics']),
  /** 'core learning elements' */
  name: line,
  /** The framework (content/frameworks) whose tags count; its codes stand here again. */
  framework: dataId,
  elements: z.array(z.strictObject({ code: line, title: line })).min(1),
})

/** So many pieces of one kind: those with an answer to each of `fields`, or of one type. */
const counted = z.strictObject({
  reason: z.enum(['accounts', 'feedback']),
  min: many,
  /** 'reflective account', 'reflective accounts' */
  one: line,
  many: line,
  fields: z.array(line).default([]),
  activityType: dataId.optional(),
})

/**
 * A regulator's rule set as dated data (content/regulators). Questions are our summary of the
 * regulator's form, never its text. Source: facts/regulators.md.
 */
export const profile = z
  .strictObject({
    id: dataId,
    name: line,
    /** Whom these rules are for, where the regulator has others for somebody else. */
    who: line.optional(),
    validFrom: day,
    validTo: day.nullable(),
    cycle,
    pieces: z.strictObject({ min: many, mustDiffer: z.boolean() }),
    peer: z.strictObject({
      min: many,
      naming: z.enum(['job-title', 'name']),
      groupCounts: z.boolean(),
    }),
    hours: many.optional(),
    participatoryHours: many.optional(),
    activityKinds: many.optional(),
    coverage: z.array(coverage).default([]),
    counts: z.array(counted).default([]),
    /**
     * What the regulator asks for as well and we do not count, because we do not know it surely
     * enough: 'the eight core learning elements'. Said wherever the rest is reached.
     */
    notCounted: line.optional(),
    form: z
      .strictObject({
        address: z.url({ protocol: /^https$/ }),
        logsOutAfterMinutes: z.int().min(1),
      })
      .optional(),
    /** Whether the questions follow a form of the regulator's; else they are ours. */
    questions: z.enum(['of-its-form', 'ours']),
    fields: z.array(question).min(1),
    activityTypes: z.array(z.strictObject({ id: dataId, label: line })).min(1),
    /** What the regulator asks. */
    rules: z.array(rule),
    /** What we advise, and what we only know second-hand: never told as the regulator's rule. */
    advice: z.array(line),
    sources: z.record(line, source),
  })
  .superRefine((value, check) => {
    for (const { path, message } of faultsOf(value)) {
      check.addIssue({ code: 'custom', path, message })
    }
  })
export type Profile = z.infer<typeof profile>
export type Rule = Profile['rules'][number]

type Fault = { path: (string | number)[]; message: string }

function faultsOf(value: Profile): Fault[] {
  const ids = value.fields.map((one) => one.id)
  const fault = (path: (string | number)[], message: string) => ({ path, message })
  const names = ids.findIndex(namesPartner)
  return [
    ...repeated(ids).map((index) => fault(['fields', index, 'id'], 'Asked twice.')),
    ...repeated(value.activityTypes.map((one) => one.id)).map((index) =>
      fault(['activityTypes', index, 'id'], 'This id stands twice.'),
    ),
    ...(names >= 0 && !ids.includes(partnerConsent)
      ? [fault(['fields', names, 'id'], `Who names a partner also asks "${partnerConsent}".`)]
      : []),
    ...(value.peer.min > value.pieces.min && value.pieces.min > 0
      ? [fault(['peer', 'min'], 'More peer reflections than pieces cannot be asked for.')]
      : []),
    ...value.counts.flatMap((one, index) => {
      const unknown = one.fields.find((id) => !ids.includes(id))
      return unknown === undefined
        ? []
        : [fault(['counts', index, 'fields'], `No question here has the id "${unknown}".`)]
    }),
    ...value.rules.flatMap((one, index) => {
      const unknown = one.sources.find((key) => !(key in value.sources))
      return unknown === undefined
        ? []
        : [fault(['rules', index, 'sources'], `There is no source "${unknown}" below.`)]
    }),
    ...asked(value)
      .filter(({ reason }) => !value.rules.some((one) => one.for.includes(reason)))
      .map(({ path, reason }) =>
        fault(path, `No rule stands behind it: one with for: [${reason}].`),
      ),
  ]
}

/** Each number that the profile asks for, with the finding that it leads to. */
function asked(value: Profile): { path: (string | number)[]; reason: GapReason }[] {
  const number = (path: string[], of: number | undefined, reason: GapReason) =>
    of === undefined || of === 0 ? [] : [{ path, reason }]
  return [
    ...number(['pieces', 'min'], value.pieces.min, 'too-few'),
    ...(value.pieces.mustDiffer
      ? [{ path: ['pieces', 'mustDiffer'], reason: 'same' as const }]
      : []),
    ...number(['peer', 'min'], value.peer.min, 'peer'),
    ...number(['hours'], value.hours, 'hours'),
    ...number(['participatoryHours'], value.participatoryHours, 'participatory-hours'),
    ...number(['activityKinds'], value.activityKinds, 'activity-types'),
    ...value.coverage.map(({ reason }, index) => ({ path: ['coverage', index, 'reason'], reason })),
    ...value.counts.map(({ reason }, index) => ({ path: ['counts', index, 'reason'], reason })),
  ]
}

/** The regulator's rule behind a finding; null where it is our advice. */
export function ruleBehind(of: Profile, reason: GapReason): Rule | null {
  return of.rules.find((one) => one.for.includes(reason)) ?? null
}

/** The sources of a rule, in its order. */
export function sourcesOf(of: Profile, { sources }: Pick<Rule, 'sources'>) {
  return sources.flatMap((key) => of.sources[key] ?? [])
}

/** True where nothing is counted: the record is for the person, or for a declaration. */
export function countsNothing(of: Profile): boolean {
  return asked(of).length === 0
}

/** What a person must have written before an entry can be marked as ready, in the form's order. */
export function requiredFields(of: Profile): FieldId[] {
  return of.fields.filter((one) => one.required).map((one) => one.id)
}

/** The questions of a profile's own, in its form's order: their answers stand under their ids. */
export function otherFields(of: Profile): ProfileField[] {
  return of.fields.filter(({ id }) => !isKnownField(id))
}

/** The questions that only `others` ask, each once, with who asks it first. */
export function furtherFields(
  first: Profile,
  others: readonly Profile[],
): { of: Profile; fields: ProfileField[] }[] {
  const known = new Set(first.fields.map(({ id }) => id))
  return others.flatMap((of) => {
    const fields = of.fields.filter(({ id }) => !known.has(id))
    for (const { id } of fields) known.add(id)
    return fields.length > 0 ? [{ of, fields }] : []
  })
}

/** The short heading of a question; its id for one that the profile does not ask. */
export function headingOf(of: Profile, id: FieldId): string {
  const field = of.fields.find((one) => one.id === id)
  return field?.heading ?? field?.question ?? id
}

/** The label of an activity type; null for one that this profile does not know. */
export function activityLabel(of: Profile, type: string | null): string | null {
  return of.activityTypes.find((one) => one.id === type)?.label ?? null
}

function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]))
}
