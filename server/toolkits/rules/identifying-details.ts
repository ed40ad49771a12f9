/** Something in a text that could point at a real person, and where it begins (offset in the text). */
export type Detail = { offset: number; what: string }

const shapes: { what: string; shape: RegExp }[] = [
  { what: 'an e-mail address', shape: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  {
    what: 'a telephone number',
    shape: /(?<![\d-])(?:\+44[\s-]?\(?0?\)?|\(?0)(?:[\s-]?\(?\d\)?){9,10}(?!\d)/g,
  },
  {
    what: 'a postcode',
    // Source: BS 7666 shape of UK postcodes.
    shape: /\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b/g,
  },
  {
    what: 'a full date of birth or other full date',
    shape:
      /\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December),? (?:19|20)\d{2})\b/gi,
  },
]

/**
 * Details in `text` that a fictional case does not need: e-mail addresses, telephone numbers,
 * postcodes, full dates, NHS numbers (ten digits whose last is the modulus 11 check digit). In the
 * order in which they stand. Pure, never throws. Source: NHS Data Dictionary, NHS NUMBER.
 */
export function identifyingDetails(text: string): Detail[] {
  const found: Detail[] = []
  for (const { what, shape } of shapes) {
    for (const match of text.matchAll(shape)) found.push({ offset: match.index, what })
  }
  for (const match of text.matchAll(/(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g)) {
    if (isNhsNumber(match[0].replace(/\D/g, '')))
      found.push({ offset: match.index, what: 'an NHS number' })
  }
  return found.sort((a, b) => a.offset - b.offset)
}

function isNhsNumber(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at)
  const rest = 11 - (sum % 11)
  return rest !== 10 && (rest === 11 ? 0 : rest) === Number(digits[9])
}
