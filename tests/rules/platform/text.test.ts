import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  codePoints,
  holdsControlCharacters,
  normaliseDraft,
  normaliseText,
  personLine,
  personText,
} from '#server/platform/rules/text.ts'

/** Text as it comes: letters of many scripts, line ends of every kind, marks, halves, controls. */
const raw = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n', '\r', '\n', '\t', ' ', '\u00a0', '\ufeff', 'e\u0301', '\u0301'),
      fc.constantFrom(
        '\ud83d',
        '\ude00',
        '\u0000',
        '\u0007',
        '\u007f',
        '\u0085',
        '\u202e',
        'ŵ',
        '😀',
      ),
    ),
  )
  .map((parts) => parts.join(''))

test('normalised text stays as it is when normalised again', () => {
  fc.assert(
    fc.property(raw, (text) => {
      const once = normaliseText(text)
      expect(normaliseText(once)).toBe(once)
    }),
    { numRuns: 500 },
  )
})

test('normalised text has one kind of line end, is composed, and has no space around it', () => {
  fc.assert(
    fc.property(raw, (text) => {
      const once = normaliseText(text)
      expect(once).not.toContain('\r')
      expect(once.normalize('NFC')).toBe(once)
      expect(once.trim()).toBe(once)
    }),
    { numRuns: 500 },
  )
})

test('CRLF, CR and LF are one line end each', () => {
  expect(normaliseText('a\r\nb\rc\nd\r\r\n\ne')).toBe('a\nb\nc\nd\n\n\ne')
  expect(normaliseText('  e\u0301  ')).toBe('é')
})

const unseen =
  '\u200b \u200c \u200d \u2060 \ufeff \u00ad \u200e \u202e \u2066 \u2069 \u061c \u180e \u3164 \ufe0f \u034f \u{e0020} \u2800 \ufffa'

test('a text of nothing but signs that cannot be seen is empty, in a draft too', () => {
  for (const sign of unseen.split(' ')) {
    const name = sign.codePointAt(0)?.toString(16)
    for (const text of [sign, `${sign}${sign}`, ` ${sign}\n `, `\u00a0${sign}\u3000\u200b`]) {
      expect(normaliseText(text), name).toBe('')
      expect(normaliseDraft(text), name).toBe('')
    }
    const read = personText().safeParse(` ${sign} `)
    expect(read.error?.issues[0]?.message, name).toBe('Write something first.')
    expect(personLine().safeParse(sign).success, name).toBe(false)
    expect(personText({ min: 0 }).safeParse(sign).data, name).toBe('')
  }
  // The longest text is looked through once, not once for each of its signs.
  const long = `${'\ufeff'.repeat(60_000)}x\u200b`
  expect(normaliseDraft(long)).toBe(long)
  // A control character is still called one.
  expect(personText().safeParse('\u200b\u0000').error?.issues[0]?.message).toContain(
    'cannot be kept',
  )
  expect(normaliseDraft('  ')).toBe('  ')
})

test('signs that cannot be seen stay between letters, exactly as typed', () => {
  for (const text of [
    '👩‍👩‍👧‍👦', // joined by U+200D
    '❤️', // U+FE0F
    '🏴󠁧󠁢󠁷󠁬󠁳󠁿', // Wales, spelt in tags
    'র‍্যাব', // Bengali, U+200D
    'می‌خواهم', // Persian, U+200C
    '\u200fשלום\u200e',
    'Rhieni\u00ad\u00ad\u200bx',
    '\u200bx',
    'x\u2060',
    '\u0301',
  ]) {
    expect(normaliseText(text)).toBe(text.normalize('NFC'))
    expect(personText().safeParse(text).data).toBe(text.normalize('NFC'))
    expect(normaliseDraft(` ${text} `)).toBe(` ${text.normalize('NFC')} `)
  }
})

test('what a field accepts can be stored and read back, whatever was typed', () => {
  const field = personText({ max: 500, min: 0 })
  fc.assert(
    fc.property(raw, (text) => {
      const parsed = field.safeParse(text)
      if (!parsed.success) return
      expect(parsed.data).toBe(normaliseText(text))
      expect(Buffer.from(parsed.data, 'utf8').toString('utf8')).toBe(parsed.data)
      expect(parsed.data).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
    }),
    { numRuns: 500 },
  )
})

test('every control character but newline and tab is refused, and half a character too', () => {
  for (let code = 0; code < 0xa0; code += 1) {
    const isControl = code < 0x20 || code >= 0x7f
    const isKept = code === 0x0a || code === 0x09 || !isControl
    expect(holdsControlCharacters(String.fromCharCode(code)), code.toString(16)).toBe(!isKept)
  }
  expect(holdsControlCharacters('\ud83d')).toBe(true)
  expect(holdsControlCharacters('\ude00')).toBe(true)
  expect(holdsControlCharacters('😀')).toBe(false)
})

test('length is counted in characters, not in bytes or halves', () => {
  expect(codePoints('😀ŵ密')).toBe(3)
  const field = personText({ max: 3 })
  expect(field.safeParse('😀ŵ密').success).toBe(true)
  expect(field.safeParse('😀ŵ密x').error?.issues[0]?.message).toBe(
    'This is 4 characters long. Shorten it to 3.',
  )
  expect(field.safeParse('   \r\n ').error?.issues[0]?.message).toBe('Write something first.')
  // Space around a text is not part of it.
  expect(field.safeParse(`${' '.repeat(99)}abc`).success).toBe(true)
})

test('10,000 characters fit, 10,001 do not, each with a sentence', () => {
  expect(personText().safeParse('ŵ'.repeat(10_000)).success).toBe(true)
  expect(personText().safeParse('ŵ'.repeat(10_001)).error?.issues[0]?.message).toContain(
    '10,001 characters long. Shorten it to 10,000.',
  )
})

test('a line is one line', () => {
  expect(personLine().safeParse('Family Support East\n').data).toBe('Family Support East')
  expect(personLine().safeParse('Family\nSupport').success).toBe(false)
  expect(personLine({ min: 0 }).safeParse('').data).toBe('')
})
