import type { Place, Rule } from './finding.ts'

const tenDigits = /(?<![\d+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])/g
// Somebody who says that it is one may have mistyped it: it is marked all the same.
const isCalledSo = /\bNHS (?:number|no\.?|num|#)(?: (?:is|was|of))?:? ?$/i

/** Ten digits whose last is the modulus 11 check digit. Source: NHS Data Dictionary, NHS NUMBER. */
export const nhsNumber: Rule = {
  name: 'an NHS number',
  why: 'It belongs to one person only and leads to their health record.',
  find(text) {
    return Array.from(text.matchAll(tenDigits)).flatMap((match): Place[] => {
      const start = match.index
      const before = text.slice(Math.max(0, start - 24), start)
      if (!holdsCheckDigit(match[0].replace(/\D/g, '')) && !isCalledSo.test(before)) return []
      return [{ start, end: start + match[0].length, replacement: '[number left out]' }]
    })
  },
}

function holdsCheckDigit(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at)
  const rest = 11 - (sum % 11)
  return rest !== 10 && (rest === 11 ? 0 : rest) === Number(digits[9])
}
