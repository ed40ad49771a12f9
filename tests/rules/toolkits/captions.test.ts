import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCaptions, timeOfParagraph } from '#server/toolkits/rules/captions.ts'

const sound = `WEBVTT - a visit

NOTE made by hand

1
00:00.000 --> 00:04.500 align:start
<v Dana>You said Monday.

00:04.500 --> 01:00:06.250
Two lines
of it.
`

test('captions are read with their times and lines', () => {
  expect(readCaptions(sound)).toEqual({
    faults: [],
    cues: [
      { line: 6, from: 0, to: 4.5, text: '<v Dana>You said Monday.' },
      { line: 9, from: 4.5, to: 3606.25, text: 'Two lines\nof it.' },
    ],
  })
  expect(readCaptions(sound.replaceAll('\n', '\r\n')).faults).toEqual([])
})

const head = 'WEBVTT\n\n'
test.each([
  ['no head', 'Hello', 1, 'Captions begin with WEBVTT.'],
  ['nothing', head, 1, 'These captions say nothing.'],
  ['no times', `${head}Hello`, 3, 'This caption has no times.'],
  ['commas as in SubRip', `${head}00:00,000 --> 00:04,000\nHello`, 3, 'The times of this caption'],
  ['times without thousandths', `${head}00:00 --> 00:04\nHello`, 3, 'The times of this caption'],
  ['no words', `${head}00:00.000 --> 00:04.000\n`, 3, 'This caption says nothing.'],
  ['backwards', `${head}00:04.000 --> 00:01.000\nHello`, 3, 'This caption ends before it begins.'],
  [
    'out of order',
    `${head}00:04.000 --> 00:05.000\nB\n\n00:01.000 --> 00:02.000\nA`,
    6,
    'This caption begins before the one above it.',
  ],
])('a fault is told with its line: %s', (_what, text, line, message) => {
  const { faults } = readCaptions(text)
  expect(faults).toHaveLength(1)
  expect(faults[0]?.line).toBe(line)
  expect(faults[0]?.message).toContain(message)
})

test('whatever is in the file, reading it ends with cues or a fault', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const one of [text, `${head}${text}`]) {
        const { cues, faults } = readCaptions(one)
        expect(cues.length + faults.length).toBeGreaterThan(text.startsWith('NOTE') ? -1 : 0)
      }
    }),
  )
})

test('a paragraph of a transcript says when it is heard, or does not', () => {
  expect(timeOfParagraph('[0:12] Dana: Monday.')).toEqual({ seconds: 12, shown: '0:12' })
  expect(timeOfParagraph('[1:02:03] Later.')).toEqual({ seconds: 3723, shown: '1:02:03' })
  expect(timeOfParagraph('At [0:12] she came.')).toBeNull()
  expect(timeOfParagraph('[12] Dana.')).toBeNull()
})
