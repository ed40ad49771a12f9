import { z } from 'zod'

/** The mails that exist. None of them ever holds a word that a person wrote. */
export const mailKinds = [
  'invitation',
  'asked-in',
  'password-reset',
  'private-address',
  'address-in-use',
  'reminder',
  'file-ready',
  'file-failed',
  'entry-shared',
] as const
export type MailKind = (typeof mailKinds)[number]

/** A mail before it has a form: sentences, at most one link, headers of our own. */
export type Letter = {
  subject: string
  paragraphs: readonly string[]
  link?: { text: string; href: string }
  /** Said after the link, in small. */
  footnotes?: readonly string[]
  /** Turns reminders off by one click, without signing in. */
  unsubscribe?: string
}

const line = /^[^\p{Cc}\u2028\u2029]*$/u

/** An address that can stand in a header: nothing in it ends a line, nothing names a second one. */
export const mailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'Enter an e-mail address.')
  .max(254, 'Enter a shorter e-mail address.')
  .regex(/^[ -~]*$/, 'Use plain letters in an e-mail address: no accents, no curly apostrophes.')
  .regex(
    /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
    'Enter an e-mail address, such as name@example.org.',
  )

/** The letter as plain text. Throws where something that must be one line is not. */
export function textOf({ paragraphs, link, footnotes = [] }: Letter): string {
  const parts = [
    ...paragraphs,
    ...(link ? [`${link.text}:\n${oneLine(link.href)}`] : []),
    ...footnotes,
    signature,
  ]
  return `${parts.join('\n\n')}\n`
}

/** The same as simple HTML: no picture, no script, nothing loaded, no sign that it was opened. */
export function htmlOf({ paragraphs, link, footnotes = [] }: Letter): string {
  return [
    '<!doctype html><html lang="en-GB"><body>',
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    ...(link ? [`<p><a href="${escaped(oneLine(link.href))}">${escaped(link.text)}</a></p>`] : []),
    ...footnotes.map((text) => `<p><small>${escaped(text)}</small></p>`),
    `<p>${escaped(signature)}</p>`,
    '</body></html>',
  ].join('\n')
}

/** What stands in a header. Throws for text that would end it. */
export function oneLine(text: string): string {
  if (!line.test(text)) throw new Error('A line of a mail holds a control character.')
  return text
}

const signature = 'Casecircle'

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
