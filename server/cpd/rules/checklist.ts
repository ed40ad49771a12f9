import type { EntryId } from '#server/platform/rules/ids.ts'
import { dayText, dayTextWithYear, type Day } from '#server/platform/rules/london.ts'
import { emptyFields, type Entry } from './entry.ts'
import { isNear } from './likeness.ts'
import {
  headingOf,
  isKnownField,
  type FieldId,
  type KnownFieldId,
  type Profile,
} from './profile.ts'
import {
  belongs,
  readinessOf,
  twinOf,
  wasUsedBefore,
  type Gap,
  type GapLink,
  type Readiness,
} from './readiness.ts'
import { spottedInEntry } from './spotted.ts'
import { spottedText } from './spotted-text.ts'
import { isWithin, yearText, type RegistrationYear } from './year.ts'

/** One line of a checklist: a shape and a word for its state, never colour alone. */
export type CheckLine = {
  state: 'done' | 'part' | 'miss' | 'note'
  text: string
  detail?: string
  link?: GapLink
}

/** The two sentences by which the product says whether the year's requirement is met. */
export function headline(readiness: Readiness): string {
  return readiness.isMet ? "You have met this year's requirement." : 'Not met yet.'
}

const fieldNames: Partial<Record<FieldId, string>> & Record<KnownFieldId, string> = {
  activityType: 'the type of activity',
  description: 'what it was and why it matters to you',
  date: 'the date',
  learnt: 'what you learnt',
  impact: 'the good it will do',
  peerLearning: 'what you learnt from peers',
  minutes: 'how long it took',
  participatoryMinutes: 'how long you learnt together with others',
}

