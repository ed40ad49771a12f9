import type { Place, Rule } from './finding.ts'

const of =
  '(?:case|client|customer|file|person|record|reference|ref|crime|incident|court|claim|hospital|patient|pupil|referral|police|log|registration|Mosaic|Liquidlogic|LCS|LAS|ICS|CareFirst|Care First|AIS|RiO|SystmOne|EMIS|PNC|CRN|UPN|URN|MRN|LAC|CIN|EHCP|PIN)'
const called = new RegExp(
  `\\b${of}(?: (?:id|no|number|num|ref|reference|code|file|case|log))*\\b\\.?(?: (?:is|was))?:? ?(?:#|no\\.? )?((?:[A-Z]{0,5}[/-]?\\d[A-Z\\d]*(?:[/-][A-Z\\d]+)*))(?![\\w£%])`,
  'gi',
)
const shapes = [
  // Family court: ZE23C50123.
  /\b[A-Z]{2}\d{2}[A-Z]\d{5}\b/g,
  /\b(?!SI\b)[A-Z]{2,6}[/-]\d{2,}(?:[/-][A-Z\d]{2,})+\b/g,
  /\b(?!ISO|ISBN|ISSN|BS|DOI|COVID)[A-Z]{2,5}[-:]?\d{5,9}\b/g,
  /(?<![\w&/])#\d{4,10}\b/g,
]

/** Numbers by which a case, a file, a court or an incident is kept. */
export const caseReference: Rule = {
  name: 'a case reference',
  why: 'Whoever has the system opens the record with it.',
  find(text) {
    const named = Array.from(text.matchAll(called)).flatMap((match): Place[] => {
      const [all, number = ''] = match
      if (!isReference(all, number)) return []
      return [placeAt(match.index + all.length - number.length, number)]
    })
    const others = shapes.flatMap((shape) =>
      Array.from(text.matchAll(shape), (match) => placeAt(match.index, match[0])),
    )
    return [...named, ...others]
  },
}

// "File 2023" is a year, "case 3" a count: a reference is long, or has letters and digits.
function isReference(all: string, number: string): boolean {
  const digits = number.replace(/\D/g, '').length
  if (/^(?:19|20)\d{2}$/.test(number)) return /\b(?:id|no|number|ref|reference)\b/i.test(all)
  return (
    digits >= 4 || (digits >= 3 && /[A-Z/-]/i.test(number) && !/(?:st|nd|rd|th)$/i.test(number))
  )
}

function placeAt(start: number, number: string): Place {
  return { start, end: start + number.length, replacement: '[reference left out]' }
}
