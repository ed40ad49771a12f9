import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedSince, isCompletedByEdit, retiredAnswers } from '#server/learning/rules/changes.ts'
import { checkState } from '#server/learning/rules/check-state.ts'
import { completion } from '#server/learning/rules/completion.ts'
import { latestAnswers, type Fact } from '#server/learning/rules/fact.ts'
import { planOf } from '#server/learning/rules/plan.ts'
import { progress } from '#server/learning/rules/progress.ts'
import { presentName } from '#server/toolkits/rules/renamed.ts'
import { findItem } from '#server/toolkits/rules/release.ts'
import { person, toolkit } from './cases.ts'
import { anyDraft, anyEdit, badEdit, edited, released, type Draft, type Edit } from './edits.ts'

/** What a learner does between two versions: answers an item, or leaves a section. */
type Act = { act: 'answer'; item: number; choice: 'a' | 'b' } | { act: 'leave'; section: number }
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constant('answer' as const),
    item: fc.nat(20),
    choice: fc.constantFrom('a' as const, 'b' as const),
  }),
  fc.record({ act: fc.constant('leave' as const), section: fc.nat(8) }),
)
const anyLife = fc.array(fc.oneof(anyAct, anyEdit), { maxLength: 40 })

describe('for any sequence of edits that check accepts, at any moment of learning', () => {
  test('every earlier answer stays attached to its item, or is kept and said to be retired', () => {
    fc.assert(
      fc.property(anyDraft, anyLife, (first, life) => {
        let draft = first
        let facts: Fact[] = []
        for (const step of life) {
          if ('act' in step) facts = acted(draft, facts, step)
          else draft = edited(draft, step) ?? draft
          const release = released(draft)
          const gone = new Set(retiredAnswers(release, facts).map((one) => one.item))
          for (const [item, answer] of latestAnswers(facts)) {
            const place = findItem(release, item)
            if (place?.item.type !== 'check') {
              expect(gone.has(item)).toBe(true)
              expect(draft.retired).toContain(item)
              continue
            }
            expect(gone.has(item)).toBe(false)
            const state = checkState(place.item, answer, undefined)
            expect(state).toMatchObject({ answered: true, chosen: answer.payload.answer.chosen })
            expect(state.feedback).not.toBeNull()
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('an edit never takes a tick away, and never gives one without a word', () => {
    fc.assert(
      fc.property(anyDraft, anyLife, (first, life) => {
        let draft = first
        let facts: Fact[] = []
        for (const step of life) {
          if ('act' in step) {
            facts = acted(draft, facts, step)
            continue
          }
          const before = standing(draft, facts)
          const next = edited(draft, step)
          if (!next) continue
          const after = standing(next, facts)
          for (const [section, complete] of after.sections) {
            const name = draft.sections.find(
              ({ id }) => presentName(next.sections, id) === section,
            )?.id
            const was = before.sections.get(name ?? section)
            // A new section is not complete; one that was there is what it was, whatever its name.
            expect(complete).toBe(was ?? false)
          }
          if (before.complete) expect(after.complete).toBe(true)
          if (!before.complete && after.complete) {
            const release = released(next)
            expect(isCompletedByEdit(release, facts)).toBe(true)
            const change = { severity: 'none' as const, note: 'Shorter.' }
            const noted = { ...release, version: '2.0.0', change }
            expect(changedSince(noted, [noted], facts)).toMatchObject({ completedByEdit: true })
          }
          draft = next
        }
      }),
      { numRuns: 300 },
    )
  })

  test('minutes and places agree with the ticks in every version', () => {
    fc.assert(
      fc.property(anyDraft, anyLife, (first, life) => {
        let draft = first
        let facts: Fact[] = []
        for (const step of life) {
          if ('act' in step) facts = acted(draft, facts, step)
          else draft = edited(draft, step) ?? draft
        }
        const shown = progress(planOf(released(draft)), facts, new Set())
        expect(shown.sectionsDone).toBe(shown.sections.filter((one) => one.state === 'done').length)
        expect(shown.minutesLeft === 0).toBe(shown.state === 'done')
      }),
      { numRuns: 100 },
    )
  })
})

describe('★ an edit that would tear an answer off its item', () => {
  test('is refused: an id reused, used twice, given another meaning, or dropped', () => {
    fc.assert(
      fc.property(anyDraft, fc.array(anyEdit, { maxLength: 10 }), badEdit, (first, edits, bad) => {
        const draft = edits.reduce((now, edit) => edited(now, edit) ?? now, first)
        expect(edited(draft, bad)).toBeNull()
      }),
    )
  })

  test('would lose the answer if it were not refused', () => {
    const draft = fc.sample(
      anyDraft.filter((one) => one.sections.some((s) => s.items.some((i) => i.type === 'check'))),
      { numRuns: 1, seed: 1 },
    )[0]
    if (!draft) return expect.fail('no toolkit')
    const all = draft.sections.flatMap((one) => one.items)
    const item = all.findIndex((one) => one.type === 'check')
    const facts = acted(draft, [], { act: 'answer', item, choice: 'a' })
    const unguarded: Draft = { ...draft, lock: new Map() }
    const drop: Edit = { do: 'drop', item }
    const next = edited(unguarded, drop)
    if (!next) return expect.fail('the edit was refused without a guard')
    const [lost] = retiredAnswers(released(next), facts)
    expect(lost).toBeDefined()
    // Nothing says that the item was retired: that is what the list of ids is for.
    expect(next.retired).not.toContain(lost?.item)
    expect(edited(draft, drop)).toBeNull()
  })
})

/** The facts after a learner did something, as the section's page would write them. */
function acted(draft: Draft, facts: Fact[], act: Act): Fact[] {
  const release = released(draft)
  const base = { person, toolkit, release: release.hash, at: facts.length + 1 }
  if (act.act === 'answer') {
    const all = draft.sections.flatMap((section) =>
      section.items.map((item) => ({ section, item })),
    )
    const place = all[act.item % Math.max(1, all.length)]
    if (place?.item.type !== 'check') return facts
    const { id } = place.item
    const nth = (latestAnswers(facts).get(id)?.payload.nth ?? 0) + 1
    const payload = { answer: { chosen: [act.choice] }, correct: act.choice === 'a', nth }
    return [...facts, { ...base, verb: 'answered', section: place.section.id, item: id, payload }]
  }
  const section = draft.sections[act.section % draft.sections.length]
  const state = completion(planOf(release), facts).sections.find(
    (one) => one.section === section?.id,
  )
  // `Save and continue` stays while a check is open.
  if (!section || !state || state.open.length > 0) return facts
  const checks = section.items.filter((item) => item.type === 'check').map((item) => item.id)
  const left: Fact = { ...base, verb: 'left-section', section: section.id, payload: { checks } }
  const after = [...facts, left]
  const isDone = after.some((one) => one.verb === 'completed-module')
  if (isDone || !completion(planOf(release), after).complete) return after
  const sections = draft.sections.map((one) => one.id)
  return [...after, { ...base, verb: 'completed-module', payload: { sections } }]
}

function standing(draft: Draft, facts: readonly Fact[]) {
  const { sections, complete } = completion(planOf(released(draft)), facts)
  return { sections: new Map(sections.map((one) => [one.section, one.complete])), complete }
}
