import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import {
  assignmentId,
  type AssignmentId,
  type PersonId,
  type TeamId,
  type ToolkitId,
} from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Release, ReleaseCard } from '#server/toolkits/rules/release.ts'
import type { Fact } from './rules/fact.ts'
import { planOf } from './rules/plan.ts'
import { progress, type Progress } from './rules/progress.ts'
import * as store from './store.server.ts'
import { nextPlace, type Library, type NextPlace } from './study.server.ts'

/** How far the actor is in a toolkit: what a card on a page shows. */
export type Standing = {
  state: Progress['state']
  sectionsDone: number
  sections: { title: string; state: Progress['sections'][number]['state'] }[]
  minutesLeft: number
  place: NextPlace | null
  doneOn: Day | null
}

/** A toolkit that one of the actor's teams has been given, with the actor's own progress. */
export type OwnAssignment = Standing & {
  assignment: AssignmentId
  toolkit: ToolkitId
  title: string
  team: TeamId
  teamName: string
  dueOn: Day
}

/** A module on the actor's way, given to a team of theirs or begun by themselves. */
export type OwnModule = Standing & {
  assignment: AssignmentId | null
  toolkit: ToolkitId
  title: string
  dueOn: Day | null
}

export type LibraryCard = Standing & { card: ReleaseCard; due: { teamName: string; dueOn: Day }[] }

/** What a manager sees: facts. No minutes, no answers, no words. */
export type TeamProgress = {
  assignment: AssignmentId
  toolkit: ToolkitId
  title: string
  /** Whether there is a case for a room; a briefing has none. */
  hasCase: boolean
  dueOn: Day
  people: { person: PersonId; state: Progress['state']; doneOn?: Day }[]
}

/** Toolkits given to teams, and how far people are with them. */
export function createAssignments({
  db,
  toolkits,
  organisations,
  now,
  newId,
}: {
  db: Database
  toolkits: Library
  organisations: Pick<Organisations, 'team' | 'membersOf'>
  now: () => number
  newId: () => string
}) {
  return {
    /** Gives the toolkit to the team. Giving it again moves the due date and nothing else. */
    async assign(
      actor: Actor,
      team: TeamId,
      { toolkit, dueOn }: { toolkit: ToolkitId; dueOn: Day },
    ): Promise<Outcome<store.Assignment>> {
      const { organisation } = actor
      const known = await organisations.team(db.read, organisation, team)
      if (!known || !can(actor, 'assign', { kind: 'team', team, organisation })) return noSuchTeam()
      if (!(await toolkits.current(toolkit))) {
        return refuse('invalid', 'Choose a toolkit from the list.', { field: 'toolkit' })
      }
      const at = now()
      if (dueOn < londonDay(at)) {
        return refuse('invalid', 'The due date must be today or later.', { field: 'dueOn' })
      }
      const id = assignmentId.parse(newId())
      return ok(
        await db.tx((tx) =>
          store.putAssignment(tx, organisation, {
            ...{ id, team, toolkit, dueOn, at },
            by: actor.person,
          }),
        ),
      )
    },

    /** What the actor's teams have been given, the earliest due date first. */
    async assignments(actor: Actor): Promise<OwnAssignment[]> {
      return given(actor, standingOn(await ownDesk(db.read, actor.person)))
    },

    /** What the actor's teams have been given, then what the actor has begun without that and not done. */
    async ownModules(actor: Actor): Promise<OwnModule[]> {
      const desk = await ownDesk(db.read, actor.person)
      const standing = standingOn(desk)
      const assigned = await given(actor, standing)
      if (!can(actor, 'read', { kind: 'library' })) return assigned
      const worked = new Set([...desk.facts, ...desk.written].map((one) => one.toolkit))
      const alone = [...worked].filter((one) => !assigned.some(({ toolkit }) => toolkit === one))
      const begun = await Promise.all(
        alone.map(async (toolkit) => {
          const release = await toolkits.current(toolkit)
          if (!release) return []
          const own = { assignment: null, toolkit, title: release.title, dueOn: null }
          return [{ ...own, ...standing(release) }]
        }),
      )
      return [...assigned, ...begun.flat().filter(({ state }) => state === 'in-progress')]
    },

    /** Every toolkit there is, with the actor's own progress and due dates. */
    async library(actor: Actor): Promise<LibraryCard[]> {
      if (!can(actor, 'read', { kind: 'library' })) return []
      const teams = actor.memberships.map((one) => one.team)
      const given = await store.assignmentsOf(db.read, actor.organisation, teams)
      const standing = standingOn(await ownDesk(db.read, actor.person))
      const cards = await toolkits.library()
      const all = await Promise.all(
        cards.map(async (card) => {
          const release = await toolkits.current(card.toolkit)
          if (!release) return []
          const due = given
            .filter((one) => one.toolkit === card.toolkit)
            .map(({ team, dueOn }) => ({
              teamName: actor.memberships.find((one) => one.team === team)?.teamName ?? '',
              dueOn,
            }))
          return [{ card, due, ...standing(release) }]
        }),
      )
      return all.flat()
    },

    /** How far each member of the team is with what it was given, for its manager. */
    async teamProgress(actor: Actor, team: TeamId): Promise<Outcome<TeamProgress[]>> {
      const { organisation } = actor
      const known = await organisations.team(db.read, organisation, team)
      if (!known || !can(actor, 'read', { kind: 'team', team, organisation })) return noSuchTeam()
      const given = await store.assignmentsOf(db.read, organisation, [team])
      const people = (await organisations.membersOf(db.read, organisation, team)).map(
        (member) => member.person,
      )
      const facts = await store.factsOfPeople(
        db.read,
        people,
        given.map((one) => one.toolkit),
      )
      return ok(await matrix(toolkits, given, people, facts))
    },
  }

  async function given(
    actor: Actor,
    standing: (release: Release) => Standing,
  ): Promise<OwnAssignment[]> {
    const teams = actor.memberships
      .map((one) => one.team)
      .filter((team) =>
        can(actor, 'read-plan', { kind: 'team', team, organisation: actor.organisation }),
      )
    const rows = await store.assignmentsOf(db.read, actor.organisation, teams)
    const all = await Promise.all(
      rows.map(async ({ assignment, toolkit, team, dueOn }) => {
        const release = await toolkits.current(toolkit)
        if (!release) return []
        const teamName = actor.memberships.find((one) => one.team === team)?.teamName ?? ''
        return [
          {
            ...{ assignment, toolkit, team, teamName, dueOn },
            title: release.title,
            ...standing(release),
          },
        ]
      }),
    )
    return all.flat()
  }
}

