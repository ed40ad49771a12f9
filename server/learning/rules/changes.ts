import type { Change, Release, ReleaseNote } from '#server/toolkits/rules/release.ts'
import { presentName } from '#server/toolkits/rules/renamed.ts'
import { completion } from './completion.ts'
import { latestAnswers, type Fact } from './fact.ts'
import { planOf } from './plan.ts'

/** What is different since the release that a learner worked on, in words. */
export type Changed = {
  severity: 'redo' | 'read' | 'none'
  /** What the author says of each version since then, the oldest first. */
  notes: { version: string; note: string }[]
  /** Sections with questions that the learner has not answered, in reading order. */
  sections: { section: string; title: string; questions: number }[]
  /** How many of their answers are to questions that are no longer asked. */
  retiredAnswers: number
  /** What was still to be done has been left out: the module is complete by the edit alone. */
  completedByEdit: boolean
}

const weights: Record<Change['severity'], number> = { none: 0, read: 1, redo: 2 }

/**
 * What a learner has to be told about the releases since the one they worked on; null when there is
 * nothing: they began with this one, or have said that they know. Pure; answers and completion stay
 * as they are, whatever it says.
 */
export function changedSince(
  release: Pick<Release, 'hash' | 'version' | 'change' | 'sections'>,
  history: readonly ReleaseNote[],
  facts: readonly Fact[],
): Changed | null {
  const byEdit = isCompletedByEdit(release, facts)
  const earlier = facts.filter((one) => one.release !== release.hash)
  const knows = facts.some((one) => one.verb === 'saw-release' && one.release === release.hash)
  const last = earlier.reduce<Fact | null>((a, b) => (a === null || b.at >= a.at ? b : a), null)
  if (!last || (knows && !byEdit)) return null
  const notes = notesSince(release, history, last.release)
  const severity = notes.reduce<Change['severity']>(
    (most, { change }) => (weights[change.severity] > weights[most] ? change.severity : most),
    'none',
  )
  if (severity === 'none' && !byEdit) return null
  return {
    severity,
    notes: notes
      .filter(({ change }) => change.severity !== 'none')
      .map(({ version, change }) => ({ version, note: change.note })),
    sections: unanswered(release, facts),
    retiredAnswers: retiredAnswers(release, facts).length,
    completedByEdit: byEdit,
  }
}

/** The newest answers to checks that the release no longer has: they are kept, nothing waits. */
export function retiredAnswers(
  release: Pick<Release, 'sections'>,
  facts: readonly Fact[],
): { item: string; release: Fact['release']; chosen: readonly string[]; at: number }[] {
  const asked = new Set(release.sections.flatMap(({ items }) => items.map((one) => one.id)))
  return [...latestAnswers(facts).values()]
    .filter((one) => !asked.has(one.item))
    .map(({ item, release: hash, payload, at }) => ({
      ...{ item, at, release: hash },
      chosen: payload.answer.chosen,
    }))
}

/** Complete, although nobody pressed anything that completed it: an edit took the rest away. */
export function isCompletedByEdit(
  release: Pick<Release, 'sections'>,
  facts: readonly Fact[],
): boolean {
  if (facts.some((one) => one.verb === 'completed-module')) return false
  return completion(planOf(release), facts).complete
}

function notesSince(
  release: ReleaseNote,
  history: readonly ReleaseNote[],
  last: Fact['release'],
): readonly ReleaseNote[] {
  const from = history.findIndex((one) => one.hash === last)
  const to = history.findIndex((one) => one.hash === release.hash)
  // A release that the history does not know, such as a preview: its own note is what there is.
  return from === -1 || to <= from ? [release] : history.slice(from + 1, to + 1)
}

function unanswered(
  release: Pick<Release, 'sections'>,
  facts: readonly Fact[],
): Changed['sections'] {
  const { sections } = completion(planOf(release), facts)
  const left = new Set(
    facts.flatMap((one) =>
      one.verb === 'left-section' ? [presentName(release.sections, one.section)] : [],
    ),
  )
  return release.sections.flatMap(({ id, title }, index) => {
    const questions = sections[index]?.open.length ?? 0
    // A section that was never left is still ahead: it is no news there.
    return questions > 0 && left.has(id) ? [{ section: id, title, questions }] : []
  })
}