/** 'what you learnt and the good it will do'; a profile's own questions by their own words. */
export function fieldList(profile: Profile, fields: readonly FieldId[]): string {
  const names = fields.map((id) => fieldNames[id] ?? `“${headingOf(profile, id)}”`)
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** What a gap says to the person. `titleOf` names an entry. */
export function gapLine(
  gap: Gap,
  { profile, year, titleOf }: { profile: Profile; year: RegistrationYear; titleOf: TitleOf },
): CheckLine {
  const state = gap.basis === 'advice' ? 'note' : gap.reason === 'draft' ? 'part' : 'miss'
  return { state, ...words(gap, profile, year, titleOf), link: gap.link }
}

export type TitleOf = (id: EntryId) => string

function words(
  gap: Gap,
  profile: Profile,
  year: RegistrationYear,
  titleOf: TitleOf,
): { text: string; detail: string } {
  const title = gap.entry ? titleOf(gap.entry) : ''
  switch (gap.reason) {
    case 'outside-year':
      return {
        text: `Date outside this year: ${title}`,
        detail: `A piece counts for this year when it is dated from ${yearText(year)}. Check the date.`,
      }
    case 'used-last-year':
      return {
        text: `Used last year: ${title}`,
        detail:
          'A piece counts once. Write about something else, or about what has come of it since.',
      }
    case 'same':
      return {
        text: `Two pieces are the same: ${title}`,
        detail: `${profile.name} asks for ${number(profile.pieces.min)} different pieces. Change one of them.`,
      }
    case 'impact':
      return {
        text: `Impact is missing: ${title}`,
        detail: 'Write what good it will do in your practice and for the people you work with.',
      }
    case 'unfinished':
      return {
        text: `Not complete: ${title}`,
        detail: `Still to write: ${fieldList(profile, gap.fields ?? [])}.`,
      }
    case 'draft':
      return {
        text: `Still a draft: ${title}`,
        detail: gap.fields?.length
          ? `Still to write: ${fieldList(profile, gap.fields)}.`
          : 'Mark it as ready when you are happy with it.',
      }
    case 'too-few':
      return {
        text:
          gap.count === 1 ? '1 more piece to record' : `${gap.count ?? 0} more pieces to record`,
        detail: `${profile.name} asks for ${number(profile.pieces.min)} different pieces a year. Finish a module, take part in a room, or add an entry of your own.`,
      }
    case 'peer':
      return {
        text:
          gap.count === 1
            ? 'Peer reflection is missing'
            : `${gap.count ?? 0} peer reflections are missing`,
        detail:
          gap.link.kind === 'entry' && !gap.link.field
            ? `You have written it in a draft: ${title}. Mark that as ready.`
            : 'Write what you learnt from discussing a piece with peers, in one ready piece.',
      }
    case 'similar':
      return {
        text: 'Two pieces look alike',
        detail: `${title} and ${gap.other ? titleOf(gap.other) : ''} say nearly the same. You decide. This does not stop you.`,
      }
    case 'identifying':
      return {
        text: `Identifying details left? ${title}`,
        detail: `${spottedText(gap.count ?? 0)}. ${identifyingBasis(profile)}`,
      }
  }
}

/** Whose rule it is that nothing shows who somebody is. What the check finds, a person judges. */
function identifyingBasis(profile: Profile): string {
  const rule = profile.identifying
  const whose = rule
    ? `${profile.name}’s rule: ${rule.rule} Source: ${rule.source}.`
    : 'Our advice: take out whatever could show who somebody is.'
  return `${whose} The check knows patterns only. You decide.`
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const ordinals = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth']

function number(of: number): string {
  return numbers[of] ?? String(of)
}

/**
 * The year at a glance: a line for each piece that is asked for and for each peer reflection, done or
 * not. The gaps of `readinessOf` say how to mend what is missing.
 */
export function yearChecklist(
  profile: Profile,
  year: RegistrationYear,
  entries: readonly Entry[],
  titleOf: TitleOf,
): CheckLine[] {
  const { counted, withPeer } = readinessOf(profile, year, entries)
  const waiting = entries.filter(
    (entry) => belongs(year, entry) && entry.status === 'draft' && !counted.includes(entry.id),
  )
  const pieces = Array.from({ length: profile.pieces.min }, (_, index): CheckLine => {
    const name = `${ordinals[index] ?? `Piece ${index + 1}`}${ordinals[index] ? ' piece' : ''}`
    const ready = entries.find((entry) => entry.id === counted[index])
    if (ready) {
      return {
        state: 'done',
        text: `${name}: ready`,
        detail: dated(titleOf(ready.id), ready.fields.date),
        link: { kind: 'entry', entry: ready.id },
      }
    }
    const draft = waiting[index - counted.length]
    if (draft) {
      return {
        state: 'part',
        text: `${name}: on its way`,
        detail: `${titleOf(draft.id)}, still a draft`,
        link: { kind: 'entry', entry: draft.id },
      }
    }
    return { state: 'miss', text: `${name}: missing`, link: { kind: 'new-entry' } }
  })
  return [...pieces, ...peerLine(profile, withPeer.length, waiting)]
}

function peerLine(profile: Profile, written: number, waiting: readonly Entry[]): CheckLine[] {
  if (profile.peer.min === 0) return []
  if (written >= profile.peer.min) return [{ state: 'done', text: 'Peer reflection: written' }]
  const draft = waiting.find((entry) => entry.fields.peerLearning !== '')
  if (!draft) return [{ state: 'miss', text: 'Peer reflection: missing' }]
  return [
    {
      state: 'part',
      text: 'Peer reflection: on its way',
      detail: 'Written in a draft',
      link: { kind: 'entry', entry: draft.id },
    },
  ]
}

function dated(title: string, on: Day | null): string {
  return on ? `${title}, ${dayText(on).replace(/^\w+ /, '')}` : title
}

/** What stands and what is missing in one entry, for the page on which it is written. */
export function entryChecks(
  profile: Profile,
  year: RegistrationYear,
  entry: Entry,
  entries: readonly Entry[],
): CheckLine[] {
  const others = entries.filter((other) => other.id !== entry.id)
  return [
    dateCheck(year, entry),
    ...(profile.pieces.mustDiffer ? [differenceCheck(profile, year, entry, others)] : []),
    ...contentChecks(profile, entry),
    ...peerCheck(profile, year, entry, others),
    ...identifyingCheck(profile, entry),
    entry.status === 'ready'
      ? { state: 'done', text: 'Marked as ready' }
      : {
          state: 'miss',
          text: 'Still a draft',
          detail: 'Mark it as ready when you are happy with it',
        },
  ]
}

function dateCheck(year: RegistrationYear, entry: Entry): CheckLine {
  const field = { kind: 'entry', entry: entry.id, field: 'date' } as const
  const { date } = entry.fields
  if (date === null) return { state: 'miss', text: 'Date is missing', link: field }
  if (isWithin(year, date)) return { state: 'done', text: 'Date is in this CPD year' }
  return {
    state: 'miss',
    text: 'Date is outside this CPD year',
    detail: `This year runs from ${yearText(year)}`,
    link: field,
  }
}

function differenceCheck(
  profile: Profile,
  year: RegistrationYear,
  entry: Entry,
  others: readonly Entry[],
): CheckLine {
  const here: GapLink = { kind: 'entry', entry: entry.id, field: 'description' }
  if (wasUsedBefore(profile, year, entry, others)) {
    return { state: 'miss', text: 'Already used last year', link: here }
  }
  if (twinOf(year, entry, others)) {
    return { state: 'miss', text: 'The same as your other piece', link: here }
  }
  const near = others.some((other) => belongs(year, other) && isNear(entry.fields, other.fields))
  if (near) {
    return {
      state: 'note',
      text: 'Looks like your other piece',
      detail: 'You decide. This does not stop you.',
      link: here,
    }
  }
  return { state: 'done', text: 'Not the same as your other piece' }
}

function contentChecks(profile: Profile, entry: Entry): CheckLine[] {
  const empty = emptyFields(profile, entry)
  const names: Partial<Record<FieldId, string>> = {
    activityType: 'Type of activity',
    description: 'Description',
    learnt: 'Learning',
    impact: 'Impact',
    peerLearning: 'Peer learning',
    minutes: 'Time',
    participatoryMinutes: 'Time with others',
  }
  return profile.fields.flatMap(({ id, required }): CheckLine[] => {
    const name = isKnownField(id) ? names[id] : `“${headingOf(profile, id)}”`
    if (!name || !required) return []
    if (!empty.includes(id)) {
      return [{ state: 'done', text: `${name} is ${id === 'activityType' ? 'chosen' : 'written'}` }]
    }
    const link: GapLink = { kind: 'entry', entry: entry.id, field: id }
    return [{ state: 'miss', text: `${name} is missing`, link }]
  })
}

function peerCheck(
  profile: Profile,
  year: RegistrationYear,
  entry: Entry,
  others: readonly Entry[],
): CheckLine[] {
  if (profile.peer.min === 0) return []
  if (entry.fields.peerLearning !== '') {
    return [{ state: 'done', text: 'Peer reflection is written' }]
  }
  const elsewhere = others.filter(
    (other) => belongs(year, other) && other.fields.peerLearning !== '',
  )
  if (elsewhere.length >= profile.peer.min) {
    return [
      { state: 'note', text: 'Peer reflection is optional here', detail: 'Another piece has it' },
    ]
  }
  const [has, is] = profile.peer.min === 1 ? ['one', 'it'] : [number(profile.peer.min), 'them']
  return [
    {
      state: 'miss',
      text: 'Peer reflection is missing',
      detail: `Optional here, but ${has} of the year’s pieces must have ${is}`,
      link: { kind: 'entry', entry: entry.id, field: 'peerLearning' },
    },
  ]
}

// No line where nothing is found: that would read as "anonymous", which nobody can promise.
function identifyingCheck(profile: Profile, entry: Entry): CheckLine[] {
  const { count, field } = spottedInEntry(entry.fields)
  if (field === null) return []
  return [
    {
      state: 'note',
      text: spottedText(count),
      detail: identifyingBasis(profile),
      link: { kind: 'entry', entry: entry.id, field },
    },
  ]
}

/** 'from 1 December 2025 to 30 November 2026', for a hint beside a date. */
export function yearHint(year: RegistrationYear): string {
  return `between ${dayTextWithYear(year.starts)} and ${dayTextWithYear(year.ends)}`
}
