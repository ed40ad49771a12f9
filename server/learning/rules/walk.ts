import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import type { Scene, VignetteItem } from '#server/toolkits/rules/items/vignette.ts'
import type { Fact } from './fact.ts'

export type WalkedFact = Extract<Fact, { verb: 'walked' }>

/** Scenes of one walk, from the first to where one stands: long enough for every detour. */
export const longestWalk = 100

/** Where somebody stands in a vignette. */
export type Walk = {
  /** The scenes from the first one to here. */
  path: string[]
  /** No choice leads on from here. */
  isEnd: boolean
  /** An end was reached once; going back takes nothing away. */
  isDone: boolean
  /** How many steps, forward and back, were taken before. */
  steps: number
}

/**
 * Where somebody stands, by the facts of their walk. What a new release has changed on the way is
 * cut off: they stand at the last scene that they could still have come to. Pure.
 */
export function walkOf(item: VignetteItem, facts: readonly Fact[]): Walk {
  const walked = facts.filter(
    (one): one is WalkedFact => one.verb === 'walked' && one.item === item.id,
  )
  const newest = walked.reduce<WalkedFact | null>(
    (last, one) => (last && last.payload.nth > one.payload.nth ? last : one),
    null,
  )
  const path = knownPath(item, newest?.payload.path ?? [])
  return {
    path,
    isEnd: sceneOf(item, path.at(-1))?.choices.length === 0,
    isDone: walked.some((one) => one.payload.ended),
    steps: newest?.payload.nth ?? 0,
  }
}

function knownPath(item: VignetteItem, path: readonly string[]): string[] {
  const [first] = item.scenes
  if (!first) return []
  const known = [first.id]
  if (path[0] !== first.id) return known
  for (const next of path.slice(1)) {
    const here = sceneOf(item, known.at(-1))
    if (!here?.choices.some((choice) => choice.to === next)) return known
    known.push(next)
  }
  return known
}

export function sceneOf(item: VignetteItem, id: string | undefined): Scene | undefined {
  return item.scenes.find((one) => one.id === id)
}

/** What a button of a vignette asks for: a choice by its place from 1, one back, or all the way. */
export type Step = { go: number } | 'back' | 'restart'

/**
 * The path after a step; null where there is no such step. A choice is named by its place, because
 * the name of a scene would tell what is in it.
 */
export function pathAfter(
  item: VignetteItem,
  path: readonly string[],
  step: Step,
): string[] | null {
  if (step === 'back') return path.length > 1 ? path.slice(0, -1) : null
  if (step === 'restart') return path.length > 1 ? path.slice(0, 1) : null
  const choice = sceneOf(item, path.at(-1))?.choices[step.go - 1]
  return choice && path.length < longestWalk ? [...path, choice.to] : null
}

/** True when the page that showed `shown` asked for the very step that led to `path`. */
export function isRepeated(
  item: VignetteItem,
  path: readonly string[],
  step: Step,
  shown: string,
): boolean {
  if (step === 'restart') return path.length === 1
  if (step === 'back')
    return (sceneOf(item, path.at(-1))?.choices ?? []).some(
      (choice) => pathMark([...path, choice.to]) === shown,
    )
  const before = path.slice(0, -1)
  return pathMark(before) === shown && pathAfter(item, before, step)?.at(-1) === path.at(-1)
}

/** The mark of a path, by which a page says what it showed. */
export function pathMark(path: readonly string[]): string {
  return fingerprint(path.join(' '))
}

/** A vignette as its reader sees it: the scenes that they have come through, and nothing else. */
export type VignetteView = {
  type: 'vignette'
  id: string
  title?: string
  /** Each scene behind, and what was chosen in it. */
  behind: { html: string; chosen: string }[]
  here: { html: string; choices: string[] }
  isEnd: boolean
  isDone: boolean
  shown: string
}

/** Built from the path alone: a scene that is not on it does not get in. `html` is by scene. */
export function vignetteView(
  item: VignetteItem,
  { path, isEnd, isDone }: Walk,
  html: readonly string[],
): VignetteView {
  const htmlOf = (id: string | undefined) =>
    html[item.scenes.findIndex((scene) => scene.id === id)] ?? ''
  const here = path.at(-1)
  return {
    type: item.type,
    id: item.id,
    ...(item.title === undefined ? {} : { title: item.title }),
    behind: path.slice(0, -1).map((id, index) => ({
      html: htmlOf(id),
      chosen:
        sceneOf(item, id)?.choices.find((choice) => choice.to === path[index + 1])?.text ?? '',
    })),
    here: {
      html: htmlOf(here),
      choices: sceneOf(item, here)?.choices.map((choice) => choice.text) ?? [],
    },
    isEnd,
    isDone,
    shown: pathMark(path),
  }
}
