import type { Work } from '#server/learning/rules/work.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import { participation, release, type classroom } from './classroom.ts'

/** A page that nobody has typed on. */
export const nothing: Work = {
  intent: { act: 'save' },
  release: release('a').hash,
  activeMs: 0,
  reflections: {},
  choices: {},
  shown: {},
}

type Room = Awaited<ReturnType<typeof classroom>>

async function blocks(learning: Room['learning'], ben: Room['ben']) {
  return value(await learning.sectionPage(ben, participation, 'power')).blocks
}

/** The check of the first section as its reader sees it. */
export async function check(learning: Room['learning'], ben: Room['ben']) {
  const all = await blocks(learning, ben)
  return all.flatMap((block) =>
    block.kind === 'check' && block.check.id === 'chair' ? [block.check] : [],
  )[0]
}

/** The reflection of the first section, likewise. */
export async function reflection(learning: Room['learning'], ben: Room['ben']) {
  const all = await blocks(learning, ben)
  return all.flatMap((block) => (block.kind === 'reflection' ? [block.reflection] : []))[0]
}

/** How far the reader is, section by section. */
export async function states(learning: Room['learning'], ben: Room['ben']) {
  const { progress } = value(await learning.overview(ben, participation))
  return progress.sections.map((section) => section.state)
}

/** What was answered; a refusal fails the test with its sentence. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.message}`)
  return outcome.value
}
