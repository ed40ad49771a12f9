import type { PhaseKind } from './phase-kind.ts'
import type { Beside, FormatPart, PhaseView, View } from './shapes.ts'
import { partName } from './part-name.ts'
import { findPhase, takesPart } from './state.ts'
import { at } from './view.ts'

/** From so many writers on, a card without a name is hard to guess. */
const writersToHideAmong = 4

/** What "Next phase" will do: to what is open now, and with what comes. */
export type Outlook = { next: PhaseView | null; ends: string | null; brings: string | null }
/** Something to know before going on: in short, and what follows from it. */
export type Caution = { title: string; text: string }

/**
 * What the next press does, in words for whoever leads; `speaks` says who speaks, by phase. Pure;
 * nothing in it names a person.
 */
export function outlook(view: View, speaks: Readonly<Record<string, string>> = {}): Outlook {
  const phase = view.current === undefined ? undefined : findPhase(view, view.current)
  const next = phase ? view.phases[view.phases.indexOf(phase) + 1] : undefined
  return {
    next: next ?? null,
    ends: phase ? ends[phase.kind](phase) : null,
    brings: next ? broughtBy(next, at(speaks, next.id)) : null,
  }
}

/**
 * What whoever leads should know before the phase after this one opens. `here` is who has the room
 * open; null while nobody has told us: then everyone who takes part may write.
 */
export function cautions(view: View, here: readonly string[] | null): Caution[] {
  const { next } = outlook(view)
  if (!next) return []
  const found: Caution[] = []
  if (next.kind === 'small-groups') {
    found.push({
      title: 'What a group writes becomes part of the room’s record when the groups come back.',
      text: 'Everybody then reads it, with names. Say so before they part.',
    })
  }
  if (next.anonymous) found.push(...fewWriters(possibleWriters(view, here)))
  return found
}

/** How many could write now: everyone who takes part and is here. */
export function possibleWriters(view: View, here: readonly string[] | null): number {
  return view.people.filter(
    ({ person, role }) => takesPart(role) && (here === null || here.includes(person)),
  ).length
}

/**
 * Parts of the format that nobody plays, while it can still be mended easily: until a phase in which
 * it matters who speaks is over.
 */
export function partsToCast(
  view: View,
  cast: Beside['cast'],
  format: { parts: readonly FormatPart[]; speaks: Readonly<Record<string, string>> },
): FormatPart[] {
  const mattered = ({ id, state }: PhaseView) =>
    state === 'closed' && at(format.speaks, id) !== undefined
  if (view.phases.some(mattered)) return []
  return format.parts.filter(({ part }) => !cast.some((one) => one.part === part))
}

function fewWriters(count: number): Caution[] {
  if (count > writersToHideAmong) return []
  const title = `Small group: ${count} ${count === 1 ? 'person' : 'people'} can write.`
  if (count === writersToHideAmong) {
    return [{ title, text: 'If one more leaves, the team may guess who wrote a card.' }]
  }
  const text =
    'The team may guess who wrote a card. So each writer is asked before anything is shown.'
  return [{ title, text }]
}

/** Where the format says who speaks, the talk is not open. */
function broughtBy(next: PhaseView, speaks: string | undefined): string {
  const says = brings[next.kind](next)
  if (speaks === undefined || next.kind === 'write') return says
  const who = `Who speaks: ${speaks}`
  return next.kind === 'discuss' ? who : `${says} ${who}`
}

type Says = (phase: PhaseView) => string
const dotsCounted = 'The dots are counted, and all see the totals at the same moment.'

/** What closing a phase of each kind does. */
const ends = {
  welcome: () => 'Whoever has not accepted the ground rules yet can come along all the same.',
  disclose: () => 'This part of the case stays, to read again.',
  write: ({ anonymous }) =>
    anonymous
      ? 'All cards are shown at once, in mixed order and without names. If fewer than 4 people have written, each writer is asked first.'
      : 'All cards are shown at the same moment, with names.',
  theme: ({ dots }) => (dots === undefined ? 'The groups of cards stay as they are.' : dotsCounted),
  vote: () => dotsCounted,
  scale: () => 'All see at the same moment how often each value was chosen, never by whom.',
  round: () => 'Whoever has not had a turn is not asked any more.',
  discuss: () => 'What was written stays for all to read.',
  'small-groups': () =>
    'The groups come back. What they wrote is shown to all and becomes part of the room’s record.',
  agree: () => 'Statements, answers and actions are kept as they stand.',
  'own-learning': () => 'Everybody can go on with their own learning until the room is closed.',
} satisfies Record<PhaseKind, Says>

/** What opening a phase of each kind does. */
const brings = {
  welcome: () => 'Everybody reads the ground rules and accepts them.',
  disclose: ({ stage }) =>
    stage === undefined
      ? 'Everybody reads in quiet and makes their own notes.'
      : `Nothing is shown yet. Introduce ${partName(stage)}, then press “Release ${partName(stage)}”.`,
  write: ({ anonymous }) =>
    anonymous
      ? 'Everybody writes without names. You see no more than anybody else.'
      : 'Everybody writes in quiet. Nobody sees a card before the phase ends.',
  theme: ({ dots }) =>
    dots === undefined
      ? 'Everybody groups the cards.'
      : `Everybody groups the cards, and has ${countOf(dots)}.`,
  vote: ({ dots = 1 }) =>
    `Each person has ${countOf(dots)}, and sees only their own until the end.`,
  scale: () => 'Each person chooses one value, and sees only their own until the end.',
  round: () => 'Each person has one turn, in an order that is drawn now. You come last.',
  discuss: () => 'Open talk. Hands wait in the order in which they were raised.',
  'small-groups': () => 'You form the groups. What they write stays with each group until the end.',
  agree: () => 'The team puts down statements, and each person answers each of them.',
  'own-learning': () =>
    'Everybody writes alone. Only they can read it, and it becomes a CPD draft.',
} satisfies Record<PhaseKind, Says>

function countOf(dots: number): string {
  return dots === 1 ? 'one dot' : `${dots} dots`
}
