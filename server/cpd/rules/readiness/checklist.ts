import { dayText, type Day } from '#server/platform/rules/london.ts'
import type { Entry } from '../entry/entry.ts'
import type { CheckLine, TitleOf } from './check-line.ts'
import { hoursText } from '../entry/answer.ts'
import { hasPeer, isEnough, type Need } from './need.ts'
import { belongs } from './piece.ts'
import { countsNothing, type Profile } from '../regulator/profile.ts'
import { readinessOf, type Readiness } from './readiness.ts'
import { cycleWord, type Dates, type RegistrationYear } from '../regulator/year.ts'

export type { CheckLine, TitleOf } from './check-line.ts'

/**
 * The sentences by which the product says whether the year's requirement is met. Where a part of it
 * is not counted here, it promises no more than what is.
 */
export function headline(profile: Profile, { isMet }: Pick<Readiness, 'isMet'>): string {
  if (countsNothing(profile)) return 'Nothing is counted here.'
  if (!isMet) return 'Not met yet.'
  if (!profile.notCounted) return `You have met this ${cycleWord(profile)}'s requirement.`
  return `You have met what is counted here. Not counted: ${profile.notCounted}.`
}

const ordinals = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth']

/**
 * The year at a glance: a line for each piece that is asked for and for each other quantity, reached
 * or not. The gaps of `readinessOf` say how to mend what is missing.
 */
export function yearChecklist(
  profile: Profile & Pick<Dates, 'endsOn'>,
  year: RegistrationYear,
  entries: readonly Entry[],
  titleOf: TitleOf,
): CheckLine[] {
  const { counted, needs } = readinessOf(profile, year, entries)
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
  return [
    ...pieces,
    ...needs.flatMap((need) => {
      if (need.reason === 'too-few') return []
      return need.reason === 'peer' ? [peerLine(profile, need, waiting)] : [needLine(need)]
    }),
  ]
}

function peerLine(profile: Profile, need: Need, waiting: readonly Entry[]): CheckLine {
  const name = profile.peer.naming === 'name' ? 'Reflective discussion' : 'Peer reflection'
  if (isEnough(need)) return { state: 'done', text: `${name}: written` }
  const draft = waiting.find((entry) => hasPeer(profile, entry))
  if (!draft) return { state: 'miss', text: `${name}: missing` }
  return {
    state: 'part',
    text: `${name}: on its way`,
    detail: 'Written in a draft',
    link: { kind: 'entry', entry: draft.id },
  }
}

function needLine(need: Need): CheckLine {
  const state = isEnough(need) ? 'done' : need.have > 0 ? 'part' : 'miss'
  return { state, text: `${needName(need)}: ${amount(need)}`, ...open(need) }
}

/** So many elements are named in a line. */
const mostNamed = 3

function open({ untouched = [] }: Need): { detail?: string } {
  if (untouched.length === 0) return {}
  // The gap names them all; here a list that long would hide the other lines.
  const few = untouched.length <= mostNamed ? `: ${untouched.join('; ')}` : `: ${untouched.length}`
  return { detail: `Not touched yet${few}` }
}

/** 'Hours', 'Reflective accounts': the name of a quantity, at the beginning of a line. */
export function needName({ reason, name }: Need): string {
  switch (reason) {
    case 'hours':
      return 'Time'
    case 'participatory-hours':
      return 'Time with others'
    case 'activity-types':
      return 'Types of activity'
    default:
      return name ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : 'Pieces'
  }
}

/** '12 hours of 35 hours', '3 of 5' */
export function amount({ reason, have, need }: Need): string {
  const isTime = reason === 'hours' || reason === 'participatory-hours'
  return isTime ? `${hoursText(have)} of ${hoursText(need)}` : `${have} of ${need}`
}

function dated(title: string, on: Day | null): string {
  return on ? `${title}, ${dayText(on).replace(/^\w+ /, '')}` : title
}
