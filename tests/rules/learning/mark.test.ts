import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mark } from '#server/learning/rules/mark.ts'
import { openCheckText } from '#server/learning/rules/open-check.ts'
import { planOf } from '#server/learning/rules/plan.ts'
import type { CheckItem, ReflectionItem } from '#server/toolkits/rules/release.ts'

const chair: CheckItem = {
  type: 'check',
  id: 'chair',
  kind: 'single',
  question: 'What would you change first?',
  choices: [
    { id: 'leave', text: 'Ask the mother to leave', correct: false, feedback: 'It can be a test.' },
    {
      id: 'move',
      text: 'Move your chair',
      correct: true,
      feedback: 'Yes, that is a good first step. It costs nothing.',
    },
  ],
}
const ladder: CheckItem = {
  ...chair,
  id: 'ladder',
  kind: 'multiple',
  choices: [
    { id: 'a', text: 'Space', correct: true, feedback: 'A place to speak.' },
    { id: 'b', text: 'Voice', correct: true, feedback: 'Help to speak.' },
    { id: 'c', text: 'Silence', correct: false, feedback: 'That is no part of it.' },
  ],
}
const visit: ReflectionItem = { type: 'reflection', id: 'visit', prompt: 'Where did you sit?' }

describe('a check with one answer', () => {
  test('opens with the words of the author when they say the verdict', () => {
    expect(mark(chair, { chosen: ['move'] })).toMatchObject({
      value: {
        correct: true,
        heading: 'Yes, that is a good first step',
        chosen: [{ choice: 'move', feedback: 'It costs nothing.' }],
      },
    })
  })

  test('says "Not quite" before any other feedback', () => {
    expect(mark(chair, { chosen: ['leave'] })).toMatchObject({
      value: { correct: false, heading: 'Not quite', chosen: [{ feedback: 'It can be a test.' }] },
    })
  })

  test('refuses none, two, and a choice that it no longer has', () => {
    expect(mark(chair, { chosen: [] })).toMatchObject({
      error: { code: 'invalid', field: 'chair' },
    })
    expect(mark(chair, { chosen: ['leave', 'move'] })).toMatchObject({ error: { code: 'invalid' } })
    expect(mark(chair, { chosen: ['gone'] })).toMatchObject({ error: { code: 'stale' } })
  })
})

describe('a check with several answers', () => {
  test('is right when exactly the right ones are chosen, in any order', () => {
    expect(mark(ladder, { chosen: ['b', 'a'] })).toMatchObject({
      value: { correct: true, heading: 'Yes', missing: 0 },
    })
  })

  test('says how many are missing, never which', () => {
    const marked = mark(ladder, { chosen: ['a'] })
    expect(marked).toMatchObject({ value: { correct: false, heading: 'Not quite', missing: 1 } })
    expect(JSON.stringify(marked)).not.toContain('Help to speak')
  })

  test('is wrong when a wrong one is among them', () => {
    expect(mark(ladder, { chosen: ['a', 'b', 'c'] })).toMatchObject({
      value: { correct: false, missing: 0 },
    })
  })
})

test('a reflection is never marked', () => {
  expect(mark(visit, { chosen: ['a'] })).toMatchObject({ error: { code: 'invalid' } })
})

test('feedback begins with "Yes" exactly when right, else with "Not quite", whatever was written', () => {
  const feedback = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom(
      'Yes.',
      'Yes',
      'Yes! Well',
      'Not quite. No',
      'Not quite',
      'Yesterday was fine.',
    ),
  )
  fc.assert(
    fc.property(fc.array(feedback, { minLength: 2, maxLength: 5 }), fc.nat(), (texts, right) => {
      const choices = texts.map((text, index) => ({
        id: `c${index}`,
        text: `Choice ${index}`,
        correct: index === right % texts.length,
        feedback: text,
      }))
      for (const kind of ['single', 'multiple'] as const) {
        for (const choice of choices) {
          const marked = mark({ ...chair, kind, choices }, { chosen: [choice.id] })
          if (!marked.ok) throw new Error('should be marked')
          expect(marked.value.heading).toMatch(choice.correct ? /^Yes\b/ : /^Not quite\b/)
          expect(marked.value.correct).toBe(choice.correct)
        }
      }
    }),
  )
})

test('a plan has the items in order and exactly the minutes of the section', () => {
  const section = { id: 'power', number: 1, title: 'Power', minutes: 7, items: [chair, visit] }
  const [plan] = planOf({ sections: [section] }).sections
  expect(plan?.parts.map((part) => part.kind)).toEqual([
    'prose',
    'check',
    'prose',
    'reflection',
    'prose',
  ])
  expect(plan?.parts.reduce((sum, part) => sum + part.seconds, 0)).toBe(7 * 60)
})

describe('a check that keeps its section open', () => {
  test('is to be answered, or its button pressed where a choice stands', () => {
    expect(openCheckText(chair, [])).toBe('Answer this check: What would you change first?')
    expect(openCheckText(chair, ['move'])).toBe(
      'Press “Check answer” here: What would you change first?',
    )
  })
  test('is named by a few words of a long question, which stands whole beside it', () => {
    const question =
      'Malik is ten. His letter is read aloud at the conference. Which part is untested?'
    expect(openCheckText({ ...chair, question }, [])).toBe(
      'Answer this check: Malik is ten. His letter is read aloud at the conference…',
    )
  })
})
