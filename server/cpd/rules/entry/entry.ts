import { z } from 'zod'
import {
  entryId,
  type EntryId,
  type EvidenceId,
  type PersonId,
} from '#server/platform/rules/ids.ts'
import { day, type Day } from '#server/platform/rules/london.ts'
import { personText } from '#server/platform/rules/text.ts'
import { requiredFields, type Profile } from '../regulator/profile.ts'
import {
  isKnownField,
  isWordField,
  ownFieldId,
  wordFieldIds,
  type FieldId,
  type KnownFieldId,
} from '../regulator/question.ts'

export type EntryStatus = 'draft' | 'ready'

/** What a person answers to the profile's questions; the words are theirs alone. */
export type EntryFields = {
  activityType: string | null
  date: Day | null
  description: string
  learnt: string
  impact: string
  peerLearning: string
  /** Answers to questions that only some profiles ask, by their ids. Never an empty one. */
  others: Record<string, string>
}

/** A date as it was typed, while it is not a real day yet: nothing that was typed is thrown away. */
export type TypedDate = { day: string; month: string; year: string }

/** How many places could show who somebody is, and the first answer that holds one. */
export type SpottedSum = { count: number; field: FieldId | null }

/** One CPD record. Only its owner ever reads it. */
export type Entry = {
  id: EntryId
  owner: PersonId
  status: EntryStatus
  fields: EntryFields
  typedDate: TypedDate | null
  /** How the file that it came from called its type of activity; null for what was written here. */
  broughtLabel: string | null
  evidence: EvidenceId[]
  /** Codes of professional standards that the owner tagged it with. */
  standards: string[]
  minutes: number | null
  /** The part of the minutes that was spent learning together with others. */
  participatoryMinutes: number | null
  createdAt: number
  /** Null while it is only a view of evidence: nothing was saved yet. */
  savedAt: number | null
  /** When the owner said that it was handed in on the regulator's form. */
  submittedAt: number | null
  /** Counts the saves; 0 for a view. */
  revision: number
  /** The open page that saved last, so that one page never conflicts with itself. */
  writer: string | null
  /** What the confidentiality check found when it was saved; null where that is not known. */
  spotted: SpottedSum | null
}

/** The longest text of one box, in characters. */
export const maxWords = 10_000

const words = personText({ max: maxWords, min: 0 })
/** How many answers of profiles' own one form may bring. */
const mostOthers = 60
const wholeMinutes = z
  .string()
  .trim()
  .regex(/^\d{0,4}$/, 'Minutes must be a whole number, such as 90.')
  .default('')
  .transform((typed) => (typed === '' ? null : Number(typed)))

const otherNames = 'other-'

/** The name of the control in which a question is answered. */
export function controlName(id: FieldId): string {
  return isKnownField(id) ? id : `${otherNames}${id}`
}

const digits = z.string().trim().max(4, 'Use digits, such as 27 3 2026.')
const writer = z.string().regex(/^[0-9a-f-]{36}$/)

const knownNames = new Set([
  ...['intent', 'entry', 'new', 'revision', 'writer', 'use', 'replace', 'asked'],
  ...['activityType', 'date-day', 'date-month', 'date-year', 'minutes', 'participatoryMinutes'],
  ...wordFieldIds,
])

/** The id of the own question that a control of this name answers; null for any other name. */
function ownIdIn(name: string): string | null {
  if (!name.startsWith(otherNames)) return null
  const id = ownFieldId.safeParse(name.slice(otherNames.length))
  return id.success ? id.data : null
}

/** What a page's own questions were answered with; an empty text takes an answer away. */
function othersOf(asked: string, form: Readonly<Record<string, unknown>>): Record<string, string> {
  const unanswered = asked
    .split(' ')
    .flatMap((id): [string, string][] => (ownFieldId.safeParse(id).success ? [[id, '']] : []))
  const answered = Object.entries(form).flatMap(([name, text]): [string, string][] => {
    const id = ownIdIn(name)
    return id !== null && typeof text === 'string' ? [[id, text]] : []
  })
  return Object.fromEntries([...unanswered.slice(0, mostOthers), ...answered])
}

/**
 * The form of an entry. Everything may be empty, because a draft may be: what an entry needs before
 * it is ready is the profile's, see `unfinished`.
 */
export const entryForm = z
  .object({
    intent: z.enum(['save', 'autosave', 'ready', 'change', 'delete', 'bring-back']).default('save'),
    /** The new entry's id, made by the page once, so that a repeated post makes one entry. */
    entry: entryId.optional(),
    /** The page began a new entry: without it, only an entry that stands is saved. */
    new: z.literal('yes').optional(),
    revision: z.coerce.number().int().min(0).default(0),
    writer: writer.optional(),
    use: z.string().max(200).optional(),
    /** The place that could show who somebody is and is to be changed, see spotted.ts. */
    replace: z.string().max(100).optional(),
    activityType: z.string().max(80).default(''),
    'date-day': digits.default(''),
    'date-month': digits.default(''),
    'date-year': digits.default(''),
    description: words.default(''),
    learnt: words.default(''),
    impact: words.default(''),
    peerLearning: words.default(''),
    minutes: wholeMinutes,
    participatoryMinutes: wholeMinutes,
    /** Ids of the own questions that the page asked: a box left unticked is posted by nothing. */
    asked: z.string().max(3_000).default(''),
  })
  .catchall(words)
  .superRefine((form, check) => {
    const names = Object.keys(form).filter((name) => !knownNames.has(name))
    const strange = names.find((name) => ownIdIn(name) === null)
    if (strange !== undefined || names.length > mostOthers) {
      check.addIssue({ code: 'custom', message: 'This form holds something that we do not know.' })
    }
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
          others: othersOf(form.asked, form),
        },
        typedDate: date === null && !isBlank ? typed : null,
        minutes: form.minutes,
        participatoryMinutes: form.participatoryMinutes,
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
      others: {},
    },
    typedDate: null,
    broughtLabel: null,
    evidence: [],
    standards: [],
    minutes: null,
    participatoryMinutes: null,
    createdAt: at,
    savedAt: null,
    submittedAt: null,
    revision: 0,
    writer: null,
    spotted: null,
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

