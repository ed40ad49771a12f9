import type { Actor } from '#server/access/rules/actor.ts'
import { can, canDisplay } from '#server/access/rules/can.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { sha256 } from '../log/chain.server.ts'
import { invitationOf } from './invitation.server.ts'
import { codeIn } from './joining.server.ts'
import type { Limit } from '../commanding.server.ts'
import type { WhoIsHere } from '../presence/who-is-here.server.ts'
import type { Reading } from '../reading.server.ts'
import type { ScreenPage } from '../rules/invitation.ts'
import { screenOf, type Screen } from '../rules/screen.ts'
import { isOver, roleOf } from '../rules/state.ts'
import type { Made } from '../sources.server.ts'
import * as doors from './doors-store.server.ts'
import { noSuchRoom, resourceOf, type Current, type Writing } from '../writing.server.ts'

/** 128 bits: nobody comes upon it by chance. Only its hash is kept. */
const secretBytes = 16
const mostDisplays = 10
/** For so long a wall says that the room is closed; then its address ends. */
const endsAfterMs = 10 * 60_000

/** A display address in use; who made it, by name. `madeAt` in epoch ms. */
export type Display = { display: string; madeBy: string; madeAt: number }

/** Who asks for a screen: somebody signed in, a wall with a display's secret, or both. */
export type ScreenAsker = { actor: Actor | null; secret: string | null }

/** The room on a wall, and the addresses that a wall may have for it. */
export function createScreens(
  made: Made,
  writing: Writing,
  reading: Pick<Reading, 'inside'> & Pick<WhoIsHere, 'here'> & { limit: Limit },
) {
  const { db, clock, random, organisations, audit } = made

  /** The room for those who lead it. */
  async function leading(actor: Actor, room: RoomId): Promise<Outcome<Current>> {
    const found = await reading.inside(actor, room)
    if (!found.ok) return found
    const { current } = found.value
    return can(actor, 'invite', resourceOf(current, actor.person))
      ? ok(current)
      : refuse('forbidden', 'Only those who lead the room do this.')
  }

  async function byActor(actor: Actor | null, room: RoomId): Promise<Outcome<Current>> {
    if (!actor) return noSuchRoom()
    const found = await reading.inside(actor, room)
    if (!found.ok) return found
    const { current } = found.value
    return can(actor, 'read-screen', resourceOf(current, actor.person))
      ? ok(current)
      : refuse('forbidden', 'Only those who lead the room open its screen.')
  }

  async function bySecret(room: RoomId, secret: string): Promise<Outcome<Current>> {
    const display = await doors.findDisplay(db.read, room, sha256(secret))
    if (!display || !canDisplay('read-screen')) return noSuchRoom()
    const current = await writing.currentOf(db.read, display.room)
    if (display.revoked || !(await isOneOfThem(current, display.madeBy))) {
      return refuse(
        'closed',
        'This display address was stopped. Ask the person who leads the room for a new one.',
      )
    }
    const { closedAt } = current.state
    return closedAt !== undefined && clock.now() - closedAt > endsAfterMs
      ? refuse('closed', 'This room is over, and so is its display address.')
      : ok(current)
  }

  /** Whether who made an address is still in the room, and with the employer. */
  async function isOneOfThem({ row, state }: Current, madeBy: PersonId): Promise<boolean> {
    if (!roleOf(state.view, madeBy)) return false
    return (await organisations.hereAmong(db.read, row.organisation, [madeBy])).has(madeBy)
  }

  async function pageOf(current: Current, origin: string): Promise<ScreenPage<Screen>> {
    const { row, state } = current
    const { view, beside } = state
    const here = reading.here(row.id, view)
    const { rules, parts = [], speaks = {} } = row.setup
    const now = clock.now()
    const screen = screenOf({ view, beside, rules, parts, speaks, here, now })
    const isOpen = view.room.status !== 'scheduled' && !isOver(view)
    const code = isOpen ? await codeOf(row.id) : null
    return { room: row.id, screen, invitation: code === null ? null : invitationOf(code, origin) }
  }

  async function codeOf(room: RoomId): Promise<string> {
    return (await doors.codeOf(db.read, room)) ?? (await db.tx((tx) => codeIn(tx, room, made)))
  }

  return {
    /**
     * The room as a wall shows it: for those who lead it, and for whoever has a display's secret. An
     * address that was stopped, ended with its room, or whose maker has gone is told so (`closed`),
     * one that is asked too often waits (`too_many`); `origin` is the configured one.
     */
    async screen(
      { actor, secret }: ScreenAsker,
      room: RoomId,
      origin: string,
    ): Promise<Outcome<ScreenPage<Screen>>> {
      const tooMany = reading.limit(
        secret === null ? (actor?.person ?? '') : sha256(secret),
        'wall',
      )
      if (tooMany) {
        const message = 'This screen asks too often. It shows the room again in a moment.'
        return refuse('too_many', message, { retryAfter: tooMany.retryAfter ?? 1 })
      }
      const found = secret === null ? await byActor(actor, room) : await bySecret(room, secret)
      return found.ok ? ok(await pageOf(found.value, origin)) : found
    },

    /** Display addresses of the room that are in use, the newest first; for those who lead it. */
    async displays(actor: Actor, room: RoomId): Promise<Outcome<Display[]>> {
      const found = await leading(actor, room)
      if (!found.ok) return found
      const rows = await doors.displaysOf(db.read, room)
      const makers = [...new Set(rows.map(({ madeBy }) => madeBy))]
      const people = await organisations.people(db.read, actor.organisation, makers)
      const names = new Map(people.map(({ person, name }) => [person, name]))
      return ok(
        rows.map(({ id, madeBy, createdAt }) => ({
          display: id,
          madeBy: names.get(madeBy) ?? '',
          madeAt: createdAt,
        })),
      )
    },

    /** Makes a display address; its secret is answered here and never again. */
    async makeDisplay(actor: Actor, room: RoomId): Promise<Outcome<{ secret: string }>> {
      const found = await leading(actor, room)
      if (!found.ok) return found
      if ((await doors.displaysOf(db.read, room)).length >= mostDisplays) {
        return refuse('invalid', 'This room has 10 display addresses. Stop one of them first.')
      }
      const secret = Buffer.from(random.bytes(secretBytes)).toString('base64url')
      const row: doors.DisplayRow = {
        id: random.uuid(),
        room,
        secretHash: sha256(secret),
        madeBy: actor.person,
        createdAt: clock.now(),
        revokedAt: null,
      }
      await db.tx(async (tx) => {
        await doors.insertDisplay(tx, row)
        await audit.recordIn(tx, { ...by(actor), action: 'display.make', object: `room ${room}` })
      })
      return ok({ secret })
    },

    /** Stops a display address at once and for good. */
    async stopDisplay(actor: Actor, room: RoomId, display: string): Promise<Outcome<null>> {
      const found = await leading(actor, room)
      if (!found.ok) return found
      const stopped = await db.tx(async (tx) => {
        const done = await doors.revokeDisplay(tx, room, display, clock.now())
        const line = { ...by(actor), action: 'display.stop', object: `room ${room}` } as const
        if (done) await audit.recordIn(tx, line)
        return done
      })
      return stopped ? ok(null) : refuse('not_found', 'This display address is stopped already.')
    },
  }
}

function by({ organisation, person }: Actor) {
  return { organisation, person }
}
