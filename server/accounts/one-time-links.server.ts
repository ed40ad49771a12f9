import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Passwords } from './passwords.server.ts'
import { storedToken, type EndedSessions, type SignedIn } from './session-adapter.server.ts'
import * as store from './store.server.ts'
import { inTime } from './turns.server.ts'

const invitationMs = 14 * 24 * 60 * 60_000
const resetMs = 60 * 60_000

/**
 * One-time links: each sets a first or a new password, or confirms a private address, once and for
 * a while. What is kept of a link opens nothing.
 */
export function createOneTimeLinks({
  db,
  clock,
  audit,
  passwords,
  newToken,
  belonging,
  startIn,
  tell,
}: {
  db: Database
  clock: Clock
  audit: Pick<Audit, 'recordIn'>
  passwords: Pick<Passwords, 'hash'>
  newToken: () => string
  belonging: (read: Queries, person: PersonId) => Promise<{ organisation?: OrganisationId }>
  startIn: (tx: Transaction, person: PersonId) => Promise<SignedIn>
  tell: (ended: EndedSessions) => void
}) {
  async function linkIn(
    tx: Transaction,
    person: PersonId,
    purpose: store.LinkPurpose,
    address?: string,
  ): Promise<string> {
    const value = newToken()
    const lasts = purpose === 'invitation' ? invitationMs : resetMs
    await store.insertLink(tx, {
      id: storedToken(value),
      person,
      purpose,
      ...(address === undefined ? {} : { address }),
      expiresAt: clock.now() + lasts,
    })
    return value
  }

  return {
    /**
     * A one-time link's token: 14 days for an invitation, 60 minutes for a new password or for the
     * private `address` that it confirms.
     */
    linkIn,

    async linkFor(email: string): Promise<Outcome<string>> {
      const account = await store.findByEmail(db.read, email)
      if (!account) return refuse('not_found', 'Nobody here has that e-mail address.')
      return ok(await db.tx((tx) => linkIn(tx, account.id, 'reset')))
    },

    async isOpen(value: string, purpose: store.LinkPurpose): Promise<boolean> {
      return (await store.findLink(db.read, storedToken(value), purpose, clock.now())) !== null
    },

    /** No link that is out sets the person's password any more: its letter box may be another's. */
    endPasswordLinksIn: (tx: Transaction, person: PersonId) =>
      store.usePasswordLinksOf(tx, person, clock.now()),

    /** Sets the password by a one-time link, ends every session, and signs in with a new one. */
    async setPassword(
      value: string,
      purpose: store.LinkPurpose,
      password: string,
    ): Promise<Outcome<SignedIn>> {
      const gone = refuse(
        'not_found',
        'This link has been used, is too old or has been ended. Ask for a new one.',
      )
      const id = storedToken(value)
      if (!(await store.findLink(db.read, id, purpose, clock.now()))) return gone
      const hashed = await inTime(() => passwords.hash(password))
      if (!hashed.ok) return hashed
      const signedIn = await db.tx(async (tx) => {
        const owner = await store.findLink(tx, id, purpose, clock.now())
        if (!owner) return null
        await store.useLinksOf(tx, owner, clock.now())
        await store.setPasswordHash(tx, owner, hashed.value)
        await store.endSessionsOf(tx, owner, clock.now())
        await audit.recordIn(tx, {
          ...(await belonging(tx, owner)),
          ...{ person: owner, action: 'password.set', object: `person ${owner}` },
        })
        return startIn(tx, owner)
      })
      if (signedIn) tell({ person: signedIn.person })
      return signedIn ? ok(signedIn) : gone
    },
  }
}