const asks: Partial<Record<FieldId, string>> & Record<KnownFieldId, string> = {
  activityType: 'Choose the type of activity.',
  description: 'Write what it was and why it matters to you.',
  date: 'Enter the date of the activity.',
  learnt: 'Write what you learnt.',
  impact: 'Write what good it will do in your practice.',
  peerLearning: 'Write what you learnt from discussing it with peers.',
  minutes: 'Enter how many minutes it took.',
  participatoryMinutes: 'Enter how many minutes you spent learning together with others.',
}

type Answers = Pick<Entry, 'fields' | 'typedDate' | 'minutes' | 'participatoryMinutes'>

/**
 * What keeps this entry from being ready, in the form's order; empty when nothing does.
 * The peer question is optional on each entry where the profile says so; a date must be a real day
 * that has come (`today` in Europe/London).
 */
export function unfinished(profile: Profile, entry: Answers, today: Day): FieldError[] {
  const empty = new Set(emptyFields(profile, entry))
  return profile.fields.flatMap(({ id, question }): FieldError[] => {
    if (id === 'date') {
      if (entry.typedDate)
        return [{ field: 'date', message: 'Enter a real date, such as 27 3 2026.' }]
      if (entry.fields.date !== null && entry.fields.date > today) {
        return [{ field: 'date', message: 'The date must be today or before.' }]
      }
    }
    const { activityType } = entry.fields
    if (id === 'activityType' && activityType !== null) {
      if (!profile.activityTypes.some((type) => type.id === activityType)) {
        return [{ field: id, message: asks.activityType }]
      }
    }
    return empty.has(id)
      ? [{ field: controlName(id), message: asks[id] ?? `Answer: ${question}` }]
      : []
  })
}

/** The required questions that have no answer yet, in the form's order. */
export function emptyFields(
  profile: Profile,
  entry: Pick<Entry, 'fields' | 'minutes' | 'participatoryMinutes'>,
): FieldId[] {
  return requiredFields(profile).filter((id) => isUnanswered(entry, id))
}

function isUnanswered(
  entry: Pick<Entry, 'fields' | 'minutes' | 'participatoryMinutes'>,
  id: FieldId,
): boolean {
  switch (id) {
    case 'activityType':
    case 'date':
      return entry.fields[id] === null
    case 'minutes':
    case 'participatoryMinutes':
      return entry[id] === null
    default:
      return textOf(entry.fields, id) === ''
  }
}

/** A person's own words in answer to a question; '' where there are none. */
export function textOf(fields: EntryFields, id: FieldId): string {
  if (isWordField(id)) return fields[id]
  return Object.hasOwn(fields.others, id) ? (fields.others[id] ?? '') : ''
}

/** The answers with other words under one question. */
export function withText(fields: EntryFields, id: FieldId, text: string): EntryFields {
  if (isWordField(id)) return { ...fields, [id]: text }
  return { ...fields, others: { ...fields.others, [id]: text } }
}

/** The ids of all questions that can hold a person's own words in this entry. */
export function textIds(fields: EntryFields): FieldId[] {
  return [...wordFieldIds, ...Object.keys(fields.others).sort()]
}

/**
 * What a save makes of an entry: a page posts the questions that it asked; answers to all others,
 * which another regulator's page asks, stay as they are.
 */
export function mergedWritten(standing: Written, next: Written): Written {
  const both = Object.entries({ ...standing.fields.others, ...next.fields.others })
  const others = Object.fromEntries(both.filter(([, text]) => text !== '').sort(byId))
  return { ...next, fields: { ...next.fields, others } }
}

function byId([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1
}

/** True when nothing at all was typed or chosen. */
export function isNothing({ fields, typedDate, minutes, participatoryMinutes }: Written): boolean {
  return (
    [fields.activityType, fields.date, typedDate, minutes, participatoryMinutes].every(
      (one) => one === null,
    ) && textIds(fields).every((id) => textOf(fields, id).trim() === '')
  )
}

/** True when two versions hold the same answers. */
export function isSame(a: Written, b: Written): boolean {
  const texts = new Set([...textIds(a.fields), ...textIds(b.fields)])
  return (
    a.fields.activityType === b.fields.activityType &&
    a.fields.date === b.fields.date &&
    [...texts].every((id) => textOf(a.fields, id) === textOf(b.fields, id)) &&
    a.minutes === b.minutes &&
    a.participatoryMinutes === b.participatoryMinutes &&
    a.typedDate?.day === b.typedDate?.day &&
    a.typedDate?.month === b.typedDate?.month &&
    a.typedDate?.year === b.typedDate?.year
  )
}
