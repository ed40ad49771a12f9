import type { Place, Rule } from './finding.ts'
import { dayAndMonth } from './full-date.ts'
import { isAbbreviation } from './known-words.ts'
import { sentencesOf } from './sentences.ts'

const date = new RegExp(
  `${dayAndMonth}|\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})\\b|\\b(?:19|20)\\d{2}-\\d{2}-\\d{2}\\b`,
  'i',
)
const shapes = [
  /\b[A-Z]\.[ ]?[A-Z]\.(?:[ ]?[A-Z]\.)?/g,
  /\b(?:Child|Baby|Adult|Mr|Mrs|Ms|Miss|Mx|Family) [A-Z]{1,2}\b\.?(?![a-z'’])/g,
  /(?<![\w/£&-])[A-Z]{2,3}(?![\w/&-])/g,
  /(?<![\w/£.-])[B-HJ-Z](?=(?: (?:was|is|had|has|said|told|came|went|asked|and [A-Z]\b)|['’]s)\b)/g,
]

/** Initials in a sentence that also holds a date. Abbreviations of the profession are none. */
export const initialsWithDate: Rule = {
  name: 'initials with a date',
  why: 'Initials and a date are enough for anyone who knows the team.',
  find: (text) =>
    sentencesOf(text).flatMap((sentence) => {
      if (!date.test(sentence.text)) return []
      return shapes.flatMap((shape) =>
        Array.from(sentence.text.matchAll(shape)).flatMap((match): Place[] => {
          if (isAbbreviation(match[0])) return []
          const start = sentence.start + match.index
          return [{ start, end: start + match[0].length, replacement: 'the person' }]
        }),
      )
    }),
}
