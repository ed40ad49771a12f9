import { z } from 'zod'
import {
  entryId,
  type EntryId,
  type EvidenceId,
  type PersonId,
} from '#server/platform/rules/ids.ts'
import { day, type Day } from '#server/platform/rules/london.ts'
import { personText } from '#server/platform/rules/text.ts'
import { requiredFields, type FieldId, type Profile } from './profile.ts'

export type EntryStatus = 'draft' | 'ready'

/** What a person answers to the profile's questions; the words are theirs alone. */
export type EntryFields = {
  activityType: string | null
  date: Day | null
  description: string
  learnt: string
  impact: string
  peerLearning: string
}

/** A date as it was typed, while it is not a real day yet: nothing that was typed is thrown away. */
export type TypedDate = { day: string; month: string; year: string }

/** One CPD record. Only its owner ever reads it. */
export type Entry = {
  id: EntryId
  owner: PersonId
  status: EntryStatus
  fields: EntryFields
  typedDate: TypedDate | null
  evidence: EvidenceId[]
  /** Codes of professional standards that the owner tagged it with. */
  standards: string[]
  minutes: number | null
  createdAt: number
  /** Null while it is only a view of evidence: nothing was saved yet. */
  savedAt: number | null
  /** When the owner said that it was handed in on the regulator's form. */
  submittedAt: number | null
  /** Counts the saves; 0 for a view. */
  revision: number
  /** The open page that saved last, so that one page never conflicts with itself. */
  writer: string | null
}

/** The longest text of one box, in characters. */
export const maxWords = 10_000

const words = personText({ max: maxWords, min: 0 })
const digits = z.string().trim().max(4, 'Use digits, such as 27 3 2026.')
const writer = z.string().regex(/^[0-9a-f-]{36}$/)

/**
 * The form of an entry. Everything may be empty, because a draft may be: what an entry needs before
 * it is ready is the profile's, see `unfinished`.
 */
export const entryForm = z
  .strictObject({
    intent: z.enum(['save', 'autosave', 'ready', 'change', 'delete', 'bring-back']).default('save'),
    /** The new entry's id, made by the page once, so that a repeated post makes one entry. */
    entry: entryId.optional(),
    /** The page began a new entry: without it, only an entry that stands is saved. */
    new: z.literal('yes').optional(),
    revision: z.coerce.number().int().min(0).default(0),
    writer: writer.optional(),
    use: z.string().max(200).optional(),
    /** The place that could show who somebody is and is to be changed, see spotted.ts. */
    replace: z.string().max(60).optional(),
    activityType: z.string().max(80).default(''),
    'date-day': digits.default(''),
    'date-month': digits.default(''),
    'date-year': digits.default(''),
    description: words.default(''),
    learnt: words.default(''),
    impact: words.default(''),
    peerLearning: words.default(''),
    minutes: z
      .string()
      .trim()
      .regex(/^\d{0,4}$/, 'Minutes must be a whole number, such as 90.')
      .default(''),
  })
  .transform((form) => {
    const typed = { day: form['date-day'], month: form['date-month'], year: form['date-year'] }
    const date = realDay(typed)
    const isBlank = typed.day === '' && typed.month === '' && typed.year === ''
    return {
      intent: form.intent,
      entry: form.entry,
      isNew: form.new === 'yes',
      revision: form.revision,
      writer: form.writer ?? null,
      use: form.use,
      replace: form.replace,
      written: {
        fields: {
          activityType: form.activityType === '' ? null : form.activityType,
          date,
          description: form.description,
          learnt: form.learnt,
          impact: form.impact,
          peerLearning: form.peerLearning,
        },
        typedDate: date === null && !isBlank ? typed : null,
        minutes: form.minutes === '' ? null : Number(form.minutes),
      },
    }
  })
export type EntryForm = z.output<typeof entryForm>
/** What one save writes. */
export type Written = EntryForm['written']

/** The choice of an earlier version. */
export const versionForm = z.strictObject({ revision: z.coerce.number().int().min(0) })

