import type { Nodes } from 'mdast'
import { wayFaults, type Scene, type VignetteItem, type WayFault } from './rules/items/vignette.ts'
import { plainText, type Fault, type MdxElement } from './syntax.server.ts'
import type { Use } from './uses.server.ts'

type UseOf<N extends Use['name']> = Extract<Use, { name: N }>
type SceneRead = { use: UseOf<'Scene'>; text: string; choices: UseOf<'Go'>[] }

/** A vignette as it is written, or null after `fault` has heard what is wrong with it. */
export function readVignette(
  use: UseOf<'Vignette'>,
  uses: readonly Use[],
  fault: Fault,
): VignetteItem | null {
  const known = new Map(uses.map((one) => [one.element, one]))
  const parts = elementsIn(use.element).map((element) => known.get(element))
  const scenes = parts.flatMap((one) => (one?.name === 'Scene' ? [readScene(one, known)] : []))
  const isBroken = scenes.some((one) => one === null) || scenes.length < parts.length
  // What was refused already has its own finding: nothing more can be said of the way.
  if (isBroken) return null
  const sound = scenes.flatMap((one) => (one ? [one] : []))
  if (!isSound(use, sound, fault)) return null
  return {
    type: 'vignette',
    ...use.attributes,
    scenes: sound.map(({ use: scene, text, choices }): Scene => ({
      id: scene.attributes.id,
      text,
      choices: choices.map((go) => ({
        to: go.attributes.to,
        text: plainText(go.element).trim(),
      })),
    })),
  }
}

function readScene(use: UseOf<'Scene'>, known: ReadonlyMap<MdxElement, Use>): SceneRead | null {
  const inside = elementsIn(use.element).map((element) => known.get(element))
  const choices = inside.flatMap((one) => (one?.name === 'Go' ? [one] : []))
  if (choices.length < inside.length) return null
  return { use, text: sceneText(use.element), choices }
}

function isSound(use: UseOf<'Vignette'>, scenes: readonly SceneRead[], fault: Fault): boolean {
  let sound = true
  const refuse = (at: Use, message: string, mend: string) => {
    sound = false
    fault({ line: at.line, column: at.column }, 'scenes', message, mend)
  }
  if (scenes.length < 2)
    refuse(use, 'A vignette has at least two scenes.', 'Add a <Scene> that a choice leads to.')
  if (scenes.length > 30) refuse(use, 'A vignette has at most 30 scenes.', 'Make two of it.')
  for (const { use: scene, text, choices } of scenes) {
    if (text === '') refuse(scene, 'This scene says nothing.', 'Write what happens in it.')
    if (text.length > 4_000) refuse(scene, 'This scene is over 4,000 characters.', 'Shorten it.')
    if (choices.length > 6) refuse(scene, 'A scene has at most six choices.', 'Take some out.')
    for (const go of choices)
      if (plainText(go.element).trim() === '')
        refuse(go, 'This choice has no words.', 'Write what one would do: <Go to="…">words</Go>.')
  }
  if (!sound) return false
  const outlines = scenes.map((one) => ({
    id: one.use.attributes.id,
    to: one.choices.map((go) => go.attributes.to),
  }))
  for (const one of wayFaults(outlines)) {
    const scene = scenes[one.scene]
    if (!scene) continue
    const targets = scene.choices.filter((go) => go.attributes.to === one.to)
    const at = one.kind === 'same-target' ? targets[1] : targets[0]
    const { message, mend } = told(one, scene.use.attributes.id)
    refuse(at ?? scene.use, message, mend)
  }
  return sound
}

function told(fault: WayFault, scene: string): { message: string; mend: string } {
  switch (fault.kind) {
    case 'twice':
      return { message: `Two scenes are called ${scene}.`, mend: 'Give each its own id.' }
    case 'unknown':
      return {
        message: `There is no scene ${fault.to} in this vignette.`,
        mend: 'Write that scene, or name one that is there.',
      }
    case 'itself':
      return {
        message: `This choice leads back to its own scene ${fault.to}.`,
        mend: 'Let it lead to another; readers can always go back.',
      }
    case 'same-target':
      return {
        message: `Two choices of this scene lead to ${fault.to}.`,
        mend: 'Give each a scene of its own: what follows shows what was chosen.',
      }
    case 'unreachable':
      return {
        message: `No way leads to the scene ${scene}.`,
        mend: `Write <Go to="${scene}"> in a scene before it, or take it out.`,
      }
    case 'endless':
      return {
        message: `From the scene ${scene} no end can be reached.`,
        mend: 'Add a choice that leads to a scene without <Go>: that is an end.',
      }
  }
}

/** The components directly in an element or in its Markdown, not in each other. */
export function elementsIn(element: MdxElement): MdxElement[] {
  const within = (nodes: readonly Nodes[]): MdxElement[] =>
    nodes.flatMap((node) =>
      node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
        ? [node]
        : 'children' in node
          ? within(node.children)
          : [],
    )
  return within(element.children)
}

/** The words of a scene, a paragraph each, without its choices. */
function sceneText(scene: MdxElement): string {
  const words = (node: Nodes): string => {
    if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') return ''
    if (!('children' in node)) return plainText(node)
    const isList = node.type === 'list' || node.type === 'blockquote' || node.type === 'table'
    return node.children.map(words).join(isList ? '\n' : '')
  }
  const blocks: readonly Nodes[] = scene.children
  return blocks
    .map((block) => words(block).trim())
    .filter((text) => text !== '')
    .join('\n\n')
}
