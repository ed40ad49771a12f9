import { parse } from 'csv-parse/sync'
import type { Database, Queries } from '#db/connection.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { OrganisationId } from '#server/platform/rules/ids.ts'
import type { BringingIn } from './bringing-in.server.ts'
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

/** Brings people into an organisation from a file: all of them, or none and every fault named. */
export function createImports({
  db,
  bringingIn,
  organisations,
  audit,
}: {
  db: Database
  bringingIn: BringingIn
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
          const { name, email, job_title: jobTitle, administrator, role } = row
          const team =
            row.team === '' ? null : await organisations.teamNamedIn(tx, organisation.id, row.team)
          const { isInvited, person } = await bringingIn.bringIn(tx, organisation.id, {
            ...{ name, email, jobTitle, administrator, team, role: role || 'practitioner' },
          })
          if (!isInvited) continue
          const token = await bringingIn.inviteIn(tx, person, email, byMail)
          invitations.push({ name, email, token })
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
      const why = await bringingIn.whyNot(read, organisation, email)
      if (why !== null) faults.push({ row, column: 'email', message: why.message })
    }
    return faults
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
