import { parse } from 'csv-parse/sync'
import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import type { Organisations } from './organisations.server.ts'
import { readPeople, type PersonRow, type RowFault } from './rules/people-file.ts'

/** Without a token it is sent by mail. */
export type Invitation = { name: string; email: string; token: string | null }
export type ImportReport =
  | {
      ok: true
      people: PersonRow[]
      teams: string[]
      /** Those that are made by it: a slip in a team's name would make one, too. */
      newTeams: string[]
      invitations: Invitation[]
    }
  | { ok: false; faults: RowFault[] }

const elsewhere = 'This person belongs to another organisation here. Use another address.'
const hasLeft =
  'This address is the account of somebody who has left. Somebody new gets another address here. ' +
  'Whoever comes back signs in, confirms a private address, and is brought in by that address.'

/** Brings people into an organisation from a file: all of them, or none and every fault named. */
export function createImports({
  db,
  accounts,
  addresses,
  organisations,
  audit,
}: {
  db: Database
  accounts: Accounts
  addresses: Pick<Addresses, 'inviteIn' | 'own'>
  organisations: Organisations
  audit: Audit
}) {
  return {
    /** Makes the organisation; false when one of that name exists. */
    createOrganisation(name: string): Promise<boolean> {
      return db.tx(async (tx) => {
        if (await organisations.findByName(name, tx)) return false
        const organisation = await organisations.createIn(tx, name)
        await audit.recordIn(tx, {
          organisation,
          action: 'organisation.create',
          object: `organisation ${organisation}`,
        })
        return true
      })
    },

    /**
     * Reads a CSV file of people. With `write` false nothing is written: the report says what would
     * happen. New accounts get a one-time link on which the person sets a password.
     */
    async importPeople(
      organisationName: string,
      csv: string,
      { write, byMail = false }: { write: boolean; byMail?: boolean },
    ): Promise<ImportReport> {
      const organisation = await organisations.findByName(organisationName)
      if (!organisation) {
        return fault(`There is no organisation called ${organisationName}. Create it first.`)
      }
      const read = readCsv(csv)
      if (!read.ok) return fault(read.message)
      const checked = readPeople(read.cells)
      if (!checked.ok) return checked
      const { people } = checked
      const teams = [...new Set(people.map((row) => row.team).filter((team) => team !== ''))]
      const newTeamsOf = (read: Queries) => organisations.unknownTeams(read, organisation.id, teams)
      if (!write) {
        const faults = await faultsOf(db.read, organisation.id, people)
        return faults.length > 0
          ? { ok: false, faults }
          : { ok: true, people, teams, newTeams: await newTeamsOf(db.read), invitations: [] }
      }
      return db.tx(async (tx): Promise<ImportReport> => {
        const faults = await faultsOf(tx, organisation.id, people)
        if (faults.length > 0) return { ok: false, faults }
        const newTeams = await newTeamsOf(tx)
        const invitations: Invitation[] = []
        for (const row of people) {
          const { isInvited, person } = await bringIn(tx, organisation.id, row)
          if (!isInvited) continue
          if (byMail) await addresses.inviteIn(tx, person, row.email)
          const token = byMail ? null : await accounts.linkIn(tx, person, 'invitation')
          invitations.push({ name: row.name, email: row.email, token })
        }
        await audit.recordIn(tx, {
          organisation: organisation.id,
          action: 'people.import',
          object: `organisation ${organisation.id}`,
        })
        return { ok: true, people, teams, newTeams, invitations }
      })
    },
  }

  /** Rows of people whom an import must not bring in, with what to do instead. */
  async function faultsOf(
    read: Queries,
    organisation: OrganisationId,
    people: readonly (PersonRow & { row: number })[],
  ): Promise<RowFault[]> {
    const faults: RowFault[] = []
    for (const { email, row } of people) {
      const message = await whyNot(read, organisation, email)
      if (message !== null) faults.push({ row, column: 'email', message })
    }
    return faults
  }

  /**
   * Nobody is taken from another organisation. Nor does an account whose owner has left come back by
   * its old address: whoever has that letter box today would get into somebody else's record. Who
   * returns has signed in and confirmed a private address, and is brought in by that.
   */
  async function whyNot(
    read: Queries,
    organisation: OrganisationId,
    email: string,
  ): Promise<string | null> {
    const person = await accounts.personWith(read, email)
    if (!person) return null
    const standing = await organisations.standing(read, person)
    if (standing) return standing.organisation === organisation ? null : elsewhere
    // Nobody has ever been in it: it holds nothing of anybody's.
    if (!(await accounts.hasPassword(read, person))) return null
    return (await addresses.own(person, read)).privateAddress === email ? null : hasLeft
  }

  /** Writes one person; answers whether they are to be invited: nobody has been in the account yet. */
  async function bringIn(
    tx: Transaction,
    organisation: OrganisationId,
    row: PersonRow,
  ): Promise<{ person: PersonId; isInvited: boolean }> {
    const { person, isNew } = await accounts.accountIn(tx, row.email)
    const before = await organisations.standing(tx, person)
    const isInvited = isNew || (before === null && !(await accounts.hasPassword(tx, person)))
    await organisations.affiliateIn(tx, organisation, {
      person,
      name: row.name,
      jobTitle: row.job_title,
      administrator: row.administrator,
    })
    if (row.team !== '') {
      const team = await organisations.teamNamedIn(tx, organisation, row.team)
      await organisations.joinTeamIn(tx, team, person, row.role || 'practitioner')
    }
    if (isInvited) return { person, isInvited }
    const after = await organisations.standing(tx, person)
    if (before?.rights !== after?.rights) {
      await accounts.endSessionsIn(tx, person)
      await audit.recordIn(tx, {
        organisation,
        person,
        action: 'rights.change',
        object: `person ${person}`,
      })
    }
    return { person, isInvited }
  }
}

export type Imports = ReturnType<typeof createImports>

function fault(message: string): ImportReport {
  return { ok: false, faults: [{ row: 1, column: '', message }] }
}

function readCsv(csv: string): { ok: true; cells: string[][] } | { ok: false; message: string } {
  if (csv.includes('\uFFFD')) {
    return {
      ok: false,
      message: 'The file is not in UTF-8, so names would be damaged. Save it as “CSV UTF-8”.',
    }
  }
  try {
    // Every record is kept, empty ones too, so that rows are counted as a spreadsheet does.
    const cells: string[][] = parse(csv, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: false,
    })
    return { ok: true, cells }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is not CSV'
    return { ok: false, message: `The file cannot be read: ${why}` }
  }
}
