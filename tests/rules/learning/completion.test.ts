import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completion } from '#server/learning/rules/completion.ts'
import { factKey, type Fact } from '#server/learning/rules/fact.ts'
import { anyFacts, anyPlan, answered, left, newRelease, started, visitModule } from './cases.ts'

describe('a section', () => {
  test('is complete when every check is answered, right or not, and it was left', () => {
    const facts = [answered('first-look', 'silence'), left('silence', ['first-look'])]
    expect(states(facts)).toEqual({ silence: true, power: false })
  })

  test('is not complete while a check is open, whatever was left', () => {
    const facts = [answered('chair', 'power'), left('power', ['chair', 'door'])]
    const power = completion(visitModule, facts).sections[1]
    expect(power).toMatchObject({ complete: false, answered: ['chair'], open: ['door'] })
  })

  test('is not complete when it was answered but never left', () => {
    expect(states([answered('first-look', 'silence')])).toEqual({ silence: false, power: false })
  })

  test('stays complete when a new release adds a check to it', () => {
    const facts = [answered('chair', 'power'), left('power', ['chair'])]
    expect(states(facts)).toEqual({ silence: false, power: true })
  })

  test('becomes complete when a new release retires the check that was open', () => {
    const facts = [answered('chair', 'power'), answered('door', 'power'), left('power', ['x'])]
    expect(states(facts)).toEqual({ silence: false, power: true })
  })
})

describe('a module', () => {
  const all = [
    answered('first-look', 'silence', 10),
    left('silence', ['first-look'], 20),
    answered('chair', 'power', 30),
    answered('door', 'power', 40),
    left('power', ['chair', 'door'], 50),
  ]

  test('is complete when all its sections are, at the moment of the last missing fact', () => {
    expect(completion(visitModule, all)).toMatchObject({ complete: true, completedAt: 50 })
    for (const missing of all) {
      const rest = all.filter((one) => one !== missing)
      expect(completion(visitModule, rest).complete).toBe(false)
    }
  })

  test('stays complete when a new release adds a section', () => {
    const { sections } = visitModule
    const longer = { sections: [...sections, { id: 'plan', title: 'The plan', parts: [] }] }
    const finished: Fact = {
      ...started,
      verb: 'completed-module',
      at: 50,
      payload: { sections: ['silence', 'power'] },
    }
    expect(completion(longer, all).complete).toBe(false)
    expect(completion(longer, [...all, finished]).complete).toBe(true)
  })

  test('is not believed to be complete by a bare fact that says so', () => {
    const bare: Fact = {
      ...started,
      release: newRelease,
      verb: 'completed-module',
      payload: { sections: ['silence', 'power'] },
    }
    expect(completion(visitModule, [bare]).complete).toBe(false)
  })

  test('without sections is never complete', () => {
    expect(completion({ sections: [] }, all).complete).toBe(false)
  })
})

describe('for any module and any facts', () => {
  test('their order and repetition change nothing', () => {
    fc.assert(
      fc.property(
        anyPlan,
        anyFacts,
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (plan, facts, keys) => {
          const shuffled = [...facts, ...facts.slice(0, 5)]
            .map((one, index) => ({ one, key: keys[index] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one)
          expect(completion(plan, shuffled)).toEqual(completion(plan, facts))
        },
      ),
    )
  })

  test('another fact never takes a tick away', () => {
    fc.assert(
      fc.property(anyPlan, anyFacts, anyFacts, (plan, some, more) => {
        const before = completion(plan, some)
        const after = completion(plan, [...some, ...more])
        if (before.complete) expect(after.complete).toBe(true)
        before.sections.forEach((section, index) => {
          if (section.complete) expect(after.sections[index]?.complete).toBe(true)
        })
      }),
    )
  })

  test('all sections complete makes the module complete', () => {
    fc.assert(
      fc.property(anyPlan, anyFacts, (plan, facts) => {
        const all = completion(plan, facts)
        if (all.sections.every((section) => section.complete)) expect(all.complete).toBe(true)
        expect(all.complete).toBe(all.completedAt !== null)
      }),
    )
  })

  test('a retry has the key of the first try, and another answer has not', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const one of facts) expect(factKey({ ...one, at: one.at + 1 })).toBe(factKey(one))
      }),
    )
    expect(factKey(answered('chair', 'power', 10, 2))).not.toBe(factKey(answered('chair', 'power')))
  })
})

function states(facts: readonly Fact[]): Record<string, boolean> {
  const { sections } = completion(visitModule, facts)
  return Object.fromEntries(sections.map((one) => [one.section, one.complete]))
}
