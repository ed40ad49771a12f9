import type { Database } from '#db/connection.ts'
import {
  adultsLocality,
  familySupport,
  northbridgeCast,
  organisationName,
  type CastMember,
} from '#db/seed/people.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { createAccounts } from '#server/accounts/accounts.server.ts'
import { createAddresses } from '#server/accounts/addresses.server.ts'
import { createAudit } from '#server/audit/audit.server.ts'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import { createMail } from '#server/mail/mail.server.ts'
import type { MailTransport } from '#server/mail/transport.server.ts'
import { createBringingIn } from '#server/organisations/bringing-in.server.ts'
import { createImports } from '#server/organisations/imports.server.ts'
import { createInvitations } from '#server/organisations/invitations.server.ts'
import { createLogbook } from '#server/organisations/logbook.server.ts'
import { createOrganisations } from '#server/organisations/organisations.server.ts'
import { createOwnName } from '#server/organisations/own-name.server.ts'
import { createPeople } from '#server/organisations/people.server.ts'
import { createStandIns } from '#server/organisations/stand-ins.server.ts'
import { createTeams } from '#server/organisations/teams.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { fixedRandom, handClock } from './clock.ts'
import { testDatabase } from './database.ts'

export const southbridgeName = 'Southbridge Council'
export const twoTeams = [familySupport, adultsLocality] as const

/** Accounts, organisations, evidence, audit: what stands under every capability. */
export function foundations({
  db,
  clock,
  random,
  limitsOff = false,
  secure = false,
  transport = null,
}: {
  db: Database
  clock: Clock
  random: Random
  limitsOff?: boolean
  secure?: boolean
  /** What takes mails; none are sent without. */
  transport?: MailTransport | null
}) {
  const audit = createAudit({ db, clock, random })
  const organisations = createOrganisations({ db, clock, random })
  const accounts = createAccounts({
    ...{ db, clock, random, audit, secure, limitsOff },
    isDemonstration: (person) => organisations.isDemonstration(true, person),
    actorFor: (person) => organisations.actorFor(person),
    organisationOf: (read, person) => organisations.organisationOf(read, person),
  })
  const mail = createMail({ db, clock, random, log: createLog('silent'), transport })
  const addresses = createAddresses({
    ...{ db, clock, random, audit, mail, accounts, organisations, limitsOff },
    origin: 'http://localhost',
  })
  const standIns = createStandIns({ clock, random, accounts, addresses, organisations })
  const bringingIn = createBringingIn({
    ...{ accounts, addresses, organisations, standIns, audit, random },
  })
  const imports = createImports({ db, bringingIn, organisations, audit })
  const people = createPeople({
    ...{ db, clock, accounts, addresses, organisations, audit, bringingIn, standIns, mail },
  })
  const invitations = createInvitations({
    ...{ db, clock, audit, accounts, organisations, mail, origin: 'http://localhost' },
    // There are no rooms and no shares here; tests of those make the whole.
    rooms: { handOverIn: () => Promise.resolve() },
    sharing: { leaveIn: () => Promise.resolve() },
  })
  const ownName = createOwnName({ db, organisations, audit })
  const teams = createTeams({ db, organisations, audit, bringingIn })
  const logbook = createLogbook({ db, clock, audit, organisations })
  const evidence = createEvidence({ db, clock, random })
  return {
    ...{ audit, organisations, accounts, addresses, mail, imports, people, invitations, teams },
    ...{ ownName, logbook, evidence },
  }
}
export type Foundations = ReturnType<typeof foundations>

/**
 * Northbridge Council as in the demonstration: Amara manages Family Support East with Ben, Chloe,
 * Dev, Ewa and Farid; Grace manages Adults Locality West with Hana and Idris; Jo administers.
 * `southbridge` is its twin, name for name, for tests that tenants never meet.
 */
export async function northbridge(
  given?: Database,
  options: { limitsOff?: boolean; secure?: boolean; transport?: MailTransport | null } = {},
) {
  const db = given ?? (await testDatabase())
  const clock = handClock()
  const random = fixedRandom()
  const services = foundations({ db, clock, random, ...options })
  const own = await council(db, services, organisationName, northbridgeCast, true)
  const southbridge = await council(db, services, southbridgeName, twins(), false)
  return { db, clock, random, ...services, ...own, southbridge }
}
export type Northbridge = Awaited<ReturnType<typeof northbridge>>

/** The address of somebody of Northbridge, by first name in small letters. */
export function emailOf(name: string, organisation = 'northbridge'): string {
  return `${name}@${organisation}.example`
}

/** Gives somebody a password without the long way by an invitation. */
export async function givePassword(
  { db, accounts }: Pick<Northbridge, 'db' | 'accounts'>,
  { person }: Pick<Actor, 'person'>,
  password: string,
): Promise<void> {
  const hash = await accounts.passwords.hash(password)
  await db.tx((tx) => accounts.setPasswordHashIn(tx, person, hash))
}

function twins(): CastMember[] {
  return northbridgeCast.map((one) => ({
    ...one,
    email: one.email.replace('northbridge', 'southbridge'),
  }))
}

async function council(
  db: Database,
  { accounts, organisations }: Foundations,
  name: string,
  cast: readonly CastMember[],
  demonstration: boolean,
) {
  const people = new Map<string, PersonId>()
  const made = await db.tx(async (tx) => {
    const organisation = await organisations.createIn(tx, name, { demonstration })
    const east = await organisations.teamNamedIn(tx, organisation, familySupport)
    const west = await organisations.teamNamedIn(tx, organisation, adultsLocality)
    for (const one of cast) {
      const { person } = await accounts.accountIn(tx, one.email)
      await organisations.affiliateIn(tx, organisation, {
        person,
        name: one.name,
        jobTitle: one.jobTitle,
        administrator: one.administrator ?? false,
      })
      people.set(one.email.split('@')[0] ?? '', person)
      if (!one.team) continue
      const team = one.team === familySupport ? east : west
      await organisations.joinTeamIn(tx, team, person, one.role ?? 'practitioner')
    }
    return { organisation, east, west }
  })
  return { ...made, ...(await actors(organisations, people)) } satisfies {
    organisation: OrganisationId
    east: TeamId
    west: TeamId
  }
}

async function actors(
  organisations: Foundations['organisations'],
  people: ReadonlyMap<string, PersonId>,
) {
  async function actor(name: string): Promise<Actor> {
    const person = people.get(name)
    const found = person ? await organisations.actorFor(person) : null
    if (!found) throw new Error(`${name} is not in the cast`)
    return found
  }
  return {
    amara: await actor('amara'),
    ben: await actor('ben'),
    chloe: await actor('chloe'),
    dev: await actor('dev'),
    ewa: await actor('ewa'),
    farid: await actor('farid'),
    grace: await actor('grace'),
    hana: await actor('hana'),
    idris: await actor('idris'),
    jo: await actor('jo'),
  }
}
