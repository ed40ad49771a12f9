import type { Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { streamOfGroup } from './rules/events.ts'
import { applyHelp, streamsFor, type GroupNote, type Help } from './rules/group-notes.ts'
import {
  groupable,
  groupsByAnswers,
  groupsByChance,
  groupsFor,
  type GroupPlan,
} from './rules/group-plans.ts'
import type { MineRecord } from './rules/mine.ts'
import type { PhaseView, Role, View } from './rules/shapes.ts'
import { isStaff } from './rules/state.ts'
import { at } from './rules/view.ts'
import type { Made } from './sources.server.ts'
import * as log from './log/log-store.server.ts'
import * as store from './store.server.ts'
import type { Current, Writing } from './writing.server.ts'

/** How people come into groups: by chance, or so that those who answered alike sit apart. */
export const groupsBy = ['chance', 'answers'] as const
export type GroupsBy = (typeof groupsBy)[number]

const none: readonly Help[] = []

/** What is read of small groups: their notes, their calls for help, and how they could be formed. */
export function createGroupReading({ db, random }: Made, writing: Writing) {
  return {
    /** What the groups that this reader may read have written and not yet brought back. */
    async notesFor(
      actor: Actor,
      current: Current,
      role: Role,
      read: Queries,
    ): Promise<GroupNote[]> {
      const streams = streamsFor(current.state.view, actor.person, role)
      const notes = await writing.notesIn(read, current)
      return notes.filter(({ group }) => streams.includes(streamOfGroup(group)))
    },

    /** Which groups ask for help, for those who lead; reads nothing where there are none. */
    async helpsFor(
      { row, state, heads }: Current,
      role: Role,
      read: Queries,
    ): Promise<readonly Help[]> {
      const { groupsFormedAt } = state
      if (!isStaff(role) || groupsFormedAt === undefined) return none
      const { head } = heads.staff
      const calls = await log.eventsAfter(read, row.id, 'staff', { since: 0, limit: head })
      return calls.filter((event) => Date.parse(event.at) >= groupsFormedAt).reduce(applyHelp, none)
    },

    async propose(
      { row, state }: Current,
      { how, number }: { how: GroupsBy; number?: number | undefined },
    ): Promise<GroupPlan[]> {
      const people = groupable(state.view)
      const count = number ?? groupsFor(people.length)
      const seed = random.seed()
      if (how === 'chance') return groupsByChance(people, count, seed)
      const mines = await store.minesOf(db.read, row.id)
      return groupsByAnswers(people, lastAnswers(state.view, mines), count, seed)
    },
  }
}

/** What each person chose in the last scale or vote whose totals everybody has seen. */
function lastAnswers(view: View, mines: ReadonlyMap<PersonId, MineRecord>): Map<PersonId, string> {
  const phase = view.phases.findLast(
    ({ id, state }) =>
      state === 'closed' && (at(view.scales, id) !== undefined || at(view.votes, id) !== undefined),
  )
  const answers = new Map<PersonId, string>()
  if (!phase) return answers
  for (const [person, own] of mines) {
    const answer = answerIn(phase, own)
    if (answer !== undefined) answers.set(person, answer)
  }
  return answers
}

function answerIn({ id }: PhaseView, own: MineRecord): string | undefined {
  const value = at(own.scales, id)
  if (value !== undefined) return String(value)
  const votes = Object.entries(at(own.votes, id) ?? {}).sort(([, a], [, b]) => b - a)
  return votes[0]?.[0]
}
