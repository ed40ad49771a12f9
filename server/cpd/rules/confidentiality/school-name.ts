import { placeOfGroup, type Rule } from './finding.ts'
import { namedBefore, namedPlaces } from './institutions.ts'
import { isPlainCapital } from './capitals.ts'

const school = namedBefore(
  '(?:Primary|Infants?|Juniors?|High|Nursery|Secondary|Grammar|Community)(?: (?:School|Academy|College))?|School|Academy|College|Pre-?school|Playgroup|Sixth Form|Kindergarten',
)
const saint =
  /\b(?:St\.?|Saint) [A-Z][a-z]+['’]s?\b(?! (?:Road|Street|Lane|Avenue|Hospital|Hospice|Ward|Church|Day\b))/g
const attended =
  /\b(?:(?:pupil|student|teacher|teaching assistant|head ?teacher|SENCO|SENDCo|DSL|head of year) (?:at|of)|goes to school at|started at school at|[Yy]ear (?:\d{1,2}|one|two|three|four|five|six) at) ((?:[A-Z][\w'’-]{2,24} ?){1,3})(?=[\s.,;!?]|$)/g

/** Schools, nurseries and colleges by their name. */
export const schoolName: Rule = {
  name: 'the name of a school',
  why: 'A school and an age together leave few children to choose from.',
  find(text) {
    const pupils = Array.from(text.matchAll(attended)).filter(
      (match) => !isPlainCapital((match[1] ?? '').split(' ')[0] ?? ''),
    )
    return [
      ...namedPlaces(text, school, 'the school'),
      ...Array.from(text.matchAll(saint), (match) => placeOfGroup(match, 'the school')),
      ...pupils.map((match) => trimmed(placeOfGroup(match, 'the school'), match[1] ?? '')),
    ]
  },
}

function trimmed<P extends { end: number }>(place: P, group: string): P {
  return { ...place, end: place.end - (group.length - group.trimEnd().length) }
}