/** The page that copies into the regulator's form: whether the piece was handed in there. */
export const submittedForm = z.strictObject({ submitted: z.literal('yes').optional() })

/** Whether managers see that the year is complete. */
export const sharingForm = z.strictObject({ readiness: z.enum(['hide', 'show']) })

/** An entry of which nothing is written yet. */
export function blankEntry(id: EntryId, owner: PersonId, at: number): Entry {
  return {
    id,
    owner,
    status: 'draft',
    fields: {
      activityType: null,
      date: null,
      description: '',
      learnt: '',
      impact: '',
      peerLearning: '',
    },
    typedDate: null,
    evidence: [],
    standards: [],
    minutes: null,
    createdAt: at,
    savedAt: null,
    submittedAt: null,
    revision: 0,
    writer: null,
  }
}

/** The day that three boxes name; null when there is no such day. */
export function realDay(typed: TypedDate): Day | null {
  if (!/^\d{1,2}$/.test(typed.day) || !/^\d{1,2}$/.test(typed.month)) return null
  if (!/^\d{4}$/.test(typed.year)) return null
  const parsed = day.safeParse(
    `${typed.year}-${typed.month.padStart(2, '0')}-${typed.day.padStart(2, '0')}`,
  )
  return parsed.success ? parsed.data : null
}

/** The three boxes of a date, as the page shows them. */
export function typedDateOf(entry: Pick<Entry, 'fields' | 'typedDate'>): TypedDate {
  const { date } = entry.fields
  if (date === null) return entry.typedDate ?? { day: '', month: '', year: '' }
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  return { day: String(Number(dayOfMonth)), month: String(Number(month)), year }
}

export type FieldError = { field: string; message: string }

const asks: Record<FieldId, string> = {
  activityType: 'Choose the type of activity.',
  description: 'Write what it was and why it matters to you.',
  date: 'Enter the date of the activity.',
  learnt: 'Write what you learnt.',
  impact: 'Write what good it will do in your practice.',
  peerLearning: 'Write what you learnt from discussing it with peers.',
}

/**
 * What keeps this entry from being ready, in the form's order; empty when nothing does.
 * The peer question is optional on each entry where the profile says so; a date must be a real day
 * that has come (`today` in Europe/London).
 */
export function unfinished(
  profile: Profile,
  entry: Pick<Entry, 'fields' | 'typedDate'>,
  today: Day,
): FieldError[] {
  const required = new Set<FieldId>(requiredFields(profile))
  return profile.fields.flatMap(({ id }): FieldError[] => {
    const value = entry.fields[id]
    if (id === 'date') {
      if (entry.typedDate)
        return [{ field: 'date', message: 'Enter a real date, such as 27 3 2026.' }]
      if (entry.fields.date !== null && entry.fields.date > today) {
        return [{ field: 'date', message: 'The date must be today or before.' }]
      }
    }
    if (id === 'activityType' && value !== null) {
      if (!profile.activityTypes.some((type) => type.id === value)) {
        return [{ field: id, message: asks.activityType }]
      }
    }
    const isEmpty = value === null || value === ''
    return isEmpty && required.has(id) ? [{ field: id, message: asks[id] }] : []
  })
}

/** The required questions that have no answer yet, in the form's order. */
export function emptyFields(profile: Profile, fields: EntryFields): FieldId[] {
  return requiredFields(profile).filter((id) => fields[id] === null || fields[id] === '')
}

/** True when two versions hold the same answers. */
export function isSame(a: Written, b: Written): boolean {
  const fields: (keyof EntryFields)[] = [
    'activityType',
    'date',
    'description',
    'learnt',
    'impact',
    'peerLearning',
  ]
  return (
    fields.every((id) => a.fields[id] === b.fields[id]) &&
    a.minutes === b.minutes &&
    a.typedDate?.day === b.typedDate?.day &&
    a.typedDate?.month === b.typedDate?.month &&
    a.typedDate?.year === b.typedDate?.year
  )
}
