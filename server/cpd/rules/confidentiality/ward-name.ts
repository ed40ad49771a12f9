import { placesOf, type Rule } from './finding.ts'
import { namedBefore, namedPlaces } from './institutions.ts'

const numbered = /\bWard (?:\d{1,3}[A-Z]?|[A-Z]\d{0,2})\b/g
const ward = namedBefore('Ward')
const health = namedBefore(
  'Hospital|Infirmary|Hospice|Surgery|Medical Centre|Health Centre|Medical Practice|Clinic',
)
const home = namedBefore(
  "Care Home|Nursing Home|Residential Home|Children['’]s Home|Care Centre|Family Centre|Children['’]s Centre|Day Centre|Refuge|Hostel|Unit",
)

const house =
  /(?<=\b(?:[Ii]n|[Aa]t|[Ff]rom|to|into|near|left|of) )[A-Z][a-z'’]{2,24} (?:House|Lodge)\b(?! of\b)/g
const prison = /\b(?:HMP|HMYOI|YOI|HMP\/YOI) [A-Z][a-z]+(?: [A-Z][a-z]+)?/g

/** Wards, hospitals, surgeries, homes and centres by their name. */
export const wardName: Rule = {
  name: 'the name of a ward, a hospital, a home, a centre or a prison',
  why: 'It says where somebody was, and few people were there.',
  find: (text) => [
    ...placesOf(text, numbered, 'the ward'),
    ...namedPlaces(text, ward, 'the ward'),
    ...namedPlaces(text, health, 'the health service'),
    ...namedPlaces(text, home, 'the setting'),
    ...namedPlaces(text, house, 'the setting'),
    ...placesOf(text, prison, 'the prison'),
  ],
}
