import { expect, test } from 'vitest'
import { htmlOf, mailAddress, oneLine, textOf } from '#server/mail/rules/letter.ts'
import { reminderLetter } from '#server/mail/rules/letters.ts'

const hostile = [
  'ben@council.example\r\nBcc: all@council.example',
  'ben@council.example\nSubject: hello',
  'ben@council.example, jo@council.example',
  'ben@council.example;jo@council.example',
  '"Ben" <ben@council.example>',
  '<ben@council.example>',
  'ben@council.example\u0000',
  'ben@council.example\u2028Bcc: x@y.example',
  'ben@[127.0.0.1]',
  'ben@localhost',
  '@council.example',
  'ben@',
  'ben council.example',
  `${'b'.repeat(250)}@council.example`,
]

test('an address is one address and nothing else', () => {
  for (const text of hostile) expect(mailAddress.safeParse(text).success, text).toBe(false)
  expect(mailAddress.parse(' Ben.O+cpd@Council.Example ')).toBe('ben.o+cpd@council.example')
})

test('what stands in a header is one line', () => {
  for (const end of ['\r\n', '\n', '\r', '\u2028', '\u0085', '\u0000']) {
    expect(() => oneLine(`Your CPD year${end}Bcc: all@council.example`)).toThrow(/control/)
  }
  expect(oneLine('Cwrs ŵŷ – Łódź')).toBe('Cwrs ŵŷ – Łódź')
})

test('a letter is the same in both forms, and its HTML loads and runs nothing', () => {
  const letter = {
    subject: 'Hello',
    paragraphs: ['<img src=x onerror=alert(1)> & "more"'],
    link: { text: 'Open', href: 'https://learning.council.example/cpd?a=1&b="2"' },
    footnotes: ['<script>alert(1)</script>'],
  }
  expect(textOf(letter)).toContain('<img src=x onerror=alert(1)> & "more"')
  const html = htmlOf(letter)
  expect(html).not.toMatch(/<(img|script|style|link|iframe)/)
  expect(html).toContain('href="https://learning.council.example/cpd?a=1&amp;b=&quot;2&quot;"')
  expect(() => textOf({ ...letter, link: { text: 'x', href: 'https://a\r\nb' } })).toThrow()
})

test('a reminder says numbers, one link, and how to get no more', () => {
  const links = { cpd: 'https://c.example/cpd', off: 'https://c.example/reminders/off/abc' }
  const letter = reminderLetter({ pieces: 1, drafts: 2, days: 1, recall: 3 }, links)
  expect(letter.paragraphs).toEqual([
    'Still to do for this CPD year: 1 piece.',
    'Drafts that wait for you: 2.',
    'Questions that you wanted to see again: 3.',
    'There is 1 day left.',
  ])
  expect(letter.link?.href).toBe(links.cpd)
  expect(letter.unsubscribe).toBe(links.off)
  expect(textOf(letter)).toContain(links.off)
  expect(reminderLetter({ pieces: 2, days: 0 }, links).paragraphs.at(-1)).toBe(
    'Today is the last day.',
  )
})
