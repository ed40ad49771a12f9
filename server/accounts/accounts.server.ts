import { Lucia, TimeSpan } from 'lucia'
import type { Database, Transaction } from '#db/connection.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { personId, type PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import { createPasswords, isWeak, TooManyHashes } from './passwords.server.ts'
import {
  absoluteMs,
  createSessionAdapter,
  endOf,
  idleMs,
  storedToken,
} from './session-adapter.server.ts'
import * as store from './store.server.ts'
import { createThrottle } from './throttle.server.ts'

const touchEveryMs = 60_000
const invitationMs = 14 * 24 * 60 * 60_000
const resetMs = 60 * 60_000

export type SignedIn = { person: PersonId; token: string; cookie: string }

/** People, sign-in and sessions. */
export function createAccounts({
  db,
  clock,
  random,
  audit,
  secure,
  isDemonstration,
  limitsOff,
}: {
  db: Database
  clock: Clock
  random: Random
  audit: Audit
  /** The origin is https: the cookie then carries the __Host- prefix. */
  secure: boolean
  /** Whether somebody belongs to the demonstration and this installation shows it. */
  isDemonstration: (person: PersonId) => Promise<boolean>
  limitsOff: boolean
}) {
  const passwords = createPasswords()
  const throttle = createThrottle({ off: limitsOff })
  const lucia = new Lucia(createSessionAdapter(db, clock), {
    sessionExpiresIn: new TimeSpan(idleMs / 60_000, 'm'),
    sessionCookie: {
      name: secure ? '__Host-session' : 'session',
      expires: false,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
  })

  function token(): string {
    return Buffer.from(random.bytes(32)).toString('base64url')
  }

  function cookieOf(value: string): string {
    const cookie = lucia.createSessionCookie(value)
    // Without a lifetime the cookie ends with the browser; the session's own end is ours to keep.
    delete cookie.attributes.maxAge
    return cookie.serialize()
  }

  async function start(person: PersonId): Promise<SignedIn> {
    const session = await lucia.createSession(person, {}, { sessionId: token() })
    await audit.record({ person, action: 'sign-in', object: `person ${person}` })
    return { person, token: session.id, cookie: cookieOf(session.id) }
  }

  async function link(
    tx: Transaction,
    person: PersonId,
    purpose: store.LinkPurpose,
  ): Promise<string> {
    const value = token()
    const lasts = purpose === 'invitation' ? invitationMs : resetMs
    await store.insertLink(tx, {
      id: storedToken(value),
      person,
      purpose,
      expiresAt: clock.now() + lasts,
    })
    return value
  }

  const wrong = 'That e-mail address and password do not match. Check both and try again.'

  return {
    passwords,

    /** Signs in by password. The same answer and the same work for unknown and known accounts. */
    async signIn(email: string, password: string, address: string): Promise<Outcome<SignedIn>> {
      const wait = await throttle.take(email, address)
      if (wait !== null) {
        return refuse(
          'too_many',
          `There were too many tries. Wait ${Math.ceil(wait / 60)} minutes, then try again.`,
          { retryAfter: wait },
        )
      }
      const account = await store.findByEmail(db.read, email)
      try {
        const right = await passwords.verify(account?.passwordHash ?? null, password)
        if (!right || !account?.passwordHash) return refuse('invalid', wrong, { field: 'email' })
        if (isWeak(account.passwordHash)) {
          const raised = await passwords.hash(password)
          await db.tx((tx) => store.setPasswordHash(tx, account.id, raised))
        }
      } catch (error) {
        if (!(error instanceof TooManyHashes)) throw error
        return refuse(
          'unavailable',
          'Many people are signing in just now. Try again in a few seconds.',
          {
            retryAfter: error.retryAfter,
          },
        )
      }
      await throttle.forgive(email, address)
      return ok(await start(account.id))
    },

    /** Signs in as somebody of the demonstration organisation; refused everywhere else. */
    async tryAs(person: PersonId): Promise<Outcome<SignedIn>> {
      const account = (await isDemonstration(person)) ? await store.findById(db.read, person) : null
      if (!account) return refuse('not_found', 'There is no such person in the demonstration.')
      return ok(await start(account.id))
    },

    /**
     * Whose session a Cookie header carries, extended once a minute while it is used; null when it
     * carries none or the session has ended.
     */
    async sessionOf(
      cookies: string | undefined,
    ): Promise<{ person: PersonId; token: string } | null> {
      const value = lucia.readSessionCookie(cookies ?? '')
      if (!value) return null
      const { session } = await lucia.validateSession(value)
      if (!session) return null
      const stored = await store.findSession(db.read, storedToken(value))
      if (stored && stored.expiresAt < clock.now() + idleMs - touchEveryMs) {
        await db.tx((tx) => store.extendSession(tx, stored.id, clock.now() + idleMs))
      }
      return { person: session.userId, token: value }
    },

    /** Whose session has just ended, so that what they posted can be sealed to them alone. */
    async endedSessionOf(cookies: string | undefined): Promise<PersonId | null> {
      const value = lucia.readSessionCookie(cookies ?? '')
      if (!value) return null
      const stored = await store.findSession(db.read, storedToken(value))
      if (!stored || endOf(stored) > clock.now()) return null
      return endOf(stored) > clock.now() - absoluteMs ? stored.person : null
    },

    async signOut(value: string): Promise<string> {
      await lucia.invalidateSession(value)
      return lucia.createBlankSessionCookie().serialize()
    },

    /** Makes an account without a password inside the caller's transaction, or answers the known one. */
    async accountIn(tx: Transaction, email: string): Promise<{ person: PersonId; isNew: boolean }> {
      const known = await store.findByEmail(tx, email)
      if (known) return { person: known.id, isNew: false }
      const id = personId.parse(random.uuid())
      await store.insertPerson(tx, { id, email, passwordHash: null, createdAt: clock.now() })
      return { person: id, isNew: true }
    },

    setPasswordHashIn: (tx: Transaction, person: PersonId, hash: string) =>
      store.setPasswordHash(tx, person, hash),

    /** A one-time link's token: 14 days for an invitation, 60 minutes for a new password. */
    linkIn: link,

    async linkFor(email: string): Promise<Outcome<string>> {
      const account = await store.findByEmail(db.read, email)
      if (!account) return refuse('not_found', 'Nobody here has that e-mail address.')
      return ok(await db.tx((tx) => link(tx, account.id, 'reset')))
    },

    async isOpen(value: string, purpose: store.LinkPurpose): Promise<boolean> {
      return (await store.findLink(db.read, storedToken(value), purpose, clock.now())) !== null
    },

    /** Sets the password by a one-time link, ends every session, and signs in with a new one. */
    async setPassword(
      value: string,
      purpose: store.LinkPurpose,
      password: string,
    ): Promise<Outcome<SignedIn>> {
      const gone = refuse(
        'not_found',
        'This link has been used or is too old. Ask your administrator for a new one.',
      )
      const id = storedToken(value)
      if (!(await store.findLink(db.read, id, purpose, clock.now()))) return gone
      const hash = await passwords.hash(password)
      const person = await db.tx(async (tx) => {
        const owner = await store.findLink(tx, id, purpose, clock.now())
        if (!owner) return null
        await store.useLink(tx, id, clock.now())
        await store.setPasswordHash(tx, owner, hash)
        await store.deleteSessionsOf(tx, owner)
        await audit.recordIn(tx, {
          person: owner,
          action: 'password.set',
          object: `person ${owner}`,
        })
        return owner
      })
      return person ? ok(await start(person)) : gone
    },

    /** Changes the password of a signed-in person; every other session ends. */
    async changePassword(
      person: PersonId,
      current: string,
      next: string,
    ): Promise<Outcome<SignedIn>> {
      const account = await store.findById(db.read, person)
      if (!account || !(await passwords.verify(account.passwordHash, current))) {
        return refuse('invalid', 'That is not your current password.', { field: 'currentPassword' })
      }
      const hash = await passwords.hash(next)
      await db.tx(async (tx) => {
        await store.setPasswordHash(tx, person, hash)
        await store.deleteSessionsOf(tx, person)
        await audit.recordIn(tx, { person, action: 'password.change', object: `person ${person}` })
      })
      return ok(await start(person))
    },

    async emailOf(person: PersonId): Promise<string | null> {
      return (await store.findById(db.read, person))?.email ?? null
    },

    forgetEndedSessions: () => lucia.deleteExpiredSessions(),
  }
}

export type Accounts = ReturnType<typeof createAccounts>
