import { placesOf, type Rule } from './finding.ts'

export const emailAddress: Rule = {
  name: 'an e-mail address',
  why: 'It belongs to one person or one household.',
  find: (text) =>
    placesOf(
      text,
      /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g,
      '[e-mail address left out]',
    ),
}
