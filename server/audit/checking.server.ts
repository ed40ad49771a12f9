import { setTimeout as after } from 'node:timers/promises'
import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { createBreath } from '#server/platform/breath.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { verifyAuditLog } from './verifying.server.ts'

const dayMs = 24 * 3_600_000
/** Nobody presses a long walk through the log more often than this. */
const againAfterMs = 60_000
/** As long as a page waits: a short log is walked by then. */
const patienceMs = 300

/** What the last walk over the whole log found, and whether another is under way. */
export type AuditCheck = { last: { at: number; isWhole: boolean } | null; isUnderWay: boolean }

/**
 * Whether the log is still what was written, for an administrator. The walk takes long where the log
 * is long, so it is made beside the requests, in slices, one at a time, and its result is kept.
 */
export function createChecking({ db, clock }: { db: Database; clock: Clock }) {
  let last: AuditCheck['last'] = null
  let going: Promise<void> | null = null

  function start(): Promise<void> {
    going ??= walk().finally(() => {
      going = null
    })
    return going
  }

  async function walk(): Promise<void> {
    const at = clock.now()
    const { broken } = await verifyAuditLog(db.read, createBreath())
    last = { at, isWhole: broken === null }
  }

  const mayRead = (actor: Actor) =>
    can(actor, 'read-audit', { kind: 'organisation', organisation: actor.organisation })

  return {
    /** The last check; the first of a day begins one. */
    async checked(actor: Actor): Promise<AuditCheck> {
      if (!mayRead(actor)) return { last: null, isUnderWay: false }
      if (!last || clock.now() - last.at > dayMs) await Promise.race([start(), waited()])
      return { last, isUnderWay: going !== null }
    },

    /** Has the log checked once more, unless that was done just now. */
    async checkAgain(actor: Actor): Promise<void> {
      if (!mayRead(actor) || (last && clock.now() - last.at < againAfterMs)) return
      await Promise.race([start(), waited()])
    },
  }
}

const waited = () => after(patienceMs, undefined, { ref: false })
