import { expect, test } from 'vitest'
import { changes, fittingSeverity, type Outline } from '#server/toolkits/rules/changes.ts'
import type { Item } from '#server/toolkits/rules/items/index.ts'

const check = (id: string, correct = 'a', question = 'Which?'): Item => ({
  type: 'check',
  id,
  kind: 'single',
  question,
  choices: ['a', 'b'].map((choice) => ({
    id: choice,
    text: choice,
    correct: choice === correct,
    feedback: 'Why.',
  })),
})
const reflection = (id: string): Item => ({ type: 'reflection', id, prompt: 'Where?' })

const prose = 'One two three four five six seven eight nine ten eleven twelve.'
const before: Outline = {
  sections: [
    { id: 'first', title: 'First', text: prose, items: [check('c-one'), reflection('r-one')] },
    { id: 'second', title: 'Second', text: 'Words.', items: [check('c-two')] },
  ],
  texts: [{ name: 'case-study/01-call.mdx', text: 'It rings.' }],
  retired: [],
}

const [first, second] = before.sections
if (!first || !second) throw new Error('two sections')

function told(after: Partial<Outline>): { sentences: string[]; severity: string } {
  const all = changes(before, { ...before, ...after })
  return { sentences: all.map((one) => one.sentence), severity: fittingSeverity(all) }
}

test('nothing changed is nothing to tell', () => {
  expect(told({})).toEqual({ sentences: [], severity: 'none' })
})

test('an inserted item, a moved one and a reworded one are told apart', () => {
  const items = [check('c-one', 'a', 'Which one?'), check('c-new'), reflection('r-one')]
  expect(told({ sections: [{ ...first, items }, second] })).toEqual({
    sentences: ['The check c-one is reworded.', 'The check c-new is new, in section first.'],
    severity: 'read',
  })
  const moved = [
    { ...first, items: [check('c-one')] },
    { ...second, items: [check('c-two'), reflection('r-one')] },
  ]
  expect(told({ sections: moved })).toEqual({
    sentences: ['The reflection r-one moved from section first to second.'],
    severity: 'none',
  })
  const turned = [{ ...first, items: [reflection('r-one'), check('c-one')] }, second]
  expect(told({ sections: turned }).sentences).toEqual([
    'The items of section first stand in another order.',
  ])
})

test('another right answer asks for doing it again', () => {
  const items = [check('c-one', 'b'), reflection('r-one')]
  expect(told({ sections: [{ ...first, items }, second] })).toEqual({
    sentences: ['The check c-one has another right answer.'],
    severity: 'redo',
  })
})

test('what is retired is told as such, what is gone without it as vanished', () => {
  const sections = [{ ...first, items: [check('c-one')] }, second]
  expect(told({ sections, retired: ['r-one'] }).sentences).toEqual([
    'The reflection r-one is retired: answers to it are kept.',
  ])
  expect(told({ sections }).sentences).toEqual(['The reflection r-one has vanished.'])
})

test('a section that is split is told as split, and its words have not gone', () => {
  const half = prose.indexOf('seven')
  const sections = [
    { ...first, text: prose.slice(0, half), items: [check('c-one')] },
    { id: 'more', title: 'More', text: prose.slice(half), items: [reflection('r-one')] },
    second,
  ]
  expect(told({ sections })).toEqual({
    sentences: [
      'Section first is split: a part of it is now more.',
      'The reflection r-one moved from section first to more.',
    ],
    severity: 'none',
  })
})

test('new, renamed, retitled, gone and reordered sections are told', () => {
  expect(told({ sections: [{ ...first, id: 'start' }, second] }).sentences).toContain(
    'Section first is now called start.',
  )
  expect(told({ sections: [{ ...first, title: 'Begin' }, second] }).sentences).toEqual([
    'Section first is now titled “Begin”.',
  ])
  expect(told({ sections: [second, first] }).sentences).toEqual([
    'The sections stand in another order.',
  ])
  const added = { id: 'third', title: 'Third', text: 'New.', items: [] }
  expect(told({ sections: [first, second, added] })).toEqual({
    sentences: ['Section third is new: “Third”.'],
    severity: 'read',
  })
  expect(told({ sections: [first], retired: ['c-two'] }).sentences).toContain(
    'Section second is gone.',
  )
})

test('a few words are no reason to come back, many are', () => {
  const one = { ...first, text: prose.replace('twelve', 'dozen') }
  expect(told({ sections: [one, second] })).toEqual({
    sentences: ['Section first: 1 word came and 1 went.'],
    severity: 'none',
  })
  const many = { ...first, text: `${prose} And a whole new paragraph that says something else.` }
  expect(told({ sections: [many, second] })).toEqual({
    sentences: ['Section first: 9 words came.'],
    severity: 'read',
  })
})

test('stages and guides are told by their files', () => {
  const texts = [{ name: 'case-study/01-call.mdx', text: 'It rings twice.' }]
  expect(told({ texts }).sentences).toEqual(['case-study/01-call.mdx: 2 words came and 1 went.'])
  expect(told({ texts: [] }).sentences).toEqual(['case-study/01-call.mdx is gone.'])
})
