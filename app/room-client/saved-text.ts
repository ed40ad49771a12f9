import type { Mine } from '#server/rooms/rules/shapes.ts'
import type { Answer } from './answer.ts'
import type { RawCommand } from './form-command.ts'

/** What the server has of a field `phase/field` or `learning/question`; empty when it has nothing. */
export function savedText(mine: Mine, key: string): string {
  const [phase = '', field = ''] = key.split('/')
  if (phase === 'learning') {
    return Object.entries(mine.learning).find(([question]) => question === field)?.[1] ?? ''
  }
  return mine.drafts.find((one) => one.phase === phase && one.field === field)?.text ?? ''
}

/** Texts that the server has answered for, by field, with the revision of `mine` that holds them. */
export type AnsweredTexts = Readonly<Record<string, { text: string; revision: number }>>

/** `known` with the texts that `answer` says are saved. */
export function withAnswered(
  known: AnsweredTexts,
  { type, body }: RawCommand,
  answer: Answer,
): AnsweredTexts {
  if (!answer.ok || !('mine' in answer)) return known
  const revision = answer.mine
  if (type === 'draft.save') {
    const { phase, field, text } = body
    if (typeof phase !== 'string' || typeof field !== 'string' || typeof text !== 'string') {
      return known
    }
    return { ...known, [`${phase}/${field}`]: { text, revision } }
  }
  if (type !== 'learning.save') return known
  const saved = Object.entries(body).flatMap(([question, text]) =>
    typeof text === 'string' ? [[`learning/${question}`, { text, revision }] as const] : [],
  )
  return { ...known, ...Object.fromEntries(saved) }
}

/**
 * The answered text of a field while the news of it is still on its way: between the two it is
 * neither unsent nor among what is one's own, and must not vanish from its field for that moment.
 */
export function awaitedText(known: AnsweredTexts, mine: Mine, key: string): string | undefined {
  const answered = known[key]
  return answered && answered.revision > mine.revision ? answered.text : undefined
}
