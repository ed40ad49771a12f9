import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { AuditAction } from '#server/audit/rules/audit-actions.ts'
import type { Mail } from '#server/mail/mail.server.ts'
import { mailAddress } from '#server/mail/rules/letter.ts'
import {
  addressInUseLetter,
  invitationLetter,
  passwordResetLetter,
  privateAddressLetter,
} from '#server/mail/rules/letters.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Accounts } from './accounts.server.ts'
import { storedToken } from './session-adapter.server.ts'
import type { AddressOwner } from './rules/link-warning.ts'
import * as store from './store.server.ts'
import { tooMany } from './turns.server.ts'

/** Mails an hour for one letter box, so that no stranger fills it; an office asks for more. */
const perBox = 5
const perOffice = 100

/** The addresses of an account: the one it was made with, and a private one once it is confirmed. */
export type OwnAddresses = { email: string; privateAddress: string | null }

/**
 * Private addresses: they keep an account its owner's when the employer's address is gone. An
 * address is added only by a link that was sent to it, opened by whoever asked, signed in.
 */
export function createAddresses(made: {
  db: Database
  clock: Clock
  random: Random
  audit: Audit
  mail: Mail
  accounts: Pick<Accounts, 'linkIn' | 'endPasswordLinksIn' | 'confirmPassword'>
  organisations: Pick<Organisations, 'organisationOf' | 'invitedAddress'>
  /** Where links lead: the configured origin, whatever a request says. */
  origin: string
  limitsOff: boolean
}) {
  const { db, clock, random, audit, mail, accounts, organisations, origin } = made
  const boxes = new RateLimiterMemory({ points: perBox, duration: 3600, keyPrefix: 'box' })
  const offices = new RateLimiterMemory({ points: perOffice, duration: 3600, keyPrefix: 'office' })

  /** Seconds to wait when this is one mail too many. */
  async function waitFor(limiter: RateLimiterMemory, key: string): Promise<number | null> {
    if (made.limitsOff) return null
    try {
      await limiter.consume(storedToken(key))
      return null
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1000)
      throw error
    }
  }

  const link = (path: string, token: string) => `${origin}/${path}/${token}`

  mail.writes('private-address', async ({ person, to }) => {
    const token = await db.tx((tx) => accounts.linkIn(tx, person, 'private-address', to))
    return privateAddressLetter(link('account/address', token))
  })
  mail.writes('password-reset', async ({ person, to }) => {
    const token = await passwordLinkFor(person, to, 'reset')
    return token === null ? null : passwordResetLetter(link('reset-password', token))
  })
  mail.writes('invitation', async ({ person, to }) => {
    const token = await passwordLinkFor(person, to, 'invitation')
    return token === null ? null : invitationLetter(link('invitations', token))
  })
  mail.writes('address-in-use', () => Promise.resolve(addressInUseLetter()))

  async function own(person: PersonId, read: Queries = db.read): Promise<OwnAddresses> {
    const account = await store.findById(read, person)
    const confirmed = await store.privateAddressOf(read, person)
    return { email: account?.email ?? '', privateAddress: confirmed }
  }

  /**
   * Where mail about the account goes: never to an employer that its owner has left, and nowhere
   * where no mail can be sent to its address.
   */
  async function mailboxOf(person: PersonId, read: Queries = db.read): Promise<string | null> {
    const { email, privateAddress } = await own(person, read)
    const isTheirs = privateAddress ?? (await organisations.organisationOf(read, person))
    return isTheirs ? (mailAddress.safeParse(privateAddress ?? email).data ?? null) : null
  }

  /**
   * The address they have at work, or were invited by and have not come in yet; null where the only
   * one is private.
   */
  async function workAddressOf(person: PersonId): Promise<string | null> {
    const { email, privateAddress } = await own(person)
    if (email === privateAddress) return null
    const known = email === '' ? await organisations.invitedAddress(db.read, person) : email
    return mailAddress.safeParse(known).data ?? null
  }

  /** A link that sets the password; null where `to` is not the account's letter box any more. */
  function passwordLinkFor(
    person: PersonId,
    to: string,
    purpose: 'reset' | 'invitation',
  ): Promise<string | null> {
    return db.tx(async (tx) =>
      (await mailboxOf(person, tx)) === to ? accounts.linkIn(tx, person, purpose) : null,
    )
  }

  return {
    own,
    mailboxOf,
    workAddressOf,

    /** Whose accounts there are after `after`, a few at once; none: that was the last. */
    everybody: (after: PersonId | null, limit: number) => store.peopleAfter(db.read, after, limit),

    /**
     * Sends a link to `address` by which it becomes the actor's private one. The answer is the same
     * whether or not somebody here has that address. The password is asked for once more: whoever
     * sits down at an open computer would otherwise take the account along. (OWASP ASVS 5.0, 7.5.1)
     */
    async askForPrivate(
      actor: Actor,
      { address, password }: { address: string; password: string },
    ): Promise<Outcome<null>> {
      if (!can(actor, 'write', { kind: 'own-record', owner: actor.person })) {
        return refuse('not_found', 'There is no such account.')
      }
      const { email, privateAddress } = await own(actor.person)
      if (address === email || address === privateAddress) {
        return refuse('invalid', 'You sign in with this address already. Enter another one.', {
          field: 'address',
        })
      }
      const confirmed = await accounts.confirmPassword(actor.person, password)
      if (!confirmed.ok) return confirmed
      const wait = await waitFor(boxes, `private ${actor.person}`)
      if (wait !== null) return tooMany(wait)
      const taken = await store.findByEmail(db.read, address)
      await db.tx((tx) =>
        mail.postIn(tx, {
          kind: taken ? 'address-in-use' : 'private-address',
          ...{ key: random.uuid(), person: actor.person, to: address },
        }),
      )
      return ok(null)
    },

    /** The same by an operator, where no mails are sent: they hand the link over themselves. */
    async privateLinkFor(email: string, address: string): Promise<Outcome<string>> {
      const account = await store.findByEmail(db.read, email)
      if (!account) return refuse('not_found', 'Nobody here has that e-mail address.')
      if (await store.findByEmail(db.read, address)) {
        return refuse('invalid', 'That address belongs to an account already.')
      }
      const token = await db.tx((tx) => accounts.linkIn(tx, account.id, 'private-address', address))
      return ok(link('account/address', token))
    },

    /** The address that a link of the actor's would confirm; null for any other link. */
    async addressOfLink(actor: Actor, token: string): Promise<string | null> {
      const found = await store.findAddressLink(db.read, storedToken(token), clock.now())
      return found?.person === actor.person ? found.address : null
    },

    /** Confirms the address of a link, once, for the person who asked for it. */
    async confirmPrivate(actor: Actor, token: string): Promise<Outcome<string>> {
      const gone = refuse(
        'not_found',
        'This link has been used, is too old, or belongs to another account. Ask for a new one.',
      )
      return db.tx(async (tx) => {
        const found = await store.findAddressLink(tx, storedToken(token), clock.now())
        if (!found || found.person !== actor.person) return gone
        await store.useAddressLinksOf(tx, actor.person, clock.now())
        // What lies in the letter box of before is worth nothing any more.
        await accounts.endPasswordLinksIn(tx, actor.person)
        if (await store.findByEmail(tx, found.address)) return gone
        await store.putPrivateAddress(tx, actor.person, found.address, clock.now())
        const isEmployed = await organisations.organisationOf(tx, actor.person)
        if (!isEmployed) await store.keepPrivateAddressOnly(tx, actor.person)
        await audit.recordIn(tx, await line(tx, actor.person, 'address.confirm'))
        return ok(found.address)
      })
    },

    /** Removes it, unless it is all that the account has: that would shut its owner out for good. */
    removePrivate({ person }: Actor): Promise<Outcome<null>> {
      return db.tx(async (tx): Promise<Outcome<null>> => {
        const { email, privateAddress } = await own(person, tx)
        const isEmployed = await organisations.organisationOf(tx, person)
        if (!isEmployed || email === privateAddress) {
          return refuse(
            'invalid',
            'This is the only address you have here, so it stays: you sign in with it. To change it, add another one.',
          )
        }
        await store.deletePrivateAddress(tx, person)
        await accounts.endPasswordLinksIn(tx, person)
        await audit.recordIn(tx, await line(tx, person, 'address.remove'))
        return ok(null)
      })
    },

    /**
     * Whether the owner of the account with `email` belongs to an organisation, and whether that
     * address is one that they have confirmed as their own; null where there is no such account.
     */
    async ownerOf(email: string): Promise<AddressOwner | null> {
      const account = await store.findByEmail(db.read, email)
      if (!account) return null
      const organisation = await organisations.organisationOf(db.read, account.id)
      const { privateAddress } = await own(account.id)
      return { isEmployed: organisation !== null, isPrivate: privateAddress === email }
    },

    /** Somebody leaves their employer: what stays is the address that is theirs, if there is one. */
    keepPrivateIn: (tx: Transaction, person: PersonId) => store.keepPrivateAddressOnly(tx, person),

    /**
     * Sends a link for a new password to whoever has that address. The same answer and the same
     * work where nobody has it.
     */
    async askForReset(email: string, from: string): Promise<Outcome<null>> {
      const wait = (await waitFor(boxes, `reset ${email}`)) ?? (await waitFor(offices, from))
      if (wait !== null) return tooMany(wait)
      const account = await store.findByEmail(db.read, email)
      const mailbox = account ? await mailboxOf(account.id) : null
      await db.tx(async (tx) => {
        const unknown = { action: 'password.ask', object: 'unknown person' } as const
        await audit.recordIn(tx, account ? await line(tx, account.id, unknown.action) : unknown)
        if (!account || mailbox === null) return
        const key = random.uuid()
        await mail.postIn(tx, { kind: 'password-reset', key, person: account.id, to: mailbox })
      })
      return ok(null)
    },

    /**
     * Puts an invitation down to be sent, inside the caller's transaction: to somebody new, who
     * chooses a password by it, or to whoever has an account with that address already.
     */
    inviteIn: (
      tx: Transaction,
      person: PersonId,
      to: string,
      kind: 'invitation' | 'asked-in' = 'invitation',
    ) => mail.postIn(tx, { kind, key: random.uuid(), person, to }),

    /** Seconds to wait where another invitation to the same person is one mail too many. */
    waitToInvite: (person: PersonId) => waitFor(boxes, `invitation ${person}`),

    /** The whole address of an invitation, to be handed over. */
    invitationAddress: (token: string) => link('invitations', token),
  }

  async function line(tx: Transaction, person: PersonId, action: AuditAction) {
    const organisation = await organisations.organisationOf(tx, person)
    return { ...(organisation ? { organisation } : {}), person, action, object: `person ${person}` }
  }
}

export type Addresses = ReturnType<typeof createAddresses>
