import { createHash } from 'node:crypto'
import type { Adapter, DatabaseSession } from 'lucia'
import type { Database } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import * as store from './store.server.ts'

declare module 'lucia' {
  interface Register {
    UserId: PersonId
  }
}

export const idleMs = 60 * 60_000
export const absoluteMs = 12 * 60 * 60_000

/** Sessions that have just ended: one by its token, or all of a person. */
export type EndedSessions = { token: string } | { person: PersonId }
export type SignedIn = { person: PersonId; token: string; cookie: string }

/** What is stored of a token: its SHA-256, so a copy of the database opens nothing. */
export function storedToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The end of a session: 60 idle minutes, or 12 hours after signing in, whichever comes first. */
export function endOf(session: { expiresAt: number; absoluteAt: number }): number {
  return Math.min(session.expiresAt, session.absoluteAt)
}

/**
 * Lucia's adapter on our store. Lucia alone neither hashes tokens nor ends a session absolutely;
 * this does both, by our own clock: an ended session is simply not there.
 */
export function createSessionAdapter(db: Database, clock: Clock): Adapter {
  return {
    async getSessionAndUser(token) {
      const row = await store.findSession(db.read, storedToken(token))
      const now = clock.now()
      if (!row || endOf(row) <= now) return [null, null]
      // Lucia compares with the machine's clock: hand it what is left of the session by ours.
      const expiresAt = new Date(Date.now() + (endOf(row) - now))
      return [
        { id: token, userId: row.person, expiresAt, attributes: {} },
        { id: row.person, attributes: {} },
      ]
    },
    getUserSessions: () => Promise.resolve([]),
    setSession: (session: DatabaseSession) =>
      db.tx((tx) =>
        store.insertSession(tx, {
          id: storedToken(session.id),
          person: session.userId,
          expiresAt: clock.now() + idleMs,
          absoluteAt: clock.now() + absoluteMs,
          sharedDevice: false,
        }),
      ),
    // Extended by our own touch each minute: Lucia would only do it in the second half.
    updateSessionExpiration: () => Promise.resolve(),
    deleteSession: (token) => db.tx((tx) => store.deleteSession(tx, storedToken(token))),
    deleteUserSessions: (person) => db.tx((tx) => store.endSessionsOf(tx, person, clock.now())),
    deleteExpiredSessions: () =>
      db.tx((tx) => store.deleteSessionsEndedBefore(tx, clock.now() - absoluteMs)),
  }
}
