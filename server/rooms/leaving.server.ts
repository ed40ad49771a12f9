import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { pdfOf } from '#server/platform/pdf.server.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import { carriedActions, hasAgreed, type CarriedAction, type Earlier } from './rules/carried.ts'
import type { Person } from './rules/shapes.ts'
import { isPast } from './rules/state.ts'
import { summaryPaper } from './rules/summary-paper.ts'
import { summaryOf, type Summary } from './rules/summary.ts'
import type { Made } from './sources.server.ts'
import * as store from './store.server.ts'
import { noSuchRoom, resourceOf, type Current, type Writing } from './writing.server.ts'

/** What a room leaves to its team: for those who were in it and the other members of the team. */
export function createLeaving({ db, clock }: Made, writing: Writing) {
  async function readable(actor: Actor, room: RoomId): Promise<Outcome<Current>> {
    const row = await store.findRoom(db.read, actor.organisation, room)
    if (!row) return noSuchRoom()
    const current = await writing.currentOf(db.read, row)
    const may = can(actor, 'read-summary', resourceOf(current, actor.person))
    return may ? ok(current) : noSuchRoom()
  }

  /** Agreements, actions, themes and totals; never a private text. `startsAt` in epoch ms. */
  async function summary(
    actor: Actor,
    room: RoomId,
  ): Promise<Outcome<Summary & { people: Person[]; startsAt: number }>> {
    const found = await readable(actor, room)
    if (!found.ok) return found
    const { people, room: about } = found.value.state.view
    const startsAt = Date.parse(about.startsAt)
    const { view, beside } = found.value.state
    return ok({ ...summaryOf(view, beside), people, startsAt })
  }

  /** The same as a file to keep or to print. */
  async function summaryPdf(
    actor: Actor,
    room: RoomId,
  ): Promise<Outcome<{ fileName: string; pdf: Buffer }>> {
    const found = await readable(actor, room)
    if (!found.ok) return found
    const { state, row } = found.value
    const startsAt = Date.parse(state.view.room.startsAt)
    const teamName = actor.memberships.find(({ team }) => team === row.team)?.teamName ?? ''
    const { people } = state.view
    const madeAt = clock.now()
    const about = {
      summary: summaryOf(state.view, state.beside),
      people,
      teamName,
      startsAt,
      madeAt,
    }
    const pdf = await pdfOf(summaryPaper(about))
    return ok({ fileName: `room-summary-${londonDay(startsAt)}.pdf`, pdf })
  }

  /** What earlier rooms of this room's team have left to do: for who reads those rooms' summaries. */
  async function carried(actor: Actor, room: RoomId): Promise<CarriedAction[]> {
    const row = await store.findRoom(db.read, actor.organisation, room)
    if (!row || isPast(row.status)) return []
    const { organisation, team } = row
    const rows = await store.roomsOfTeams(db.read, organisation, [team], actor.person)
    const earlier: Earlier[] = []
    for (const one of rows.reverse()) {
      if (!isPast(one.room.status)) continue
      const current = await writing.currentOf(db.read, one.room)
      if (!can(actor, 'read-summary', resourceOf(current, actor.person))) continue
      const { view, beside } = current.state
      earlier.push({ view, done: beside.done })
      if (hasAgreed(current.state.view)) break
    }
    return carriedActions(earlier)
  }

  return { summary, summaryPdf, carried }
}
