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

/** Wards, hospitals, surgeries, homes and centres by their name. */
export const wardName: Rule = {
  name: 'the name of a ward, a hospital, a home or a centre',
  why: 'It says where somebody was, and few people were there.',
  find: (text) => [
    ...placesOf(text, numbered, 'the ward'),
    ...namedPlaces(text, ward, 'the ward'),
    ...namedPlaces(text, health, 'the health service'),
    ...namedPlaces(text, home, 'the setting'),
  ],
}
