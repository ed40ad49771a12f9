import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestWay, wayFaults, type SceneOutline } from '#server/toolkits/rules/items/vignette.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
/** Two to seven scenes with any choices; in half of them each scene also leads to the next. */
const anyGraph: fc.Arbitrary<SceneOutline[]> = fc
  .tuple(fc.integer({ min: 2, max: names.length }), fc.boolean())
  .chain(([count, isChained]) =>
    fc.tuple(
      ...names.slice(0, count).map((id, index) => {
        const next = isChained && index + 1 < count ? names.slice(index + 1, index + 2) : []
        const known = names.slice(0, count).filter((one) => one !== id || !isChained)
        const all = [...known, ...(isChained ? [] : ['nowhere'])]
        return fc
          .subarray(all, { maxLength: Math.min(3, all.length) })
          .map((to) => ({ id, to: [...new Set([...next, ...to])] }))
      }),
    ),
  )

/** True when a reader who stands in `from` can get to an end: tried step by step, without a proof. */
function canEnd(graph: readonly SceneOutline[], from: string): boolean {
  let reached = new Set([from])
  for (let step = 0; step <= graph.length; step += 1) {
    const here = graph.filter((one) => reached.has(one.id))
    if (here.some((one) => one.to.length === 0)) return true
    reached = new Set(here.flatMap((one) => one.to))
  }
  return false
}

describe('the way through a vignette', () => {
  test('in every vignette that is accepted, every walk can end, whatever was chosen', () => {
    let accepted = 0
    fc.assert(
      fc.property(anyGraph, fc.array(fc.nat({ max: 5 }), { maxLength: 30 }), (graph, choices) => {
        if (wayFaults(graph).length > 0) return
        accepted += 1
        let at = graph[0]
        for (const choice of choices) {
          if (!at) throw new Error('a choice led nowhere')
          expect(canEnd(graph, at.id)).toBe(true)
          if (at.to.length === 0) return
          const to = at.to[choice % at.to.length]
          at = graph.find((one) => one.id === to)
        }
      }),
      { numRuns: 1_000 },
    )
    // The property says something only when the lint lets graphs through, loops among them.
    expect(accepted).toBeGreaterThan(100)
  })

  test('★ of every vignette that is refused, there is a fault that a reader would meet', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const meets = graph.some(
          (one) =>
            !canEnd(graph, one.id) ||
            one.to.some((to) => to === one.id || !graph.some((other) => other.id === to)) ||
            !isReached(graph, one.id),
        )
        expect(wayFaults(graph).length > 0).toBe(meets)
      }),
    )
  })

  const fault = (graph: SceneOutline[]) => wayFaults(graph)[0]

  test('names each fault at its scene', () => {
    const end = { id: 'end', to: [] }
    expect(fault([{ id: 'a', to: ['end'] }, end])).toBeUndefined()
    expect(fault([{ id: 'a', to: ['x'] }, end])).toEqual({ scene: 0, kind: 'unknown', to: 'x' })
    expect(fault([{ id: 'a', to: ['end'] }, end, { ...end }])).toEqual({ scene: 2, kind: 'twice' })
    expect(fault([{ id: 'a', to: ['a', 'end'] }, end])).toMatchObject({ kind: 'itself' })
    expect(fault([{ id: 'a', to: ['end', 'end'] }, end])).toMatchObject({ kind: 'same-target' })
    expect(fault([{ id: 'a', to: ['end'] }, end, { id: 'b', to: ['end'] }])).toEqual({
      scene: 2,
      kind: 'unreachable',
    })
    // Two scenes that only lead to each other: a reader would never come out again.
    const trap = [
      { id: 'a', to: ['b', 'end'] },
      { id: 'b', to: ['c'] },
      { id: 'c', to: ['b'] },
      end,
    ]
    expect(wayFaults(trap)).toEqual([
      { scene: 1, kind: 'endless' },
      { scene: 2, kind: 'endless' },
    ])
  })

  test('a loop with a way out is accepted', () => {
    const graph = [
      { id: 'a', to: ['b'] },
      { id: 'b', to: ['a', 'c'] },
      { id: 'c', to: [] },
    ]
    expect(wayFaults(graph)).toEqual([])
  })
})

test('the longest way counts each scene once, and is quick where all scenes lead to all', () => {
  const words = (text: string) => text.split(' ').length
  const choice = (to: string) => ({ to, text: 'Go on' })
  const short = [
    { id: 'a', text: 'One two three', choices: [choice('b'), choice('c')] },
    { id: 'b', text: 'One', choices: [choice('a'), choice('c')] },
    { id: 'c', text: 'One two', choices: [] },
  ]
  // a, b, c: 3 + 4 (its choices) + 1 + 4 + 2.
  expect(longestWay(short, words)).toBe(14)
  const ids = Array.from({ length: 30 }, (_, n) => `s${n}`)
  const dense = ids.map((id) => ({ id, text: 'One two', choices: ids.slice(0, 6).map(choice) }))
  const began = performance.now()
  expect(longestWay(dense, words)).toBeGreaterThan(0)
  expect(performance.now() - began).toBeLessThan(1_000)
})

function isReached(graph: readonly SceneOutline[], id: string): boolean {
  let reached = new Set([graph[0]?.id ?? ''])
  for (let step = 0; step <= graph.length; step += 1)
    reached = new Set([
      ...reached,
      ...graph.filter((one) => reached.has(one.id)).flatMap((one) => one.to),
    ])
  return reached.has(id)
}
