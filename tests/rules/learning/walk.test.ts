import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact } from '#server/learning/rules/fact.ts'
import { spreadOutcome } from '#server/learning/rules/spread-view.ts'
import {
  isRepeated,
  pathAfter,
  pathMark,
  sceneOf,
  vignetteView,
  walkOf,
  type Step,
} from '#server/learning/rules/walk.ts'
import { scaleOptions, type SpreadItem } from '#server/toolkits/rules/items/spread.ts'
import type { VignetteItem } from '#server/toolkits/rules/items/vignette.ts'
import { oldRelease, person, toolkit } from './cases.ts'

const scene = (id: string, to: string[]) => ({
  id,
  text: `SCENE-${id}`,
  choices: to.map((one) => ({ to: one, text: `To ${one}` })),
})
const door: VignetteItem = {
  type: 'vignette',
  id: 'door',
  scenes: [
    scene('ring', ['wait', 'note']),
    scene('wait', ['talk', 'ring']),
    scene('note', []),
    scene('talk', []),
  ],
}
const html = door.scenes.map((one) => `<p>${one.text}</p>`)

function walked(path: string[], nth: number, ended = false): Fact {
  return {
    ...{ person, toolkit, release: oldRelease, at: nth, section: 's1', item: 'door' },
    verb: 'walked',
    payload: { path, ended, nth },
  }
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((go) => ({ go })),
  fc.constantFrom('back' as const, 'restart' as const),
)

/** Takes what steps there are, and keeps each as a fact. */
function takeSteps(steps: readonly Step[]): Fact[] {
  const facts: Fact[] = []
  for (const step of steps) {
    const walk = walkOf(door, facts)
    const path = pathAfter(door, walk.path, step)
    if (!path) continue
    const ended = sceneOf(door, path.at(-1))?.choices.length === 0
    facts.push(walked(path, walk.steps + 1, ended))
  }
  return facts
}

describe('a walk', () => {
  test('begins at the first scene, goes where a choice leads, and can go back', () => {
    expect(walkOf(door, [])).toEqual({ path: ['ring'], isEnd: false, isDone: false, steps: 0 })
    const facts = takeSteps([{ go: 1 }, { go: 1 }])
    expect(walkOf(door, facts)).toEqual({
      path: ['ring', 'wait', 'talk'],
      isEnd: true,
      isDone: true,
      steps: 2,
    })
    // Going back takes the end away from the path, and nothing from what was done.
    const back = takeSteps([{ go: 1 }, { go: 1 }, 'back', 'back'])
    expect(walkOf(door, back)).toMatchObject({ path: ['ring'], isEnd: false, isDone: true })
    expect(takeSteps(['back', 'restart', { go: 5 }])).toEqual([])
  })

  test('★ whatever is pressed, the page holds the scenes of the path and of no other', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => {
        const facts = takeSteps(steps)
        const walk = walkOf(door, facts)
        const seen = JSON.stringify(vignetteView(door, walk, html))
        for (const { id } of door.scenes) {
          // Negative control in the same breath: what is on the path is there.
          expect(seen.includes(`SCENE-${id}`)).toBe(walk.path.includes(id))
          expect(seen).not.toContain(`"${id}"`)
        }
      }),
    )
  })

  test('is the same in whatever order the facts come, once or twice', () => {
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 12 }).map(takeSteps),
        fc.infiniteStream(fc.nat()),
        (facts, random) => {
          const rank = new Map(facts.map((one) => [one, random.next().value]))
          const other = [...facts, ...facts].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
          expect(walkOf(door, other)).toEqual(walkOf(door, facts))
        },
      ),
    )
  })

  test('stands at the last scene that a new release still leads to', () => {
    const facts = takeSteps([{ go: 1 }, { go: 1 }])
    const changed = {
      ...door,
      scenes: [scene('ring', ['wait']), scene('wait', ['note']), scene('note', [])],
    }
    expect(walkOf(changed, facts)).toEqual({
      ...{ path: ['ring', 'wait'], isEnd: false, isDone: true, steps: 2 },
    })
    const other = { ...door, scenes: [scene('phone', ['note']), scene('note', [])] }
    expect(walkOf(other, facts).path).toEqual(['phone'])
  })

  test('a step that arrives twice is known as the same', () => {
    const before = ['ring', 'wait']
    for (const step of [{ go: 1 }, { go: 2 }, 'back', 'restart'] as const) {
      const after = pathAfter(door, before, step) ?? []
      expect(isRepeated(door, after, step, pathMark(before)), JSON.stringify(step)).toBe(true)
    }
    // Another window has gone another way: that is not the same.
    expect(isRepeated(door, ['ring', 'note'], { go: 1 }, pathMark(['ring']))).toBe(false)
    expect(isRepeated(door, ['ring', 'wait', 'talk'], { go: 1 }, pathMark(['ring']))).toBe(false)
  })

  test('ends after a hundred scenes, however it turns', () => {
    const steps = Array.from({ length: 300 }, (_, n): Step => ({ go: n % 2 === 0 ? 1 : 2 }))
    expect(walkOf(door, takeSteps(steps)).path).toHaveLength(100)
  })
})

describe('a spread', () => {
  const worry: SpreadItem = {
    ...{ type: 'spread', id: 'worry', prompt: 'How worried are you?', panel: 'Two voices.' },
    scale: { lowest: 'Not at all', highest: 'Very' },
    options: scaleOptions('Not at all', 'Very'),
    judgements: [
      { for: '2', by: 'A school nurse', why: 'She has eaten.' },
      { for: '4', by: 'A social worker', why: 'The story changed.' },
    ],
  }
  const practitioners = (counts: Record<string, number>) => {
    const { lines, total } = spreadOutcome(worry, '4', new Map(Object.entries(counts)))
    return { total, counts: lines.map((line) => line.practitioners) }
  }

  test('★ tells no count below five judgements, not even how many there are', () => {
    expect(practitioners({ '1': 1, '4': 3 })).toEqual({
      total: null,
      counts: [null, null, null, null, null],
    })
    expect(practitioners({})).toMatchObject({ total: null })
    // Negative control: the fifth opens it.
    expect(practitioners({ '1': 2, '4': 3 })).toEqual({ total: 5, counts: [2, 0, 0, 3, 0] })
  })

  test('counts nothing that the item does not have', () => {
    expect(practitioners({ '4': 4, gone: 20 })).toMatchObject({ total: null })
  })

  test('shows the reader’s own beside the panel and its reasons', () => {
    const { lines, panel } = spreadOutcome(worry, '4', new Map())
    expect(panel).toBe('Two voices.')
    expect(lines.filter((line) => line.isOwn)).toMatchObject([
      { option: '4', panel: [{ by: 'A social worker', why: 'The story changed.' }] },
    ])
    expect(lines[0]?.text).toBe('1: Not at all')
  })
})
