import { z } from 'zod'
import { mailAddress } from '#server/mail/rules/letter.ts'
import { personLine } from '#server/platform/rules/text.ts'

const yesOrNo = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text, check) => {
    if (['', 'no', 'n'].includes(text)) return false
    if (['yes', 'y'].includes(text)) return true
    check.addIssue({ code: 'custom', message: 'Write yes or no.' })
    return z.NEVER
  })

/** One row of a file of people: name, email, job title, team, role, administrator. */
const personRow = z.strictObject({
  name: personLine({ max: 100 }),
  /** An address that mails can be sent to: invitations and links are. */
  email: mailAddress,
  job_title: personLine({ max: 100 }),
  team: personLine({ max: 100, min: 0 }),
  role: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['practitioner', 'manager', ''], { error: 'Write practitioner or manager.' })),
  administrator: yesOrNo,
})
export type PersonRow = z.infer<typeof personRow>

export const columns = ['name', 'email', 'job_title', 'team', 'role', 'administrator'] as const

/** A fault in one row, `row` counted as a spreadsheet does: the heading is row 1. */
export type RowFault = { row: number; column: string; message: string }

const optional: readonly string[] = ['team', 'role', 'administrator']

/**
 * Checks a file's cells, heading first, and answers either all people or all faults: an import is
 * whole or not at all. Empty rows are passed over but counted. Pure, never throws.
 */
export function readPeople(
  cells: readonly (readonly string[])[],
): { ok: true; people: (PersonRow & { row: number })[] } | { ok: false; faults: RowFault[] } {
  const heading = (cells[0] ?? []).map((name) => name.trim().toLowerCase())
  const headingFaults = faultsOfHeading(heading)
  if (headingFaults.length > 0) return { ok: false, faults: headingFaults }
  const people: (PersonRow & { row: number })[] = []
  const faults: RowFault[] = []
  const seen = new Map<string, number>()
  for (const [index, row] of cells.entries()) {
    if (index === 0 || row.every((cell) => cell.trim() === '')) continue
    const number = index + 1
    if (row.length > heading.length) {
      const message = `This row has ${row.length} cells, the heading has ${heading.length}. Put text that holds a comma in double quotes.`
      faults.push({ row: number, column: '', message })
      continue
    }
    const named = heading.map((name, at): [string, string] => [name, row[at] ?? ''])
    const parsed = personRow.safeParse({
      team: '',
      role: '',
      administrator: '',
      ...Object.fromEntries(named),
    })
    if (!parsed.success) {
      // One fault a cell: the first says what is wrong, the rest only follow from it.
      const cells = new Set<string>()
      for (const { path, message } of parsed.error.issues) {
        const column = String(path[0] ?? '')
        if (!cells.has(column)) faults.push({ row: number, column, message })
        cells.add(column)
      }
      continue
    }
    const person = parsed.data
    const earlier = seen.get(person.email)
    if (earlier) {
      const message = `The same address stands in row ${earlier}.`
      faults.push({ row: number, column: 'email', message })
    } else seen.set(person.email, number)
    if (person.team === '' && !person.administrator) {
      const message = 'Name a team, or make the person an administrator.'
      faults.push({ row: number, column: 'team', message })
    }
    people.push({ ...person, row: number })
  }
  if (people.length === 0 && faults.length === 0) {
    faults.push({ row: 1, column: '', message: 'Below its heading the file has no people.' })
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, people }
}

function faultsOfHeading(heading: readonly string[]): RowFault[] {
  const known: readonly string[] = columns
  const fault = (column: string, message: string): RowFault => ({ row: 1, column, message })
  return [
    ...heading
      .filter((name) => !known.includes(name))
      .map((name) => fault(name, `No such column. The columns are ${columns.join(', ')}.`)),
    ...known
      .filter((name) => heading.filter((one) => one === name).length > 1)
      .map((name) => fault(name, 'This column stands there twice. Keep one of them.')),
    ...known
      .filter((name) => !optional.includes(name) && !heading.includes(name))
      .map((name) => fault(name, `This column is missing. The columns are ${columns.join(', ')}.`)),
  ]
}
