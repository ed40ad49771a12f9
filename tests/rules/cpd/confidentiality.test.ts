import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aboutAge } from '#server/cpd/rules/confidentiality/age-with-place.ts'
import {
  confidentialityFindings,
  confidentialityRules,
  withReplacement,
} from '#server/cpd/rules/confidentiality/check.ts'
import { findingKinds, type FindingKind } from '#server/cpd/rules/confidentiality/finding.ts'
import { corpus } from '#tests/support/confidentiality/corpus.ts'

/** What each kind marks in a sentence, and how the sentence reads with what is offered. */
const examples: Record<FindingKind, readonly [text: string, marked: string, instead: string][]> = {
  'nhs-number': [
    ['The file said 943 476 5919.', '943 476 5919', 'The file said [number left out].'],
    ['NHS number: 111 222 3333.', '111 222 3333', 'NHS number: [number left out].'],
  ],
  'national-insurance': [['I saw AB 12 34 56 C.', 'AB 12 34 56 C', 'I saw [number left out].']],
  email: [['Write to a.b@c.org.', 'a.b@c.org', 'Write to [e-mail address left out].']],
  'web-address': [
    [
      'See www.facebook.com/leah.m now.',
      'www.facebook.com/leah.m',
      'See [web address left out] now.',
    ],
  ],
  phone: [['Ring (020) 7946 0123.', '(020) 7946 0123', 'Ring [telephone number left out].']],
  postcode: [
    ['They are in LS1 4AP now.', 'LS1 4AP', 'They are in [postcode left out] now.'],
    ['They are in ls1 4ap now.', 'ls1 4ap', 'They are in [postcode left out] now.'],
  ],
  vehicle: [['A van, AB12 CDE, waits.', 'AB12 CDE', 'A van, [number plate left out], waits.']],
  'case-reference': [
    ['See case number 20418837.', '20418837', 'See case number [reference left out].'],
    ['In ZE23C50123 we lost.', 'ZE23C50123', 'In [reference left out] we lost.'],
  ],
  'full-date': [
    ['It was 3 March 2017.', '3 March 2017', 'It was [date left out].'],
    ['She was born on 3 March.', '3 March', 'She was born on [date left out].'],
  ],
  address: [
    ['I went to 14 Elm Road.', '14 Elm Road', 'I went to [address left out].'],
    ['I waited on Beck Lane.', 'Beck Lane', 'I waited on their street.'],
  ],
  school: [
    ['He is at Hillside Primary School.', 'Hillside Primary School', 'He is at the school.'],
  ],
  ward: [['He is on Maple Ward.', 'Maple Ward', 'He is on the ward.']],
  'initials-date': [['JB was seen on 12 March.', 'JB', 'The person was seen on 12 March.']],
  'age-place': [
    [
      'It is a five-year-old from Whitby.',
      'a five-year-old from Whitby',
      'It is a child of about five.',
    ],
    ['He is aged 82 and from Luton.', 'Luton', 'He is aged 82 and from [place left out].'],
  ],
  person: [
    ['I asked Tom Bartlett again.', 'Tom Bartlett', 'I asked [name left out] again.'],
    ['Her son Tom was ill.', ' Tom', 'Her son was ill.'],
    ['Dr Osborne rang.', 'Dr Osborne', 'The doctor rang.'],
    ['Grace said no.', 'Grace', '[name left out] said no.'],
  ],
  rare: [
    [
      'They are the only Roma family in the village.',
      'the only Roma family in the village',
      'They are [detail left out].',
    ],
  ],
}

for (const kind of findingKinds) {
  test.each(examples[kind])(`${confidentialityRules[kind].name}: %s`, (text, marked, instead) => {
    const [finding, ...others] = confidentialityFindings(text)
    expect(others).toEqual([])
    if (!finding) throw new Error('Nothing was found.')
    expect(finding.kind).toBe(kind)
    expect(text.slice(finding.start, finding.end)).toBe(marked)
    expect(withReplacement(text, finding)).toBe(instead)
    expect(finding.why).not.toBe('')
  })
}

test.each([
  'Section 47 of the Children Act 1989, section 20, and the Care Act 2014.',
  'A baby of 6 weeks, a pregnancy of 38 weeks, 14 months, 9 to 11 years.',
  'Lundy, Munro, Gibbs, Kolb and Bowlby; the Munro review, Clare’s Law, the Francis report.',
  'May is busy. I may be wrong. Will I ask? I will. Grace under pressure. In April and June.',
  'Standards 4.2 and 4.5, form C110A, form C2, room 4.12, 7 of 10, 25 minutes, £1,200.',
  'The NHS, MASH, CAMHS, an IRO and an AMHP met on 12 March.',
  'The ward sister, the children’s home, the primary school and the Mental Health Unit.',
  'The guidance came into force on 1 April 2015. See www.gov.uk/children for it.',
  'The number 123 456 7890 has no check digit, and ISBN 0-306-40615-2 is a book.',
])('leaves alone: %s', (text) => {
  expect(confidentialityFindings(text).map(({ start, end }) => text.slice(start, end))).toEqual([])
})

test('an age becomes about an age', () => {
  expect([1, 5, 15, 42, 84, 104].map((years) => aboutAge(years))).toEqual([
    'a baby',
    'a child of about five',
    'a teenager',
    'a person in their forties',
    'a person in their eighties',
    'a very old person',
  ])
})

test('findings stand inside the text, in order, none over another, whatever is typed', () => {
  const pieces = corpus().map(({ text }) => text)
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc
      .array(fc.constantFrom(...pieces.slice(0, 300)), { maxLength: 2 })
      .map((some) => some.join('\n')),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const findings = confidentialityFindings(text)
      return findings.every(
        ({ start, end }, at) =>
          start < end && start >= (findings[at - 1]?.end ?? 0) && end <= text.length,
      )
    }),
    { numRuns: 100 },
  )
})

test('taking what is offered comes to an end: nothing offered is found again', () => {
  for (const { text: written } of corpus()) {
    let text = written
    let steps = 0
    for (let [next] = confidentialityFindings(text); next; [next] = confidentialityFindings(text)) {
      text = withReplacement(text, next)
      steps += 1
      if (steps > 20) throw new Error(`No end: ${text}`)
    }
  }
})

test('the longest text is checked at once, hostile ones too', () => {
  const texts = [
    'Aa ',
    'A.',
    '0',
    '1 ',
    'a@',
    'www.',
    '1/',
    'the only ',
    'Mr A',
    'AB1',
    '12-',
    '+1 ',
  ].map((piece) => piece.repeat(Math.floor(10_000 / piece.length)))
  for (const text of texts) {
    const before = performance.now()
    confidentialityFindings(text)
    expect(performance.now() - before, text.slice(0, 8)).toBeLessThan(2000)
  }
})
