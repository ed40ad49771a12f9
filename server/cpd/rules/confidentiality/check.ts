import { ageWithPlace } from './age-with-place.ts'
import { caseReference } from './case-reference.ts'
import { emailAddress } from './email-address.ts'
import { findingKinds, type Finding, type FindingKind, type Rule } from './finding.ts'
import { fullDate } from './full-date.ts'
import { initialsWithDate } from './initials-with-date.ts'
import { nationalInsuranceNumber } from './national-insurance-number.ts'
import { nhsNumber } from './nhs-number.ts'
import { personName } from './person-name.ts'
import { postcode } from './postcode.ts'
import { rareCombination } from './rare-combination.ts'
import { schoolName } from './school-name.ts'
import { streetAddress } from './street-address.ts'
import { telephoneNumber } from './telephone-number.ts'
import { vehiclePlate } from './vehicle-plate.ts'
import { wardName } from './ward-name.ts'
import { webAddress } from './web-address.ts'

/** How each kind of detail is recognised. */
export const confidentialityRules: Readonly<Record<FindingKind, Rule>> = {
  'nhs-number': nhsNumber,
  'national-insurance': nationalInsuranceNumber,
  email: emailAddress,
  'web-address': webAddress,
  phone: telephoneNumber,
  postcode,
  vehicle: vehiclePlate,
  'case-reference': caseReference,
  'full-date': fullDate,
  address: streetAddress,
  school: schoolName,
  ward: wardName,
  'initials-date': initialsWithDate,
  'age-place': ageWithPlace,
  person: personName,
  rare: rareCombination,
}

/**
 * Places in `text` that could point at a real person, in the order in which they stand, none over
 * another; only `kinds` where they are given. Pure, never throws. It finds patterns: nothing found
 * does not mean that a text is anonymous. Measured in docs/confidentiality-check.md.
 */
export function confidentialityFindings(
  text: string,
  kinds: readonly FindingKind[] = findingKinds,
): Finding[] {
  const kept: Finding[] = []
  for (const kind of kinds) {
    const { why, find } = confidentialityRules[kind]
    // Of two places of one kind that overlap, the longer is told.
    const places = find(text).sort((a, b) => b.end - b.start - (a.end - a.start))
    for (const place of places) {
      if (kept.some((one) => place.start < one.end && one.start < place.end)) continue
      kept.push({ ...place, kind, why })
    }
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** `text` with what is offered instead of `place`. */
export function withReplacement(
  text: string,
  place: Pick<Finding, 'start' | 'end' | 'replacement'>,
): string {
  const { start, end, replacement } = place
  const before = text.slice(0, start)
  const isFirst = /(?:^|[.!?]["”’)]?\s+|\n)$/.test(before)
  const put = isFirst ? replacement.replace(/^[a-z]/, (first) => first.toUpperCase()) : replacement
  // "the Greenfield school" and "at the the school" read badly.
  const joined = put.startsWith('the ') && /\b(?:the|The) $/.test(before) ? put.slice(4) : put
  return `${before}${joined}${text.slice(end)}`
}
