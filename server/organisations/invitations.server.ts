import type { Database, Transaction } from '#db/connection.ts'
import { isEmployed, type Actor, type TeamRole } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Accounts, Device, SignedIn } from '#server/accounts/accounts.server.ts'
import { storedToken } from '#server/accounts/session-adapter.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Mail } from '#server/mail/mail.server.ts'
import { addressTakenLetter, askedInLetter } from '#server/mail/rules/letters.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import type { Sharing } from '#server/sharing/sharing.server.ts'
import type { Organisations } from './organisations.server.ts'
import * as store from './stand-in-store.server.ts'
import { invitationMs } from './stand-ins.server.ts'

/** What somebody is asked, as they read it: by whom, as whom, into which teams. */
export type OwnInvitation = {
  invitation: PersonId
  organisationName: string
  name: string
  jobTitle: string
  administrator: boolean
  teams: { teamName: string; role: TeamRole }[]
}

const over = () => refuse('not_found', 'This invitation is over. Ask for a new one.')

/** Invitations of people who have an account already: they come in by accepting, not before. */
export function createInvitations({
  db,
  clock,
  audit,
  accounts,
  organisations,
  rooms,
  sharing,
  mail,
  origin,
}: {
  db: Database
  clock: Clock
  audit: Audit
  accounts: Pick<Accounts, 'isOpen' | 'setPassword' | 'renewSessionIn'>
  organisations: Organisations
  rooms: Pick<Rooms, 'handOverIn'>
  sharing: Pick<Sharing, 'leaveIn'>
  mail: Pick<Mail, 'writes'>
  origin: string
}) {
  mail.writes('asked-in', async ({ person, to }) => {
    const asked = await db.tx((tx) => store.sentTo(tx, person, to, clock.now() + invitationMs))
    if (asked === null) return null
    return asked.isSomebody
      ? askedInLetter(`${origin}/account/invitations`)
      : addressTakenLetter(`${origin}/sign-in`)
  })

  /** One that the actor may answer now. */
  async function openFor(tx: Transaction, { person }: Actor, invitation: PersonId) {
    const open = await store.askedOf(tx, person, clock.now())
    return open.find((one) => one.invitation === invitation) ?? null
  }

  const mayAnswer = (actor: Actor) =>
    can(actor, 'write', { kind: 'own-record', owner: actor.person })

  return {
    /** What the actor is asked and has not answered. */
    async own({ person }: Actor): Promise<OwnInvitation[]> {
      const asked = await store.askedOf(db.read, person, clock.now())
      return Promise.all(
        asked.map(async ({ organisation, ...one }) => {
          const teams = await organisations.membershipsOf(db.read, organisation, one.invitation)
          return { ...one, teams: teams.map(({ teamName, role }) => ({ teamName, role })) }
        }),
      )
    },

    /**
     * The actor comes into the organisation, as it has written them down. Only somebody who belongs
     * to none can: leaving an employer is a step of its own. Every session but the new one ends.
     */
    async accept(actor: Actor, invitation: PersonId, device?: Device): Promise<Outcome<SignedIn>> {
      const { person } = actor
      if (!mayAnswer(actor)) return over()
      return db.tx(async (tx): Promise<Outcome<SignedIn>> => {
        const asked = await openFor(tx, actor, invitation)
        if (!asked) return over()
        if (isEmployed(actor) || (await organisations.organisationOf(tx, person)) !== null) {
          return refuse(
            'invalid',
            `You belong to ${actor.organisationName}. Leave it first, on your account page. Then accept.`,
          )
        }
        await rooms.handOverIn(tx, invitation)
        await sharing.leaveIn(tx, invitation)
        const { organisation, name, jobTitle, administrator } = asked
        const teams = await organisations.membershipsOf(tx, organisation, invitation)
        const who = { person, name, jobTitle, administrator }
        await organisations.affiliateIn(tx, organisation, who)
        for (const { team, role } of teams) await organisations.joinTeamIn(tx, team, person, role)
        await store.forgetStandIn(tx, invitation)
        await audit.recordIn(tx, {
          ...{ organisation, person },
          ...{ action: 'invitation.accept', object: `person ${person}` },
        })
        return ok(await accounts.renewSessionIn(tx, person, device))
      })
    },

    /** The actor does not come in. The organisation is told nothing: to it they have not come yet. */
    async decline(actor: Actor, invitation: PersonId): Promise<Outcome<null>> {
      const { person } = actor
      if (!mayAnswer(actor)) return over()
      return db.tx(async (tx): Promise<Outcome<null>> => {
        if (!(await openFor(tx, actor, invitation))) return over()
        await store.changeStandIn(tx, invitation, { declinedAt: clock.now() })
        await audit.recordIn(tx, {
          ...{ person, action: 'invitation.decline', object: `person ${person}` },
        })
        return ok(null)
      })
    },

    /** Whether the link of an invitation can be used, whoever it asks. */
    async isOpen(token: string): Promise<boolean> {
      if (await accounts.isOpen(token, 'invitation')) return true
      return store.hasOpenLink(db.read, storedToken(token), clock.now())
    },

    /** Somebody new sets their first password by the link; whoever has an account signs in to it. */
    async setPassword(token: string, password: string): Promise<Outcome<SignedIn>> {
      if (await store.hasOpenLink(db.read, storedToken(token), clock.now())) {
        return refuse(
          'invalid',
          'There is an account with your address already, so you choose no password here. If it is ' +
            'yours, sign in with it: the invitation is on your home page. If not, ask to be invited ' +
            'by another address.',
        )
      }
      return accounts.setPassword(token, 'invitation', password)
    },
  }
}

export type Invitations = ReturnType<typeof createInvitations>
