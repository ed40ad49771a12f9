import { z } from 'zod'
import { codePoints, holdsControlCharacters, normaliseText } from './normal-text.ts'

export { codePoints, holdsControlCharacters, normaliseDraft, normaliseText } from './normal-text.ts'

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
