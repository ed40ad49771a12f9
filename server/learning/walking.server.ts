import { findItem } from '#server/toolkits/rules/release.ts'
import type { WalkedPayload } from './rules/fact.ts'
import { isRepeated, pathAfter, pathMark, sceneOf, walkOf, type Step } from './rules/walk.ts'
import type { Session } from './typed.server.ts'

/** A step that was taken: what is to be kept as a fact. */
export type Walked = { section: string; item: string; payload: WalkedPayload }

/**
 * The step that a button of a vignette asks for, or null: where it was taken already by the same
 * post, and where it cannot be taken, after the problem has been named. Nothing is written here.
 */
export function stepOf(session: Session, id: string, step: Step): Walked | null {
  const { release, desk, work, problems } = session
  const place = findItem(release, id)
  const refuse = (message: string) => {
    problems.push({ item: id, message })
    return null
  }
  if (place?.item.type !== 'vignette') return refuse('This vignette is no longer asked.')
  const { item, section } = place
  const walk = walkOf(item, desk.facts)
  const shown = work.shown[id]?.split(' ')[0]
  if (shown !== undefined && shown !== pathMark(walk.path)) {
    if (isRepeated(item, walk.path, step, shown)) return null
    return refuse('You have gone on elsewhere. This is where you stand now: choose from here.')
  }
  // A page of an older release counts its own choices.
  const older = session.shownRelease && findItem(session.shownRelease, id)?.item
  const path = pathAfter(older?.type === 'vignette' ? older : item, walk.path, step)
  const here = sceneOf(item, walk.path.at(-1))
  const to = path?.at(-1)
  const leadsOn = typeof step === 'string' || here?.choices.some((choice) => choice.to === to)
  if (!path || !leadsOn)
    return refuse('This choice is no longer there. Choose again, or start again.')
  const ended = sceneOf(item, to)?.choices.length === 0
  return { section: section.id, item: id, payload: { path, ended, nth: walk.steps + 1 } }
}
