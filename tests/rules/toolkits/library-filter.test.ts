import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  choices,
  filterIn,
  isFiltered,
  matches,
  timeSpans,
} from '#server/toolkits/rules/library-filter.ts'
import { cpdTypes, toolkitKinds } from '#server/toolkits/rules/release.ts'

const module = {
  kind: 'team' as const,
  themes: ['participation', 'Power'],
  audiences: ['team managers'],
  standards: ['SWE 4.6', 'PCF2'],
  cpdType: 'reflective' as const,
  minutes: 45,
}
const briefing = {
  kind: 'briefing' as const,
  themes: ['power'],
  audiences: ['social workers'],
  standards: ['PCF10', 'PCF2'],
  minutes: 7,
}
const asked = (search: string) => filterIn(new URLSearchParams(search))

describe('the library is narrowed', () => {
  test.each([
    ['kind=briefing', [briefing]],
    ['theme=participation', [module]],
    ['theme=POWER', [module, briefing]],
    ['audience=social workers', [briefing]],
    ['standard=SWE 4.6', [module]],
    ['standard=PCF2', [module, briefing]],
    ['minutes=10', [briefing]],
    ['minutes=60', [module, briefing]],
    ['minutes=more', []],
    ['cpdType=reflective', [module]],
    ['kind=briefing&theme=power', [briefing]],
    ['kind=team&minutes=10', []],
  ])('by %s', (search, left) => {
    expect([module, briefing].filter((card) => matches(asked(search), card))).toEqual(left)
  })

  test('by nothing when nothing is chosen, and a part that cannot be read narrows nothing', () => {
    expect(isFiltered(asked('theme=&kind='))).toBe(false)
    expect(isFiltered(asked('kind=novel&minutes=7&nonsense=1'))).toBe(false)
    expect(isFiltered(asked('kind=team'))).toBe(true)
    expect(asked('kind=novel&theme=power')).toMatchObject({ theme: 'power' })
  })

  test('to what some toolkit has: each word once, codes by number', () => {
    expect(choices([module, briefing])).toEqual({
      kinds: ['team', 'briefing'],
      themes: ['participation', 'Power'],
      audiences: ['social workers', 'team managers'],
      standards: ['PCF2', 'PCF10', 'SWE 4.6'],
      spans: ['10', '30', '60'],
      cpdTypes: ['reflective'],
    })
  })
})

const card = fc.record(
  {
    kind: fc.constantFrom(...toolkitKinds),
    themes: fc.array(fc.string({ maxLength: 8 })),
    audiences: fc.array(fc.string({ maxLength: 8 })),
    standards: fc.array(fc.string({ maxLength: 8 })),
    cpdType: fc.constantFrom(...cpdTypes),
    minutes: fc.integer({ min: 1, max: 90 }),
  },
  { requiredKeys: ['kind', 'themes', 'audiences', 'standards', 'minutes'] },
)

test('whatever can be chosen finds something, and everything is found by some span', () => {
  fc.assert(
    fc.property(fc.array(card, { minLength: 1, maxLength: 6 }), (cards) => {
      const offered = choices(cards)
      const some = (filter: Parameters<typeof matches>[0]) =>
        cards.some((one) => matches(filter, one))
      for (const kind of offered.kinds) expect(some({ kind })).toBe(true)
      for (const theme of offered.themes) expect(some({ theme })).toBe(true)
      for (const audience of offered.audiences) expect(some({ audience })).toBe(true)
      for (const standard of offered.standards) expect(some({ standard })).toBe(true)
      for (const minutes of offered.spans) expect(some({ minutes })).toBe(true)
      for (const one of cards)
        expect(timeSpans.some((minutes) => matches({ minutes }, one))).toBe(true)
    }),
  )
})
