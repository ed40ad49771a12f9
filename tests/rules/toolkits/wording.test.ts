import { expect, test } from 'vitest'
import { heavyThemes } from '#server/toolkits/rules/heavy-themes.ts'
import { saysNowhere, sentencesOf } from '#server/toolkits/rules/sentences.ts'
import { unkindWords, withoutQuotations } from '#server/toolkits/rules/wording.ts'

const found = (text: string) => unkindWords(text).map((one) => one.words)

test.each([
  ['This is a non-engaging family.', 'non-engaging'],
  ['The mother failed to engage with us.', 'failed to engage'],
  ['Fathers are often hard to reach.', 'are often hard to reach'],
  ['He works with hard-to-reach families.', 'hard-to-reach'],
  ['Ask the hard to reach father.', 'hard to reach father'],
  ['It was disguised compliance.', 'disguised compliance'],
  ["She DNA'd twice.", "DNA'd"],
  ['A frequent flyer of the ward.', 'frequent flyer'],
  ['I have twenty open cases.', 'open cases'],
  ['Our service users tell us.', 'service users'],
  ['The elderly are lonely.', 'The elderly'],
  ['He suffers from dementia.', 'suffers from'],
  ['She is wheelchair-bound.', 'wheelchair-bound'],
  ['He committed suicide.', 'committed suicide'],
  ['An addict lives there.', 'addict'],
  ['She put herself at risk.', 'put herself at risk'],
  ['The girl absconded.', 'absconded'],
  ['A BAME family.', 'BAME'],
  ['A difficult mother.', 'difficult mother'],
  ['She failed to protect him.', 'failed to protect'],
])('words that hurt are found, with a reason and a mend: %s', (text, words) => {
  expect(found(text)).toEqual([words])
  const [one] = unkindWords(text)
  expect(text.slice(one?.offset).startsWith(words)).toBe(true)
  expect(one?.why.length).toBeGreaterThan(8)
  expect(one?.mend).toMatch(/\.$/)
})

test.each([
  'The referral says “a non-engaging family”, and nobody asks who offered what.',
  'Her note: "hard to reach".',
  'The words ‘disguised compliance’ don’t say what was seen.',
  'Which children do you find it hard to reach?',
  'In that case the review came late, and in most cases it comes on time.',
  'The case study takes an hour.',
  'The elderly neighbour and the disabled child wave.',
  'A child who is suffering, or is likely to suffer, significant harm.',
  'She suffered from neglect as a child.',
  'A sample of DNA was taken, and the black lace was kept.',
  'An alcoholic drink stood there.',
  'They use the service every week.',
])('what only looks like it is left alone: %s', (text) => {
  expect(found(text)).toEqual([])
})

test('a quotation that goes on in the next paragraph counts to its end, an apostrophe ends none', () => {
  expect(withoutQuotations('a “b c')).toBe('a     ')
  expect(withoutQuotations('She said ‘I don’t know’ twice.')).toBe('She said                twice.')
  expect(withoutQuotations("It's the child's.")).toBe("It's the child's.")
})

test('heavy themes are found once each, where they come first', () => {
  const text = 'There were bruises. Later she spoke of suicide. Another bruise.'
  expect(heavyThemes(text)).toEqual([
    { offset: 11, theme: 'injury to a child' },
    { offset: text.indexOf('suicide'), theme: 'suicide or self-harm' },
  ])
  expect(heavyThemes('He sat on the stairs and drew a house.')).toEqual([])
  expect(heavyThemes('She hit the brakes; the deadline had passed.')).toEqual([])
})

test('sentences end where a reader stops, not at every full stop', () => {
  const words = (text: string) => sentencesOf(text).map((one) => one.text)
  expect(words('One is here. “Two?” Three!')).toEqual(['One is here.', '“Two?”', 'Three!'])
  expect(words('Dr. Adeyemi came at 3.30 p.m. and left.')).toHaveLength(1)
  expect(words('See s. 47 of the Act.')).toHaveLength(1)
  expect(sentencesOf('One. Two words.')[1]).toEqual({ offset: 5, text: 'Two words.', words: 2 })
})

test('a link says where it leads when its words are read alone', () => {
  for (const words of ['here', 'Click here', 'this link', 'Read more', 'https://a.test/b'])
    expect(saysNowhere(words), words).toBe(true)
  for (const words of ['the Care Act 2014', 'More about weight', 'Read the guidance', 'Section 2'])
    expect(saysNowhere(words), words).toBe(false)
})
