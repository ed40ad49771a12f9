import type { Item } from '#server/toolkits/rules/release.ts'

const longestQuestion = 60

/**
 * What to do about a check that keeps its section open: answer it, or press the button where a choice
 * stands already, for whoever has chosen thinks of it as answered. A long question is cut after a
 * word: it stands whole beside the sentence.
 */
export function openCheckText(item: Item, chosen: readonly string[]): string {
  if (item.type !== 'check') return 'Answer this check.'
  const isChosen = (item.kind === 'single' || item.kind === 'multiple') && chosen.some(Boolean)
  const what = isChosen ? 'Press “Check answer” here' : 'Answer this check'
  return `${what}: ${shortened(item.question)}`
}

function shortened(question: string): string {
  if (question.length <= longestQuestion) return question
  const cut = question.slice(0, longestQuestion)
  const end = cut.lastIndexOf(' ')
  return `${(end > 0 ? cut.slice(0, end) : cut).replace(/[\s.,;:!?–-]+$/u, '')}…`
}
