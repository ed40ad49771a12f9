import type { Place, Rule } from './finding.ts'

const since2001 = /\b[A-HJ-PR-Y]{2}\d{2} ?[A-HJ-PR-Z]{3}\b/g
const older = /\b(?:[A-HJ-NPR-Y]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|[A-Z]{3} ?\d{4})\b/g
const isOfVehicle =
  /\b(?:car|van|taxi|motorbike|vehicle|registration|reg|plates?|number ?plate|driv(?:es?|ing|en))\b/i
const shouted = /(?:THE|AND|FOR|ARE|NOT|YOU|WAS)$/

/** British number plates; those from before 2001 only where the text speaks of a vehicle. */
export const vehiclePlate: Rule = {
  name: 'a number plate',
  why: 'A plate leads to its keeper.',
  find(text) {
    return [since2001, older].flatMap((shape) =>
      Array.from(text.matchAll(shape)).flatMap((match): Place[] => {
        const { index: start } = match
        if (shouted.test(match[0])) return []
        const before = text.slice(Math.max(0, start - 60), start)
        const after = text.slice(start + match[0].length, start + match[0].length + 30)
        const isNear = isOfVehicle.test(before) || isOfVehicle.test(after)
        if (shape === older && !isNear) return []
        return [{ start, end: start + match[0].length, replacement: '[number plate left out]' }]
      }),
    )
  },
}
