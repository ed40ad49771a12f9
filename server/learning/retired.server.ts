import { findItem } from '#server/toolkits/rules/release.ts'
import { chosenFrom, sameChosen } from './rules/chosen.ts'
import { latestAnswers } from './rules/fact.ts'
import { mark } from './rules/mark.ts'
import type { Session } from './typed.server.ts'

/**
 * An answer on a page of an older release, to a check that is no longer asked. Says that it is kept,
 * and gives the fact of that release to write; null when there is nothing to keep.
 */
export function retiredAnswer(
  { shownRelease, work, desk, problems }: Session,
  intent: { act: 'check' | 'again'; item: string },
) {
  const place = shownRelease && findItem(shownRelease, intent.item)
  const say = (message: string) => problems.push({ item: intent.item, message })
  if (!shownRelease || place?.item.type !== 'check') {
    say('This question is no longer asked.')
    return null
  }
  const { item, section } = place
  const chosen = chosenFrom(item, work.choices[item.id] ?? [])
  const marked = mark(item, { chosen })
  if (intent.act === 'check' && !marked.ok) {
    say(marked.error.message)
    return null
  }
  const answer = latestAnswers(desk.facts).get(item.id)?.payload
  const isSame = answer !== undefined && sameChosen(item, answer.answer.chosen, chosen)
  say('This question is no longer asked. Your answer is kept, and nothing waits for you here.')
  if (!marked.ok || isSame) return null
  const { correct } = marked.value
  const payload = { answer: { chosen }, correct, nth: (answer?.nth ?? 0) + 1 }
  return {
    what: { verb: 'answered' as const, section: section.id, item: item.id, payload },
    release: shownRelease,
  }
}
