import type { PersonId } from '#server/platform/rules/ids.ts'
import { shuffled } from './order.ts'
import type { View } from './shapes.ts'
import { participants } from './state.ts'

/** A small group that is proposed and not formed yet. */
export type GroupPlan = { group: string; title: string; people: PersonId[] }

export const groupsAtMost = 12

/** Everybody who can be in a small group: all who take part but whoever holds the seat. */
export function groupable(view: View): PersonId[] {
  return participants(view).filter((person) => person !== view.seat.person)
}

/** How many groups fit best: two at least where there are four people, then about three each. */
export function groupsFor(people: number): number {
  if (people < 4) return 1
  return Math.min(groupsAtMost, Math.max(2, Math.round(people / 3.5)))
}

/** Whether `plan` is what was formed already. */
export function isFormed(plan: readonly GroupPlan[], formed: readonly GroupPlan[]): boolean {
  const places = (groups: readonly GroupPlan[]) =>
    groups.map(({ group, people }) => `${group}: ${[...people].sort().join()}`).sort()
  return places(plan).join('; ') === places(formed).join('; ')
}

/** `number` groups, as even as they can be, by chance alone. */
export function groupsByChance(
  people: readonly PersonId[],
  number: number,
  seed: number,
): GroupPlan[] {
  return dealt(shuffled(people, seed), number)
}

/**
 * `number` groups in which people who answered alike sit apart as far as they can. `answers` is what
 * each chose; chance decides among those who chose the same, so that a group tells nobody's answer.
 */
export function groupsByAnswers(
  people: readonly PersonId[],
  answers: ReadonlyMap<PersonId, string>,
  number: number,
  seed: number,
): GroupPlan[] {
  const byAnswer = new Map<string, PersonId[]>()
  for (const person of shuffled(people, seed)) {
    const answer = answers.get(person) ?? ''
    byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), person])
  }
  const kinds = shuffled([...byAnswer.values()], seed + 1)
  return dealt(kinds.flat(), number)
}

/** One after the other, as cards are dealt. */
function dealt(people: readonly PersonId[], number: number): GroupPlan[] {
  const count = Math.min(Math.max(1, number), Math.max(1, people.length), groupsAtMost)
  return Array.from({ length: count }, (_, index) => ({
    ...groupNumber(index + 1),
    people: people.filter((_person, place) => place % count === index),
  }))
}

/** How the `n`th group is called. */
export function groupNumber(n: number): { group: string; title: string } {
  return { group: `group-${n}`, title: `Group ${n}` }
}
