import {
  confidentialityFindings,
  confidentialityRules,
} from '#server/cpd/rules/confidentiality/check.ts'
import type { FindingKind } from '#server/cpd/rules/confidentiality/finding.ts'

/** Something in a text that could point at a real person, and where it begins (offset in the text). */
export type Detail = { offset: number; what: string }

// A case is invented and full of names, ages and streets: only what leads to a real person counts.
const kinds: FindingKind[] = ['nhs-number', 'email', 'phone', 'postcode', 'full-date']

/**
 * Details in `text` that a fictional case does not need: e-mail addresses, telephone numbers,
 * postcodes, full dates, NHS numbers. In the order in which they stand. Pure, never throws.
 */
export function identifyingDetails(text: string): Detail[] {
  return confidentialityFindings(text, kinds).map(({ start, kind }) => ({
    offset: start,
    what: confidentialityRules[kind].name,
  }))
}
