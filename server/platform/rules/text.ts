import { z } from 'zod'

/** CRLF and CR become LF, then NFC, then trimmed: the form in which every text is kept. */
export function normaliseText(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

// \p{Cc} less newline and tab; lone surrogates cannot be stored as UTF-8.
const refused = /[^\P{Cc}\n\t]|\p{Cs}/u

/** True when `text` holds a character that no field accepts. */
export function holdsControlCharacters(text: string): boolean {
  return refused.test(text)
}

/** Length as people count it: Unicode code points. */
export function codePoints(text: string): number {
  // Each surrogate pair is one code point of two units.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

/**
 * A text that a person typed: normalised first, then checked.
 * `min` and `max` are Unicode code points. Source: docs/room-protocol.md, "Text".
 */
export function personText({ max = 10_000, min = 1 }: { max?: number; min?: number } = {}) {
  return z
    .string()
    .transform(normaliseText)
    .superRefine((text, check) => {
      const length = codePoints(text)
      if (length < min) check.addIssue({ code: 'custom', message: 'Write something first.' })
      if (length > max) {
        check.addIssue({
          code: 'custom',
          message: `This is ${length.toLocaleString('en-GB')} characters long. Shorten it to ${max.toLocaleString('en-GB')}.`,
        })
      }
      if (holdsControlCharacters(text)) {
        check.addIssue({
          code: 'custom',
          message: 'This holds a character that cannot be kept. Type it again without pasting.',
        })
      }
    })
}

/** One line of text, such as a name or a title. */
export function personLine({ max = 200, min = 1 }: { max?: number; min?: number } = {}) {
  return personText({ max, min }).refine((text) => !text.includes('\n'), {
    message: 'Write this on one line.',
  })
}
