import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { changesBetween, type Change } from './changes.ts'
import type { Written } from './entry.ts'
import { answerText } from './answer.ts'
import type { Profile } from '../regulator/profile.ts'

/** An answer that became another one. */
export type AnswerChange = { field: string; question: string; changes: Change[] }

type Answers = Pick<Written, 'fields' | 'minutes' | 'participatoryMinutes'>

/** Which answers differ between two versions, in the form's order, each with what changed in it. */
export function answerChanges(profile: Profile, before: Answers, after: Answers): AnswerChange[] {
  const differ = (field: string, question: string, a: string, b: string): AnswerChange[] =>
    a === b ? [] : [{ field, question, changes: changesBetween(a, b) }]
  return [
    ...profile.fields.flatMap(({ id, question }) =>
      differ(
        ...([id, question] as const),
        answerText(profile, before, id, dayTextWithYear),
        answerText(profile, after, id, dayTextWithYear),
      ),
    ),
    ...times.flatMap(([id, question]) =>
      profile.fields.some((field) => field.id === id)
        ? []
        : differ(id, question, String(before[id] ?? ''), String(after[id] ?? '')),
    ),
  ]
}

const times = [
  ['minutes', 'Minutes'],
  ['participatoryMinutes', 'Minutes with others'],
] as const
