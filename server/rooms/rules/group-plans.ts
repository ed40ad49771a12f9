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

/**
 * `number` groups, as even as they can be, by chance alone. Who is `here` is dealt out first: a group
 * of one person and of two who have not come would be no group.
 */
export function groupsByChance(
  people: readonly PersonId[],
  number: number,
  seed: number,
  here: ReadonlySet<PersonId> = new Set(people),
): GroupPlan[] {
  const mixed = shuffled(people, seed)
  const isHere = (person: PersonId) => here.has(person)
  const line = [...mixed.filter(isHere), ...mixed.filter((one) => !isHere(one))]
  return numbered(parted(line, number))
}

/** With fewer answers than this, groups that are spread by them would tell who chose what. */
export const fewestToSpread = 6

/**
 * Groups in which those who answered alike sit apart as far as they can, of three people at least.
 * `answers` is what each chose, whoever is in the room now; `people` are those to be placed: others
 * are left out, and who has not answered goes where most room is.
 *
 * One such plan says of nobody what they chose: whatever it was, each group and each size of group is
 * as likely. A second plan of the same answers would say more, so `seed` may depend on nothing that
 * the asker can change, and how many groups there are is not theirs to choose.
 */
export function groupsByAnswers(
  people: readonly PersonId[],
  answers: ReadonlyMap<PersonId, string>,
  seed: number,
): GroupPlan[] {
  const answered = [...answers.keys()].sort()
  const count = groupsFor(answered.length)
  const byAnswer = new Map<string, PersonId[]>()
  for (const person of shuffled(answered, seed)) {
    const answer = answers.get(person) ?? ''
    byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), person])
  }
  const alike = [...byAnswer].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  const line = shuffled(alike, seed + 1).flat()
  // Dealt from the first, whoever chose what few did would always stand at an end.
  const [from = 0] = shuffled([...line.keys()], seed + 2)
  const groups = parted([...line.slice(from), ...line.slice(0, from)], count).map((group) =>
    group.filter((person) => people.includes(person)),
  )
  const mixed = shuffled(groups, seed + 3)
  const others = people.filter((person) => !answers.has(person)).sort()
  for (const person of shuffled(others, seed + 4)) {
    const smallest = Math.min(...mixed.map((group) => group.length))
    mixed.find((group) => group.length === smallest)?.push(person)
  }
  // Nobody's place within a group says anything either.
  return numbered(mixed.map((group) => people.filter((person) => group.includes(person))))
}

/** One after the other, as cards are dealt. */
function parted(people: readonly PersonId[], number: number): PersonId[][] {
  const count = Math.min(Math.max(1, number), Math.max(1, people.length), groupsAtMost)
  return Array.from({ length: count }, (_, index) =>
    people.filter((_person, place) => place % count === index),
  )
}

function numbered(groups: readonly PersonId[][]): GroupPlan[] {
  return groups.map((people, index) => ({ ...groupNumber(index + 1), people }))
}

/** How the `n`th group is called. */
export function groupNumber(n: number): { group: string; title: string } {
  return { group: `group-${n}`, title: `Group ${n}` }
}
