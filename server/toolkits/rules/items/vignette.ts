import { z } from 'zod'
import { itemId, plainWords } from './words.ts'

const go = z.strictObject({ to: itemId, text: plainWords })
const scene = z.strictObject({
  id: itemId,
  /** The scene's words without mark-up; what is shown is rendered when the release is published. */
  text: z.string().trim().min(1).max(4_000),
  /** Where one can go on from here; none at an end. */
  choices: z.array(go).max(6),
})
export type Scene = z.infer<typeof scene>

/** A situation in scenes: each choice leads on, and the first scene opens it. */
export const vignetteItem = z.strictObject({
  type: z.literal('vignette'),
  id: itemId,
  title: plainWords.optional(),
  scenes: z.array(scene).min(2).max(30),
})
export type VignetteItem = z.infer<typeof vignetteItem>

/** What a browser may know before anything was chosen: the first scene is shown, no other exists. */
export type VignetteDescriptor = { type: 'vignette'; id: string; title?: string }

export const vignette = {
  schema: vignetteItem,
  /** Time that choosing takes, in seconds; the words on the way are counted apart. Our estimate. */
  seconds: 30,
  descriptor: (item: VignetteItem): VignetteDescriptor => ({
    type: item.type,
    id: item.id,
    ...(item.title === undefined ? {} : { title: item.title }),
  }),
  /** Words for the search of sections: the title and the first scene, nothing of what comes later. */
  words: (item: VignetteItem): string =>
    [item.title ?? '', item.scenes[0]?.text ?? ''].join('\n').trim(),
}

export type SceneOutline = { id: string; to: readonly string[] }

/** What is wrong with the way through a vignette; `scene` is its place in the list, from 0. */
export type WayFault = { scene: number; to?: string } & (
  | { kind: 'twice' | 'unreachable' | 'endless' }
  | { kind: 'unknown' | 'same-target' | 'itself'; to: string }
)

/**
 * Everything that keeps a walk from going right: two scenes of one id, a choice that leads nowhere,
 * to its own scene or where another choice leads, a scene that nobody reaches, and a scene from
 * which no end can be reached. None of them: every walk can end. Pure, in the order of the scenes.
 */
export function wayFaults(scenes: readonly SceneOutline[]): WayFault[] {
  const byId = new Map<string, SceneOutline>()
  for (const one of scenes) if (!byId.has(one.id)) byId.set(one.id, one)
  const reached = closure(scenes[0] ? [scenes[0].id] : [], (id) => byId.get(id)?.to ?? [])
  const before = new Map<string, string[]>()
  for (const one of byId.values())
    for (const to of one.to) before.set(to, [...(before.get(to) ?? []), one.id])
  const ends = [...byId.values()].filter((one) => one.to.length === 0).map((one) => one.id)
  const canEnd = closure(ends, (id) => before.get(id) ?? [])
  const faults = scenes.flatMap((one, at): WayFault[] => {
    if (byId.get(one.id) !== one) return [{ scene: at, kind: 'twice' }]
    const targets = one.to.flatMap((to, index): WayFault[] => {
      if (!byId.has(to)) return [{ scene: at, kind: 'unknown', to }]
      if (to === one.id) return [{ scene: at, kind: 'itself', to }]
      return one.to.indexOf(to) === index ? [] : [{ scene: at, kind: 'same-target', to }]
    })
    if (targets.length > 0) return targets
    if (!reached.has(one.id)) return [{ scene: at, kind: 'unreachable' }]
    return canEnd.has(one.id) ? [] : [{ scene: at, kind: 'endless' }]
  })
  // A choice into nowhere may be a slip in an id: then what it cuts off is no fault of its own.
  const slips = faults.filter((one) => one.kind === 'unknown' || one.kind === 'twice')
  return slips.length > 0 ? slips : faults
}

function closure(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set(from)
  // A set that grows while it is walked: each member is visited once.
  for (const id of found) for (const one of next(id)) found.add(one)
  return found
}

/** Words of the longest way to an end that passes no scene twice: what its reader reads at most. */
export function longestWay(scenes: readonly Scene[], words: (text: string) => number): number {
  const byId = new Map(scenes.map((one) => [one.id, one]))
  let steps = 0
  const from = (id: string, passed: ReadonlySet<string>): number => {
    const one = byId.get(id)
    steps += 1
    // Many ways cross each other: then every scene counts, which is longer and never too short.
    if (!one || passed.has(id) || steps > 5_000) return 0
    const onward = one.choices.map((choice) => from(choice.to, new Set([...passed, id])))
    const offered = one.choices.reduce((sum, choice) => sum + words(choice.text), 0)
    return words(one.text) + offered + Math.max(0, ...onward)
  }
  const longest = scenes[0] ? from(scenes[0].id, new Set()) : 0
  if (steps <= 5_000) return longest
  return scenes.reduce((sum, one) => sum + words(one.text), 0)
}