/** Answers for one release at a time, from what was read once. */
function standingOn(desk: Awaited<ReturnType<typeof ownDesk>>): (release: Release) => Standing {
  return (release) => {
    const facts = desk.facts.filter((one) => one.toolkit === release.toolkit)
    const written = new Set(
      desk.written.filter((one) => one.toolkit === release.toolkit).map((one) => one.item),
    )
    const all = progress(planOf(release), facts, written)
    const last = desk.last.get(release.toolkit) ?? null
    return {
      state: all.state,
      sectionsDone: all.sectionsDone,
      sections: all.sections.map(({ title, state }) => ({ title, state })),
      minutesLeft: all.minutesLeft,
      place: nextPlace(release, facts, written, last),
      doneOn: all.completedAt === null ? null : londonDay(all.completedAt),
    }
  }
}

async function ownDesk(db: Queries, owner: PersonId) {
  return {
    facts: await store.factsOf(db, owner),
    written: await store.writtenBy(db, owner),
    last: await store.lastSectionsOf(db, owner),
  }
}

async function matrix(
  toolkits: Library,
  given: readonly store.Assignment[],
  people: readonly PersonId[],
  facts: readonly Fact[],
): Promise<TeamProgress[]> {
  const nothingWritten: ReadonlySet<string> = new Set()
  const rows = await Promise.all(
    given.map(async ({ assignment, toolkit, dueOn }) => {
      const release = await toolkits.current(toolkit)
      if (!release) return []
      const plan = planOf(release)
      const states = people.map((person) => {
        const own = facts.filter((one) => one.person === person && one.toolkit === toolkit)
        const { state, completedAt } = progress(plan, own, nothingWritten)
        return {
          person,
          state,
          ...(completedAt === null ? {} : { doneOn: londonDay(completedAt) }),
        }
      })
      const { title, stageCount } = release
      return [{ assignment, toolkit, title, hasCase: stageCount > 0, dueOn, people: states }]
    }),
  )
  return rows.flat()
}

const noSuchTeam = () => refuse('not_found', 'There is no such team among yours.')
