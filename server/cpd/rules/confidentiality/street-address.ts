import { placeOfGroup, placesOf, type Rule } from './finding.ts'

const word = "(?:St\\.? )?[A-Z][A-Za-z'’-]{1,24}"
const street =
  '(?:Road|Rd|Street|Avenue|Ave|Lane|Drive|Close|Crescent|Terrace|Gardens|Grove|Mews|Parade|Boulevard|Wharf)'
const streetOrCourt = `(?:${street}|St|Court|Place|Way|Row|Square|Rise|Walk|Hill|View|Green|Park|Gate|Fold|Croft|Estate|House|Buildings|Cottages)`
const home = '(?:Flat|Apartment|Apt|Plot|Bedsit|Caravan|Pitch)'

const shapes = [
  new RegExp(
    `\\b(?:${home} \\d{1,4}[A-Za-z]?,? )?\\d{1,4}[A-Za-z]?,? (?:The )?(?:${word} ){1,3}${streetOrCourt}\\b`,
    'g',
  ),
  new RegExp(
    `\\b${home} \\d{1,4}[A-Za-z]?(?:,? (?:at |in |of |on )?(?:the )?${word}(?: ${word}){0,2})?`,
    'g',
  ),
  new RegExp(
    `\\b(?:No\\.?|Number) \\d{1,4}[A-Za-z]? (?:on |in )?(?:${word} ){1,2}${streetOrCourt}\\b`,
    'g',
  ),
]
const unnumbered = new RegExp(
  `\\b(?:on|in|at|of|off|from|to|down|near|along|around|behind) ((?:${word} ){1,2}(?:${street}|Estate|Cottage|Cottages|Farm|Towers|Villas))\\b`,
  'g',
)
const isPublic =
  /^(?:Downing Street|Sesame Street|Coronation Street|Harley Street|Fleet Street|High Street|Animal Farm)/

/** A house with its street, a flat, or a street by its name. */
export const streetAddress: Rule = {
  name: 'an address',
  why: 'It says where somebody lives.',
  find(text) {
    const streets = Array.from(text.matchAll(unnumbered))
      .filter((match) => !isPublic.test(match[1] ?? ''))
      .map((match) => placeOfGroup(match, 'their street'))
    return [...shapes.flatMap((shape) => placesOf(text, shape, '[address left out]')), ...streets]
  },
}
