import fc from 'fast-check'
import { personId, releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import type { Fact } from '#server/learning/rules/fact.ts'
import type { Plan, PlanPart } from '#server/learning/rules/plan.ts'

export const person = personId.parse('11111111-1111-4111-8111-111111111111')
export const toolkit = toolkitId.parse('participation')
export const oldRelease = releaseHash.parse('a'.repeat(64))
export const newRelease = releaseHash.parse('b'.repeat(64))

const part = (section: number): fc.Arbitrary<PlanPart> =>
  fc.oneof(
    fc.record({ kind: fc.constant('prose' as const), seconds: fc.integer({ min: 1, max: 240 }) }),
    fc.record({
      kind: fc.constantFrom(...(['check', 'reflection', 'survey', 'vignette', 'spread'] as const)),
      item: fc.integer({ min: 1, max: 4 }).map((n) => `s${section}-i${n}`),
      seconds: fc.integer({ min: 1, max: 120 }),
    }),
  )

/** Modules of one to four sections; an item id stands at most once in a module. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(...[1, 2, 3, 4].map((n) => fc.array(part(n), { maxLength: 6 })))
  .chain((all) => fc.integer({ min: 1, max: 4 }).map((count) => all.slice(0, count)))
  .map((sections) => ({
    sections: sections.map((parts, index) => ({
      id: `s${index + 1}`,
      title: `Section ${index + 1}`,
      parts: parts.filter(
        (one, at) =>
          one.kind === 'prose' ||
          parts.findIndex((other) => other.kind !== 'prose' && other.item === one.item) === at,
      ),
    })),
  }))

const at = fc.integer({ min: 1, max: 1_000_000 })
const release = fc.constantFrom(oldRelease, newRelease)
const section = fc.constantFrom('s1', 's2', 's3', 's4')
const item = fc
  .tuple(section, fc.integer({ min: 1, max: 4 }))
  .map(([id, n]) => ({ section: id, item: `${id}-i${n}` }))

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .tuple(at, release)
    .map(([when, hash]) => ({ ...base(when, hash), verb: 'started' as const, payload: {} })),
  fc
    .tuple(at, release, item, fc.boolean(), fc.integer({ min: 1, max: 5 }))
    .map(([when, hash, where, correct, nth]) => ({
      ...base(when, hash),
      verb: 'answered' as const,
      ...where,
      payload: { answer: { chosen: ['a'] }, correct, nth },
    })),
  fc.tuple(at, release, item, fc.integer({ min: 1, max: 3 })).map(([when, hash, where, nth]) => ({
    ...base(when, hash),
    verb: 'responded' as const,
    ...where,
    payload: { answer: { chosen: ['a'] }, nth },
  })),
  fc
    .tuple(at, release, item, fc.boolean(), fc.integer({ min: 1, max: 5 }))
    .map(([when, hash, where, ended, nth]) => ({
      ...base(when, hash),
      verb: 'walked' as const,
      ...where,
      payload: { path: ['first', 'second'], ended, nth },
    })),
  fc.tuple(at, release, section, fc.subarray([1, 2, 3, 4])).map(([when, hash, id, numbers]) => ({
    ...base(when, hash),
    verb: 'left-section' as const,
    section: id,
    payload: { checks: numbers.map((n) => `${id}-i${n}`) },
  })),
  fc.tuple(at, release, fc.subarray(['s1', 's2', 's3', 's4'])).map(([when, hash, sections]) => ({
    ...base(when, hash),
    verb: 'completed-module' as const,
    payload: { sections },
  })),
)

export const anyFacts = fc.array(anyFact, { maxLength: 25 })

/** Reflections that have a text. */
export const anyWritten = fc
  .array(item, { maxLength: 6 })
  .map((items) => new Set(items.map((one) => one.item)))

function base(when: number, hash: typeof oldRelease) {
  return { person, toolkit, release: hash, at: when }
}

/** A module of two sections, for the plain examples. */
export const visitModule: Plan = {
  sections: [
    {
      id: 'silence',
      title: 'What silence can mean',
      parts: [
        { kind: 'prose', seconds: 120 },
        { kind: 'check', item: 'first-look', seconds: 30 },
        { kind: 'prose', seconds: 60 },
        { kind: 'reflection', item: 'last-visit', seconds: 90 },
      ],
    },
    {
      id: 'power',
      title: 'Power in the visit',
      parts: [
        { kind: 'prose', seconds: 200 },
        { kind: 'check', item: 'chair', seconds: 30 },
        { kind: 'check', item: 'door', seconds: 30 },
      ],
    },
  ],
}

export function answered(item: string, section: string, when = 10, nth = 1): Fact {
  return {
    ...base(when, oldRelease),
    verb: 'answered',
    section,
    item,
    payload: { answer: { chosen: ['a'] }, correct: false, nth },
  }
}

export function left(section: string, checks: string[], when = 20, hash = oldRelease): Fact {
  return { ...base(when, hash), verb: 'left-section', section, payload: { checks } }
}

export const started: Fact = { ...base(1, oldRelease), verb: 'started', payload: {} }
