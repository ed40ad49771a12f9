import type { Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { commitmentOf } from './log/chain.server.ts'
import { streamOfGroup } from './rules/events.ts'
import { applyHelp, streamsFor, type GroupNote, type Help } from './rules/group-notes.ts'
import {
  fewestToSpread,
  groupable,
  groupsByAnswers,
  groupsByChance,
  groupsFor,
  type GroupPlan,
} from './rules/group-plans.ts'
import type { MineRecord } from './rules/mine.ts'
import type { PhaseView, Role, View } from './rules/shapes.ts'
import { currentPhase, isStaff } from './rules/state.ts'
import { at } from './rules/view.ts'
import type { Made } from './sources.server.ts'
import * as log from './log/log-store.server.ts'
import * as store from './store.server.ts'
import type { Current, Writing } from './writing.server.ts'

/** How people come into groups: by chance, or so that those who answered alike sit apart. */
export type GroupsBy = 'chance' | 'answers'

const none: readonly Help[] = []

/** What is read of small groups: their notes, their calls for help, and how they could be formed. */
export function createGroupReading({ db, random, presence }: Made, writing: Writing) {
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

    /** `number` groups by chance, or the one plan that there is by answers, while groups are open. */
    async propose(
      current: Current,
      { how, number }: { how: GroupsBy; number?: number | undefined },
    ): Promise<Outcome<GroupPlan[]>> {
      const { row, state } = current
      const people = groupable(state.view)
      if (how === 'answers') return byAnswers(current, people)
      const here = new Set(presence.here(row.id))
      return ok(groupsByChance(people, number ?? groupsFor(people.length), random.seed(), here))
    },
  }

  /**
   * The same plan however often it is asked for, and whoever comes, goes or watches in between: its
   * chance comes from a secret of the room, from what was answered, and from who leads. Their own
   * answer does not count: who knows one answer reads more from a plan.
   */
  async function byAnswers(
    { row, state }: Current,
    people: readonly PersonId[],
  ): Promise<Outcome<GroupPlan[]>> {
    const { view } = state
    if (currentPhase(state)?.kind !== 'small-groups') {
      return refuse('wrong_phase', 'Groups are formed in the phase of small groups.')
    }
    const answers = lastAnswers(view, await store.minesOf(db.read, row.id))
    answers.delete(view.seat.person)
    const secret = log.secretOf(db.read, row.id)
    if (answers.size < fewestToSpread || !secret) {
      return refuse('invalid', tooFew)
    }
    const chosen = [...answers].sort(([a], [b]) => (a < b ? -1 : 1))
    const drawn = commitmentOf(secret, { chosen, leads: view.seat.person })
    return ok(groupsByAnswers(people, answers, Number.parseInt(drawn.slice(0, 8), 16)))
  }
}

const tooFew = `Groups can be spread by answers once ${fewestToSpread} people besides you have answered. With fewer, the groups would tell who chose what. Mix by chance, or choose each person’s group below.`

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
