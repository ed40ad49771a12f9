import { dayTextWithYear } from '#server/platform/rules/london.ts'
import type { CheckLine } from './check-line.ts'
import { emptyFields, type Entry } from '../entry/entry.ts'
import { basisText, identifyingDetail } from './gap-line.ts'
import { isNear } from './likeness.ts'
import { hasPeer } from './need.ts'
import { belongs, earlierOf, twinOf, wasUsedBefore } from './piece.ts'
import { headingOf, ruleBehind, type Profile } from '../regulator/profile.ts'
import { isKnownField, type FieldId } from '../regulator/question.ts'
import type { GapLink } from './readiness.ts'
import { spottedOf } from '../confidentiality/spotted.ts'
import { spottedText } from '../confidentiality/spotted-text.ts'
import {
  cycleWord,
  isWithin,
  yearText,
  type Dates,
  type RegistrationYear,
} from '../regulator/year.ts'

/** What stands and what is missing in one entry, for the page on which it is written. */
export function entryChecks(
  profile: Profile & Pick<Dates, 'endsOn'>,
  year: RegistrationYear,
  entry: Entry,
  entries: readonly Entry[],
): CheckLine[] {
  const others = entries.filter((other) => other.id !== entry.id)
  return [
    dateCheck(profile, year, entry),
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

function dateCheck(profile: Profile, year: RegistrationYear, entry: Entry): CheckLine {
  const which = cycleWord(profile)
  const field = { kind: 'entry', entry: entry.id, field: 'date' } as const
  const { date } = entry.fields
  if (date === null) return { state: 'miss', text: 'Date is missing', link: field }
  if (isWithin(year, date)) return { state: 'done', text: `Date is in this CPD ${which}` }
  return {
    state: 'miss',
    text: `Date is outside this CPD ${which}`,
    detail: `This ${which} runs from ${yearText(year)}`,
    link: field,
  }
}

function differenceCheck(
  profile: Profile & Pick<Dates, 'endsOn'>,
  year: RegistrationYear,
  entry: Entry,
  others: readonly Entry[],
): CheckLine {
  const here: GapLink = { kind: 'entry', entry: entry.id, field: 'description' }
  const isOnce = ruleBehind(profile, 'used-last-year') !== null
  if (isOnce && wasUsedBefore(profile, year, entry, earlierOf(profile, year, others))) {
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
  profile: Profile & Pick<Dates, 'endsOn'>,
  year: RegistrationYear,
  entry: Entry,
  others: readonly Entry[],
): CheckLine[] {
  if (profile.peer.min === 0) return []
  const name = profile.peer.naming === 'name' ? 'Reflective discussion' : 'Peer reflection'
  if (hasPeer(profile, entry)) return [{ state: 'done', text: `${name} is written` }]
  const elsewhere = others.filter((other) => belongs(year, other) && hasPeer(profile, other))
  if (elsewhere.length >= profile.peer.min) {
    return [{ state: 'note', text: `${name} is optional here`, detail: 'Another piece has it' }]
  }
  const [has, is] = profile.peer.min === 1 ? ['one', 'it'] : [String(profile.peer.min), 'them']
  return [
    {
      state: 'miss',
      text: `${name} is missing`,
      detail: `Optional here, but ${has} of the ${cycleWord(profile)}’s pieces must have ${is}`,
      link: { kind: 'entry', entry: entry.id, field: 'peerLearning' },
    },
  ]
}

// No line where nothing is found: that would read as "anonymous", which nobody can promise.
function identifyingCheck(profile: Profile, entry: Entry): CheckLine[] {
  const { count, field } = spottedOf(entry)
  if (field === null) return []
  return [
    {
      state: 'note',
      text: spottedText(count),
      detail: identifyingDetail(profile),
      basis: basisText(profile, 'identifying'),
      link: { kind: 'entry', entry: entry.id, field },
    },
  ]
}

/** 'from 1 December 2025 to 30 November 2026', for a hint beside a date. */
export function yearHint(year: RegistrationYear): string {
  return `between ${dayTextWithYear(year.starts)} and ${dayTextWithYear(year.ends)}`
}
