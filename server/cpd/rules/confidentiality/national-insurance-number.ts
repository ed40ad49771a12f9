import { placesOf, type Rule } from './finding.ts'

const shape =
  /\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b/gi

/** Two letters, six digits, a letter from A to D. Source: HMRC, NIM39110. */
export const nationalInsuranceNumber: Rule = {
  name: 'a National Insurance number',
  why: 'It belongs to one person only.',
  find: (text) => placesOf(text, shape, '[number left out]'),
}
