import type { Place, Rule } from './finding.ts'

export const monthName =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)'
const dayNumber = '(?:0?[1-9]|[12]\\d|3[01])'
const monthNumber = '(?:0?[1-9]|1[0-2])'

/** A day and a month, in words or as 12/3, without a year. */
export const dayAndMonth = `(?:${dayNumber}(?:st|nd|rd|th)? (?:of )?${monthName}\\b|${monthName} ${dayNumber}(?:st|nd|rd|th)?\\b|\\b${dayNumber}/${monthNumber}\\b)`

const whole = new RegExp(
  [
    `\\b${dayNumber}([/.-])${monthNumber}\\1(?:19|20)\\d{2}\\b`,
    `\\b${dayNumber}/${monthNumber}/\\d{2}\\b(?!/)`,
    `\\b(?:0[1-9]|[12]\\d|3[01])([.-])(?:0[1-9]|1[0-2])\\2\\d{2}\\b(?![.-]\\d)`,
    `\\b(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])-${dayNumber}\\b`,
    `\\b${dayNumber}(?:st|nd|rd|th)? (?:of )?${monthName}\\.?,? (?:19|20)\\d{2}\\b`,
    `\\b${monthName}\\.? ${dayNumber}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}\\b`,
  ].join('|'),
  'gi',
)
const ofBirth = new RegExp(
  `(?:\\bborn(?: on)?(?: the)?|\\bd\\.?o\\.?b\\.?:?|\\bdate of birth(?: is| was)?:?|\\bbirthday(?: is| was|,| falls)?(?: on)?(?: the)?|\\bdied on(?: the)?) (?:\\w{3,9}day,? )?(\\b${dayAndMonth})`,
  'gi',
)

// A date of a law, of guidance or of a publication says nothing of a person.
const isOfLaw =
  /\b(?:in(?:to)? force|commenced|published|updated|revised|guidance|regulations|version|accessed|checked|read up to|up to date|royal assent|standards?|legislation|rules|judgment|supreme court|deadline)\b[^.\n]{0,40}$/i
const isOfPerson = /\b(?:born|birth|d\.?o\.?b|died|death|admitted|placed|removed)\b/i

/** Dates with day, month and year, and dates of birth without a year. */
export const fullDate: Rule = {
  name: 'a full date of birth or other full date',
  why: 'Together with a place or a team, one day is enough to find the person.',
  find(text) {
    const dates = Array.from(text.matchAll(whole)).flatMap((match): Place[] => {
      const before = text.slice(Math.max(0, match.index - 70), match.index)
      if (isOfLaw.test(before) && !isOfPerson.test(before)) return []
      return [placeAt(match.index, match[0])]
    })
    const births = Array.from(text.matchAll(ofBirth), (match) => {
      const date = match[1] ?? ''
      return placeAt(match.index + match[0].length - date.length, date)
    })
    return [
      ...dates,
      ...births.filter(
        (one) => !dates.some((date) => date.start <= one.start && one.end <= date.end),
      ),
    ]
  },
}

function placeAt(start: number, date: string): Place {
  return { start, end: start + date.length, replacement: '[date left out]' }
}
