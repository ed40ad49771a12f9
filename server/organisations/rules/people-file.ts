import { z } from 'zod'
import { personLine } from '#server/platform/rules/text.ts'

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@.]+$/, {
    message: 'Write an e-mail address like name@council.example.',
  })

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
export const personRow = z.strictObject({
  name: personLine({ max: 100 }),
  email,
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

/**
 * Checks every row and answers either all people or all faults: an import is whole or not at all.
 * Pure, never throws.
 */
export function readPeople(
  rows: readonly Record<string, string>[],
): { ok: true; people: PersonRow[] } | { ok: false; faults: RowFault[] } {
  const people: PersonRow[] = []
  const faults: RowFault[] = []
  const seen = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    const number = index + 2
    const parsed = personRow.safeParse({ team: '', role: '', administrator: '', ...row })
    if (!parsed.success) {
      for (const issue of parsed.error.issues) faults.push(faultOf(number, issue))
      continue
    }
    const person = parsed.data
    const earlier = seen.get(person.email)
    if (earlier) {
      faults.push({
        row: number,
        column: 'email',
        message: `The same address stands in row ${earlier}.`,
      })
    }
    seen.set(person.email, number)
    if (person.team === '' && !person.administrator) {
      faults.push({
        row: number,
        column: 'team',
        message: 'Name a team, or make the person an administrator.',
      })
    }
    people.push(person)
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, people }
}

function faultOf(row: number, issue: z.core.$ZodIssue): RowFault {
  if (issue.code === 'unrecognized_keys') {
    return {
      row,
      column: issue.keys.join(', '),
      message: `No such column. The columns are ${columns.join(', ')}.`,
    }
  }
  const column = String(issue.path[0] ?? '')
  if (issue.code === 'invalid_type') return { row, column, message: 'This column is missing.' }
  return { row, column, message: issue.message }
}
