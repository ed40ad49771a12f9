import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import type { Jobs } from '#server/jobs/jobs.server.ts'
import type { Learning, Opening } from '#server/learning/learning.server.ts'
import { fitting, shortest } from '#server/learning/rules/fitting.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { personId, type TeamId } from '#server/platform/rules/ids.ts'
import { londonDay, londonInstant, type Day } from '#server/platform/rules/london.ts'
import { ok } from '#server/platform/rules/outcome.ts'
import type { Recall } from '#server/recall/recall.server.ts'
import { sitting } from '#server/recall/rules/card.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import type { Sharing } from '#server/sharing/sharing.server.ts'
import { nextStep } from './rules/next-step.ts'
import { reminderTo, type Reminder } from './rules/reminder.ts'
import {
  attendedApart,
  mostPressing,
  roomsApart,
  teamMatrix,
  type ToolkitMatrix,
} from './rules/team-matrix.ts'
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
  addresses: Pick<Addresses, 'workAddressOf'>
  origin: string
}) {
  const { clock, organisations, learning, rooms, cpd, recall, addresses, origin } = made

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
    const { name, members } = page.value
    const facts = {
      members,
      modules: modules.value,
      rooms: teamRooms.value,
      readiness: readiness.value,
    }
    return ok({
      team,
      name,
      rooms: teamRooms.value.map((room) => ({
        ...room,
        attendedApart: attendedApart(room, members, modules.value),
      })),
      toolkits: teamMatrix(facts),
      apart: roomsApart(facts),
    })
  }

  /** What the manager can send to the others who have not finished; null when there is nobody. */
  async function reminderOf(
    actor: Actor,
    { advice, rows, toolkit, title, dueOn }: ToolkitMatrix,
    today: Day,
  ): Promise<Reminder | null> {
    const behind = rows.filter((row) => row.module.state !== 'done' && row.person !== actor.person)
    const found = await Promise.all(
      behind.map(({ person }) => addresses.workAddressOf(personId.parse(person))),
    )
    const to = found.filter((one) => one !== null)
    if (to.length === 0) return null
    const link = `${origin}/toolkits/${toolkit}`
    const roomAt = advice.kind === 'unfinished' ? advice.roomAt : null
    return reminderTo({ to, title, dueOn, today, roomAt, link })
  }

  /** Told of until the day is over on which it would have been. */
  function calledOff(actor: Actor) {
    return rooms.calledOff(actor, londonInstant(londonDay(clock.now()), '00:00'))
  }

  return {
    /** The home page of a person. */
    async home(actor: Actor) {
      const [ownRooms, off, modules, year, back] = await Promise.all([
        rooms.roomsOf(actor),
        calledOff(actor),
        learning.ownModules(actor),
        cpd.summary(actor),
        recall.told(actor),
      ])
      // A room that nobody opened concerns only whoever can move it or call it off.
      const ahead = ownRooms.filter(
        (room) => !over.has(room.status) && (!room.hasLapsed || room.role === 'facilitator'),
      )
      const now = clock.now()
      return {
        step: nextStep(now, { rooms: ahead, modules, cpd: year }),
        rooms: ahead,
        calledOff: off,
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
      const today = londonDay(clock.now())
      const pressing = mostPressing(found.value.toolkits)
      const reminder = pressing ? await reminderOf(actor, pressing, today) : null
      const off = (await calledOff(actor)).filter((room) => room.team === team)
      // The page tells of the other rooms in its list of rooms.
      const { apart: _apart, ...shown } = found.value
      return ok({ ...shown, calledOff: off, reminder, yearEnds: year.ends, today })
    },

    ...createTeamFiles({ ...made, teamOf }),
  }
}

export type Guidance = ReturnType<typeof createGuidance>
