import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import type { Jobs } from '#server/jobs/jobs.server.ts'
import type { Learning, Opening } from '#server/learning/learning.server.ts'
import { fitting, shortest } from '#server/learning/rules/fitting.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { TeamId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { ok } from '#server/platform/rules/outcome.ts'
import type { Recall } from '#server/recall/recall.server.ts'
import { sitting } from '#server/recall/rules/card.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import type { Sharing } from '#server/sharing/sharing.server.ts'
import { nextStep } from './rules/next-step.ts'
import { teamMatrix } from './rules/team-matrix.ts'
import { createTeamFiles } from './team-files.server.ts'

/** Something that fits into the minutes somebody has: questions that are back, or a section. */
export type Fitting =
  Opening | (Pick<Opening, 'minutes' | 'begun' | 'dueOn'> & { kind: 'recall'; toolkit: null })

const over = new Set(['closed', 'abandoned'])

/** What to do next: for a person, and for the manager of a team. Asks the others, keeps nothing. */
export function createGuidance(made: {
  db: Database
  clock: Clock
  audit: Audit
  jobs: Jobs
  sharing: Pick<Sharing, 'sharedBy' | 'withMe'>
  organisations: Organisations
  learning: Learning
  rooms: Rooms
  cpd: Cpd
  recall: Recall
}) {
  const { clock, organisations, learning, rooms, cpd, recall } = made

  async function teamOf(actor: Actor, team: TeamId) {
    const page = await organisations.teamPage(actor, team)
    if (!page.ok) return page
    const [modules, teamRooms, readiness] = await Promise.all([
      learning.teamProgress(actor, team),
      rooms.roomsOfTeam(actor, team),
      cpd.readinessOfTeam(actor, team),
    ])
    if (!modules.ok) return modules
    if (!teamRooms.ok) return teamRooms
    if (!readiness.ok) return readiness
    return ok({
      team,
      name: page.value.name,
      rooms: teamRooms.value,
      toolkits: teamMatrix({
        members: page.value.members,
        modules: modules.value,
        rooms: teamRooms.value,
        readiness: readiness.value,
      }),
    })
  }

  return {
    /** The home page of a person. */
    async home(actor: Actor) {
      const [ownRooms, modules, year, back] = await Promise.all([
        rooms.roomsOf(actor),
        learning.assignments(actor),
        cpd.summary(actor),
        recall.told(actor),
      ])
      const ahead = ownRooms.filter((room) => !over.has(room.status))
      const now = clock.now()
      return {
        step: nextStep(now, { rooms: ahead, modules, cpd: year }),
        rooms: ahead,
        modules,
        cpd: year,
        /** Questions that are back, for those who want to be told. */
        back,
        today: londonDay(now),
      }
    },

    /** What fits into the minutes that a person has, and the shortest thing when nothing does. */
    async fitting(actor: Actor, have: number): Promise<{ fits: Fitting[]; least: Fitting | null }> {
      const [openings, due] = await Promise.all([learning.openings(actor), recall.dueCount(actor)])
      const all: Fitting[] = [...openings]
      if (due > 0) {
        const minutes = sitting / 60
        all.push({ kind: 'recall', toolkit: null, minutes, begun: false, dueOn: null })
      }
      return { fits: fitting(have, all), least: shortest(all) }
    },

    /** The page of a team, for its manager: facts by person, rooms, and what would help. */
    async team(actor: Actor, team: TeamId) {
      const found = await teamOf(actor, team)
      if (!found.ok) return found
      const { year } = await cpd.summary(actor)
      return ok({ ...found.value, yearEnds: year.ends, today: londonDay(clock.now()) })
    },

    ...createTeamFiles({ ...made, teamOf }),
  }
}

export type Guidance = ReturnType<typeof createGuidance>
