import { Lucia, TimeSpan } from 'lucia'
import type { Database, Queries, Transaction } from '#db/connection.ts'
import { afterCommit } from '#db/transaction.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { personId, type OrganisationId, type PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import { createOneTimeLinks } from './one-time-links.server.ts'
import { createPasswords, isWeak } from './passwords.server.ts'
import {
  absoluteMs,
  createSessionAdapter,
  endOf,
  idleMs,
  storedToken,
  type EndedSessions,
  type SignedIn,
} from './session-adapter.server.ts'
import { createStandings } from './standings.server.ts'
import * as store from './store.server.ts'
import { createThrottle, type Try } from './throttle.server.ts'
import { inTime, tooMany } from './turns.server.ts'

const touchEveryMs = 60_000
export type { EndedSessions, SignedIn } from './session-adapter.server.ts'

/** An id that no person has. */
const nobody = personId.parse('00000000-0000-4000-8000-000000000000')

/**
 * Where somebody signs in: on a shared computer nothing is kept on the device; `knownDevice` names a
 * browser that they have signed in from before.
 */
export type Device = { sharedDevice?: boolean; knownDevice?: string | null }

/** People, sign-in and sessions. */
export function createAccounts({
  db,
  clock,
  random,
  audit,
  secure,
  isDemonstration,
  actorFor,
  organisationOf,
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
  /** Who a person is today; see organisations. */
  actorFor: (person: PersonId) => Promise<Actor | null>
  /** Whose people somebody belongs to; null when to nobody's. */
  organisationOf: (read: Queries, person: PersonId) => Promise<OrganisationId | null>
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

  const listeners = new Set<(ended: EndedSessions) => void>()

  function tell(ended: EndedSessions): void {
    for (const listener of listeners) listener(ended)
  }

  function token(): string {
    return Buffer.from(random.bytes(32)).toString('base64url')
  }

  function cookieOf(value: string): string {
    const cookie = lucia.createSessionCookie(value)
    // Without a lifetime the cookie ends with the browser; the session's own end is ours to keep.
    delete cookie.attributes.maxAge
    return cookie.serialize()
  }

  /** A new session with its line in the audit log, both or neither. */
  async function startIn(
    tx: Transaction,
    person: PersonId,
    { sharedDevice = false }: Device = {},
  ): Promise<SignedIn> {
    const value = token()
    const now = clock.now()
    await store.insertSession(tx, {
      id: storedToken(value),
      person,
      expiresAt: now + idleMs,
      absoluteAt: now + absoluteMs,
      sharedDevice,
    })
    await audit.recordIn(tx, {
      ...(await belonging(tx, person)),
      ...{ person, action: 'sign-in', object: `person ${person}` },
    })
    return { person, token: value, cookie: cookieOf(value) }
  }

  async function sessionOf(
    cookies: string | undefined,
  ): Promise<{ person: PersonId; token: string; sharedDevice: boolean } | null> {
    const value = lucia.readSessionCookie(cookies ?? '')
    if (!value) return null
    const { session } = await lucia.validateSession(value)
    if (!session) return null
    const stored = await store.findSession(db.read, storedToken(value))
    const now = clock.now()
    if (stored && stored.expiresAt < now + idleMs - touchEveryMs) {
      await db.tx((tx) => store.extendSession(tx, stored.id, { now, expiresAt: now + idleMs }))
    }
    return { person: session.userId, token: value, sharedDevice: stored?.sharedDevice ?? false }
  }

  /** The organisation whose administrator reads about it. */
  async function belonging(
    read: Queries,
    person: PersonId,
  ): Promise<{ organisation?: OrganisationId }> {
    const organisation = await organisationOf(read, person)
    return organisation ? { organisation } : {}
  }

  async function refused(account: store.Account | null): Promise<void> {
    // Asked for an unknown account too: the same work for both. (T8)
    const organisation = await belonging(db.read, account?.id ?? nobody)
    await audit.record({
      ...(account ? { ...organisation, person: account.id } : {}),
      action: 'sign-in',
      object: account ? `person ${account.id}` : 'unknown person',
      outcome: 'refused',
    })
  }

  /** Compares the password and, when it is right but stored too weakly, hashes it anew. */
  async function check(
    account: store.Account | null,
    password: string,
  ): Promise<{ right: boolean; raised: string | null }> {
    const stored = account?.passwordHash ?? null
    const right = await passwords.verify(stored, password)
    const raise = right && stored !== null && isWeak(stored)
    return { right, raised: raise ? await passwords.hash(password) : null }
  }

  /**
   * What `make` answers where `password` is that of a signed-in person; null where it is not. A
   * session left open must not become a place to guess it.
   */
  async function withOwnPassword<T>(
    person: PersonId,
    password: string,
    make: () => Promise<T>,
  ): Promise<Outcome<{ stored: string | null; made: T } | null>> {
    // Apart from signing in: strangers who guess there cannot keep the person from this.
    const tried: Try = { account: `own ${person}`, address: person, knownDevice: null }
    const wait = await throttle.take(tried)
    if (wait !== null) return tooMany(wait)
    const stored = (await store.findById(db.read, person))?.passwordHash ?? null
    const done = await inTime(async () =>
      (await passwords.verify(stored, password)) ? { stored, made: await make() } : null,
    )
    if (!done.ok) await throttle.giveBack(tried)
    else if (done.value) await throttle.forgive(tried)
    return done
  }

  const links = createOneTimeLinks({
    ...{ db, clock, audit, passwords, newToken: token },
    ...{ belonging, startIn, tell },
  })
  const wrong = 'That e-mail address and password do not match. Check both and try again.'

  return {
    passwords,

    /** Signs in by password. The same answer and the same work for unknown and known accounts. */
    async signIn(
      email: string,
      password: string,
      address: string,
      device: Device = {},
    ): Promise<Outcome<SignedIn>> {
      const account = await store.findByEmail(db.read, email)
      // One account, one count, by whichever of its addresses somebody tries.
      const tried: Try = {
        account: account ? `person ${account.id}` : `address ${email}`,
        ...{ address, knownDevice: device.knownDevice ?? null },
      }
      const wait = await throttle.take(tried)
      if (wait !== null) return tooMany(wait)
      const checked = await inTime(() => check(account, password))
      if (!checked.ok) {
        await throttle.giveBack(tried)
        return checked
      }
      const stored = account?.passwordHash
      if (!checked.value.right || !account || !stored) {
        await throttle.blame(tried)
        await refused(account)
        return refuse('invalid', wrong, { field: 'email' })
      }
      await throttle.forgive(tried)
      const { raised } = checked.value
      const signedIn = await db.tx(async (tx) => {
        // The password may have been changed while the old one was being checked.
        if ((await store.findById(tx, account.id))?.passwordHash !== stored) return null
        if (raised) await store.setPasswordHash(tx, account.id, raised)
        return startIn(tx, account.id, device)
      })
      return signedIn ? ok(signedIn) : refuse('invalid', wrong, { field: 'email' })
    },

    /** Signs in as somebody of the demonstration organisation; refused everywhere else. */
    async tryAs(person: PersonId): Promise<Outcome<SignedIn>> {
      const account = (await isDemonstration(person)) ? await store.findById(db.read, person) : null
      if (!account) return refuse('not_found', 'There is no such person in the demonstration.')
      return ok(await db.tx((tx) => startIn(tx, account.id)))
    },

    /**
     * Whose session a Cookie header carries, extended once a minute while it is used; null when it
     * carries none or the session has ended.
     */
    sessionOf,

    /** The same with who the person is today; null also when they belong nowhere any more. */
    async actorOfCookie(
      cookies: string | undefined,
    ): Promise<{ actor: Actor; session: string } | null> {
      const session = await sessionOf(cookies)
      const actor = session ? await actorFor(session.person) : null
      return session && actor ? { actor, session: session.token } : null
    },

    /** Calls `listener` whenever sessions end before their time; answers how to stop that. */
    whenEnded(listener: (ended: EndedSessions) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /**
     * Whose session has just ended, by time, a change of rights or a new password elsewhere, so that
     * what they posted can be sealed to them alone. One that was signed out is nobody's.
     */
    async endedSessionOf(cookies: string | undefined): Promise<PersonId | null> {
      const value = lucia.readSessionCookie(cookies ?? '')
      if (!value) return null
      const stored = await store.findSession(db.read, storedToken(value))
      if (!stored || endOf(stored) > clock.now()) return null
      return stored.expiresAt > clock.now() - absoluteMs ? stored.person : null
    },

    async signOut(value: string): Promise<string> {
      await lucia.invalidateSession(value)
      tell({ token: value })
      return lucia.createBlankSessionCookie().serialize()
    },

    /**
     * Makes an account without a password inside the caller's transaction, or answers the known one.
     * Its id is `as`, where somebody is known by one already.
     */
    async accountIn(
      tx: Transaction,
      email: string,
      as?: PersonId,
    ): Promise<{ person: PersonId; isNew: boolean }> {
      const known = await store.findByEmail(tx, email)
      if (known) return { person: known.id, isNew: false }
      const id = as ?? personId.parse(random.uuid())
      await store.insertPerson(tx, { id, email, passwordHash: null, createdAt: clock.now() })
      return { person: id, isNew: true }
    },

    /** Whose account an address is; null when there is none. */
    async personWith(read: Queries, email: string): Promise<PersonId | null> {
      return (await store.findByEmail(read, email))?.id ?? null
    },

    /** The same by the address that an employer gave; whose private address it is stays untold. */
    async personAtWork(read: Queries, email: string): Promise<PersonId | null> {
      return (await store.findByWorkEmail(read, email))?.id ?? null
    },

    /** Whether somebody has ever set a password: before that nobody has been in the account. */
    async hasPassword(read: Queries, person: PersonId): Promise<boolean> {
      return ((await store.findById(read, person))?.passwordHash ?? null) !== null
    },

    ...links,
    ...createStandings({ clock }),

    setPasswordHashIn: (tx: Transaction, person: PersonId, hash: string) =>
      store.setPasswordHash(tx, person, hash),

    /** Changes the password of a signed-in person; every other session ends, and every link. */
    async changePassword(
      person: PersonId,
      current: string,
      next: string,
      device: Device = {},
    ): Promise<Outcome<SignedIn>> {
      const notYours = refuse('invalid', 'That is not your current password.', {
        field: 'currentPassword',
      })
      const proved = await withOwnPassword(person, current, () => passwords.hash(next))
      if (!proved.ok) return proved
      if (proved.value === null) {
        await audit.record({
          ...(await belonging(db.read, person)),
          ...{ person, action: 'password.change', object: `person ${person}`, outcome: 'refused' },
        })
        return notYours
      }
      const { stored, made: hash } = proved.value
      const signedIn = await db.tx(async (tx) => {
        if ((await store.findById(tx, person))?.passwordHash !== stored) return null
        await store.setPasswordHash(tx, person, hash)
        await store.useLinksOf(tx, person, clock.now())
        await store.endSessionsOf(tx, person, clock.now())
        await audit.recordIn(tx, {
          ...(await belonging(tx, person)),
          ...{ person, action: 'password.change', object: `person ${person}` },
        })
        return startIn(tx, person, device)
      })
      if (signedIn) tell({ person })
      return signedIn ? ok(signedIn) : notYours
    },

    /** Whether `password` is that of a signed-in person, before something that cannot be undone. */
    async confirmPassword(person: PersonId, password: string): Promise<Outcome<null>> {
      const proved = await withOwnPassword(person, password, () => Promise.resolve())
      if (!proved.ok) return proved
      if (proved.value) return ok(null)
      return refuse('invalid', 'That is not your password.', { field: 'password' })
    },

    /** The cookie that takes the session's place in a browser that is signed out. */
    blankCookie: () => lucia.createBlankSessionCookie().serialize(),

    /** What somebody may do has changed: they sign in anew, with a new token. (T7) */
    async endSessionsIn(tx: Transaction, person: PersonId): Promise<void> {
      await store.endSessionsOf(tx, person, clock.now())
      afterCommit(() => tell({ person }))
    },

    /** The same where they did it themselves: they go on in a new session. */
    async renewSessionIn(tx: Transaction, person: PersonId, device?: Device): Promise<SignedIn> {
      await store.endSessionsOf(tx, person, clock.now())
      afterCommit(() => tell({ person }))
      return startIn(tx, person, device)
    },

    async emailOf(person: PersonId): Promise<string | null> {
      return (await store.findById(db.read, person))?.email ?? null
    },

    /** Removes sessions and one-time links that nobody can use any more. */
    async forgetEnded(): Promise<void> {
      await lucia.deleteExpiredSessions()
      await db.tx((tx) => store.deleteLinksEndedBefore(tx, clock.now()))
    },
  }
}

export type Accounts = ReturnType<typeof createAccounts>
