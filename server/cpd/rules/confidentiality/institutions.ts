import { isPlainCapital } from './capitals.ts'
import type { Place } from './finding.ts'

const generic = new Set(
  "Primary Secondary Junior Infant Infants Middle High Grammar Comprehensive Nursery Special Boarding Private State Virtual Sunday Summer Medical Law Business Religious Faith Catholic Church CE RC Community Day Residential Nursing Care Home Children’s Children's Women’s Women's Maternity Stroke Dementia Surgical Medical Acute Psychiatric Mental Intensive Paediatric Labour General District County Royal National Teaching University Open Virtual Leadership Practice Research Staff Skills Training Digital Frontline Sixth Pre Further Higher Adult Older People’s People's Assessment Rehabilitation Recovery Secure Forensic Eating Disorder Disorders Emergency Hospital Health Medical Sexual Walk Drop Village Town City Rural Domestic Abuse Violence Crisis Respite Supported Living Extra Contact Safeguarding Virtual Police Big Old New Little Former Same Different Good Outstanding Whole Feeder Partner Mainstream Alternative".split(
    ' ',
  ),
)

const start = "(?:St\\.? |Saint |Our Lady of )?[A-Z][A-Za-z'’-]{1,24}"

/** An expression for one to four capital words before one of `ends`. */
export function namedBefore(ends: string): RegExp {
  return new RegExp(
    `\\b${start}(?: (?:of |and |& |the |C of E )?${start}){0,4}? (?:${ends})\\b(?! (?:of|London)\\b)`,
    'g',
  )
}

/**
 * Institutions that `shape` finds and that have a name of their own: "Hillside Primary School" has,
 * "Primary School" and "the Children's Home" have not.
 */
export function namedPlaces(text: string, shape: RegExp, replacement: string): Place[] {
  return Array.from(text.matchAll(shape)).flatMap((match): Place[] => {
    const words = match[0].split(' ')
    let skipped = 0
    while (words[0] !== undefined && isPlainCapital(words[0]))
      skipped += (words.shift() ?? '').length + 1
    // The last word says what it is; one before it must be its name.
    if (!words.slice(0, -1).some((word) => isName(word))) return []
    const from = match.index + skipped
    return [{ start: from, end: match.index + match[0].length, replacement }]
  })
}

function isName(word: string): boolean {
  return /^[A-Z]/.test(word) && !generic.has(word) && !isPlainCapital(word)
}
