import { phaseRules } from './phases/index.ts'
import type { SummaryPart } from './phases/rules.ts'
import { groupOfCard, nothingBeside } from './beside.ts'
import type { Beside, CardView, Person, View } from './shapes.ts'

export type { SummaryPart } from './phases/rules.ts'
export type PartOf<P extends SummaryPart['part']> = Extract<SummaryPart, { part: P }>

/** What a room leaves to its team, phase by phase; phases that were never opened say so. */
export type Summary = {
  title: string
  status: View['room']['status']
  phases: { phase: string; title: string; opened: boolean; part: SummaryPart }[]
  /** Cards that were written in a small group, with its title. */
  groups: Record<string, string>
  /** What earlier rooms had left to do and this one found done. */
  done: readonly string[]
}

/** The summary of a room: shared texts, agreements, actions, totals. Pure; only of what is shared. */
export function summaryOf(view: View, beside: Beside = nothingBeside): Summary {
  const ofGroups = beside.notes.flatMap(({ card }) => {
    const title = groupOfCard(beside, card)
    return title === undefined ? [] : [[card, title] as const]
  })
  return {
    groups: Object.fromEntries(ofGroups),
    done: beside.done,
    title: view.room.title,
    status: view.room.status,
    phases: view.phases.map((phase) => ({
      phase: phase.id,
      title: phase.title,
      opened: phase.state !== 'pending',
      part:
        phase.state === 'pending'
          ? { part: 'nothing' }
          : phaseRules[phase.kind].summary(view, phase),
    })),
  }
}

/**
 * The phases with each card once: under its theme where there is one, else in the phase that it was
 * written in.
 */
export function withoutRepeats(phases: Summary['phases']): Summary['phases'] {
  const place = new Map(phases.map((one, index) => [one.phase, index]))
  const grouped = phases.findIndex((one) => one.part.part === 'themes')
  if (grouped < 0) return phases
  const isBefore = (phase: string) => (place.get(phase) ?? 0) <= grouped
  return phases.flatMap((one, index) => {
    if (one.part.part === 'cards' && index < grouped) return []
    if (one.part.part !== 'themes') return [one]
    const loose = one.part.loose.filter(({ card }) => isBefore(card.phase))
    return [{ ...one, part: { ...one.part, loose } }]
  })
}

/** What the team agreed; null where no such phase was opened. It is the room's, so it stands once. */
export function agreementOf({ phases }: Summary): PartOf<'agreement'> | null {
  for (const { part } of phases) if (part.part === 'agreement') return part
  return null
}

/** The parts of the case that were read, each once, in the order of the phases. */
export function stagesRead({ phases }: Summary): { stage: string; title: string }[] {
  const read = phases.flatMap(({ part }) => (part.part === 'stage' ? [part] : []))
  return read.filter(({ stage }, at) => read.findIndex((one) => one.stage === stage) === at)
}

/** The whole name, as a record says it. */
export function called(people: readonly Person[], person: string): string {
  return people.find((one) => one.person === person)?.name ?? 'Somebody who has left'
}

/** '6 people accepted the ground rules.' */
export function acceptedText(count: number): string {
  if (count === 0) return 'Nobody accepted the ground rules.'
  return `${count === 1 ? '1 person' : `${count} people`} accepted the ground rules.`
}

/** '1 vote' · '3 votes' */
export function votesText(count: number): string {
  return count === 1 ? '1 vote' : `${count} votes`
}

/** '4: 2 people' */
export function valueText({ value, people }: { value: number; people: number }): string {
  return `${value}: ${people === 1 ? '1 person' : `${people} people`}`
}

export const positionWords = {
  agree: 'agrees',
  reserve: 'agrees, with a reservation',
  disagree: 'disagrees',
} as const

/** 'Ben Okafor, group 1, sent late': who wrote a card, and where. */
export function byline(
  { author, late, card }: CardView,
  { people, groups }: { people: readonly Person[]; groups: Summary['groups'] },
): string {
  const by = author ? called(people, author) : 'Without a name'
  const group = Object.hasOwn(groups, card) ? `, ${groups[card] ?? ''}` : ''
  return `${by}${group}${late ? ', sent late' : ''}`
}
