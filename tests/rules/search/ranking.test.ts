import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf } from '#server/search/rules/excerpt.ts'
import {
  askedWords,
  hasAll,
  queryOf,
  ranked,
  scoreOf,
  type Folded,
} from '#server/search/rules/query.ts'
import { foldedText } from '#server/search/rules/words.ts'

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'ł', 'ŵ', 'e'),
  maxLength: 6,
  minLength: 1,
})
const sentence = fc.array(letters, { maxLength: 8 }).map((words) => words.join(' '))
const text = fc
  .record({ title: sentence, heading: sentence, body: sentence })
  .map(({ title, heading, body }): Folded => ({
    title: foldedText(title),
    heading: foldedText(heading),
    body: foldedText(body),
  }))
const vocabularyOf = (texts: readonly Folded[]) => [
  ...new Set(texts.flatMap((one) => `${one.title} ${one.heading} ${one.body}`.split(' '))),
]
const named = (texts: readonly Folded[]) =>
  texts.map((one, index) => ({ text: one, place: String(index).padStart(3, '0') }))

describe('the better answer comes first', () => {
  const query = queryOf('advocate', ['advocate', 'advocates'])
  const empty = { title: '', heading: '', body: '' }

  test('title before heading before text; the word before its beginning', () => {
    const score = (part: Partial<Folded>) => scoreOf(query, { ...empty, ...part })
    const inOrder = [
      score({ title: 'the advocate' }),
      score({ title: 'advocates' }),
      score({ heading: 'the advocate' }) - 0.001,
      score({ body: 'the advocate' }),
      score({ body: 'advocates' }),
      score({ body: 'the child' }),
    ]
    expect(inOrder).toEqual([...inOrder].sort((a, b) => b - a))
    expect(inOrder.at(-1)).toBe(0)
  })

  test('a guess comes after what was spelt so', () => {
    const misspelt = queryOf('advokate', ['advocate'])
    expect(misspelt.words).toEqual([{ word: 'advokate', guesses: ['advocate'] }])
    expect(scoreOf(misspelt, { ...empty, body: 'advocate' })).toBeGreaterThan(0)
    expect(scoreOf(misspelt, { ...empty, body: 'advocate' })).toBeLessThan(
      scoreOf(query, { ...empty, body: 'advocates' }),
    )
  })
})

test('the order does not depend on the order in which things were found', () => {
  fc.assert(
    fc.property(sentence, fc.array(text, { maxLength: 8 }), fc.nat(), (typed, texts, turn) => {
      const query = queryOf(typed, vocabularyOf(texts))
      const all = named(texts)
      const at = all.length === 0 ? 0 : turn % all.length
      const turned = [...all.slice(at), ...all.slice(0, at)].reverse()
      expect(ranked(query, turned, (one) => one)).toEqual(ranked(query, all, (one) => one))
    }),
  )
})

test('scores fall along the order, and a text that has a word of the query is never worth nothing', () => {
  fc.assert(
    fc.property(sentence, fc.array(text, { maxLength: 8 }), (typed, texts) => {
      const query = queryOf(typed, vocabularyOf(texts))
      const scores = ranked(query, named(texts), (one) => one).map((one) =>
        scoreOf(query, one.text),
      )
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      for (const one of texts)
        if (hasAll(query, one)) expect(scoreOf(query, one)).toBeGreaterThan(0)
    }),
  )
})

test('one more word that is there never makes a text worth less', () => {
  fc.assert(
    fc.property(sentence, letters, text, (typed, more, one) => {
      const vocabulary = vocabularyOf([one])
      expect(scoreOf(queryOf(`${typed} ${more}`, vocabulary), one)).toBeGreaterThanOrEqual(
        scoreOf(queryOf(typed, vocabulary), one),
      )
    }),
  )
})

describe('what is asked', () => {
  test('each word once, no single letters, at most eight', () => {
    expect(askedWords('A child’s VOICE, a child’s voice; 4.6')).toEqual([
      'childs',
      'voice',
      '4',
      '6',
    ])
    expect(askedWords('" OR * NEAR( — ^ -')).toEqual(['or', 'near'])
    expect(askedWords('one two three four five six seven eight nine ten')).toHaveLength(8)
  })
})

describe('an excerpt', () => {
  test('shows the words around, with what was found marked', () => {
    const long = `${'before '.repeat(30)}the Advocate speaks ${'after '.repeat(40)}`
    const parts = excerptOf(queryOf('advocate', ['advocate']), long)
    expect(parts.filter((part) => part.isHit)).toEqual([{ text: 'Advocate', isHit: true }])
    const whole = parts.map((part) => part.text).join('')
    expect(whole).toMatch(/^… before .*Advocate speaks after .* …$/)
    expect(whole.length).toBeLessThan(300)
  })

  test('is always a piece of the text, word by word', () => {
    fc.assert(
      fc.property(sentence, fc.array(sentence, { maxLength: 20 }), (typed, lines) => {
        const written = lines.join('. ')
        const parts = excerptOf(queryOf(typed, [foldedText(written)]), written)
        const joined = parts.map((part) => part.text).join('')
        expect(written).toContain(joined.replace(/^… /, '').replace(/ …$/, ''))
      }),
    )
  })
})
