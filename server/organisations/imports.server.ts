import { parse } from 'csv-parse/sync'
import type { Database } from '#db/connection.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Organisations } from './organisations.server.ts'
import { columns, readPeople, type PersonRow, type RowFault } from './rules/people-file.ts'

export type Invitation = { name: string; email: string; token: string }
export type ImportReport =
  | { ok: true; people: PersonRow[]; teams: string[]; invitations: Invitation[] }
  | { ok: false; faults: RowFault[] }

/** Brings people into an organisation from a file: all of them, or none and every fault named. */
export function createImports({
  db,
  accounts,
  organisations,
  audit,
}: {
  db: Database
  accounts: Accounts
  organisations: Organisations
  audit: Audit
}) {
  return {
    /** Makes the organisation; refused when one of that name exists. */
    async createOrganisation(name: string): Promise<boolean> {
      if (await organisations.findByName(name)) return false
      await db.tx(async (tx) => {
        const organisation = await organisations.createIn(tx, name)
        await audit.recordIn(tx, {
          organisation,
          action: 'organisation.create',
          object: `organisation ${organisation}`,
        })
      })
      return true
    },

    /**
     * Reads a CSV file of people. With `write` false nothing is written: the report says what would
     * happen. New accounts get a one-time link on which the person sets a password.
     */
    async importPeople(
      organisationName: string,
      csv: string,
      { write }: { write: boolean },
    ): Promise<ImportReport> {
      const organisation = await organisations.findByName(organisationName)
      if (!organisation) {
        return fault(`There is no organisation called ${organisationName}. Create it first.`)
      }
      const read = readCsv(csv)
      if (!read.ok) return fault(read.message)
      const checked = readPeople(read.rows)
      if (!checked.ok) return checked
      const teams = [
        ...new Set(checked.people.map((row) => row.team).filter((team) => team !== '')),
      ]
      if (!write) return { ok: true, people: checked.people, teams, invitations: [] }
      const invitations = await db.tx(async (tx) => {
        const invited: Invitation[] = []
        for (const row of checked.people) {
          const { person, isNew } = await accounts.accountIn(tx, row.email)
          await organisations.affiliateIn(tx, organisation.id, {
            person,
            name: row.name,
            jobTitle: row.job_title,
            administrator: row.administrator,
          })
          if (row.team !== '') {
            const team = await organisations.teamNamedIn(tx, organisation.id, row.team)
            await organisations.joinTeamIn(tx, team, person, row.role || 'practitioner')
          }
          if (isNew) {
            invited.push({
              name: row.name,
              email: row.email,
              token: await accounts.linkIn(tx, person, 'invitation'),
            })
          }
        }
        await audit.recordIn(tx, {
          organisation: organisation.id,
          action: 'people.import',
          object: `organisation ${organisation.id}`,
        })
        return invited
      })
      return { ok: true, people: checked.people, teams, invitations }
    },
  }
}

export type Imports = ReturnType<typeof createImports>

function fault(message: string): ImportReport {
  return { ok: false, faults: [{ row: 1, column: '', message }] }
}

function readCsv(
  csv: string,
): { ok: true; rows: Record<string, string>[] } | { ok: false; message: string } {
  try {
    const rows: Record<string, string>[] = parse(csv, {
      bom: true,
      columns: (heading: string[]) => heading.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
    })
    if (rows.length === 0) {
      return {
        ok: false,
        message: `The file has no people. Its first line is ${columns.join(',')}.`,
      }
    }
    return { ok: true, rows }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is not CSV'
    return { ok: false, message: `The file cannot be read: ${why}` }
  }
}
