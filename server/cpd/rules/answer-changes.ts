import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { changesBetween, type Change } from './changes.ts'
import type { Written } from './entry.ts'
import { activityLabel, type FieldId, type Profile } from './profile.ts'

/** An answer that became another one. */
export type AnswerChange = { field: string; question: string; changes: Change[] }

/** Which answers differ between two versions, in the form's order, each with what changed in it. */
export function answerChanges(
  profile: Profile,
  before: Pick<Written, 'fields' | 'minutes'>,
  after: Pick<Written, 'fields' | 'minutes'>,
): AnswerChange[] {
  const differ = (field: string, question: string, a: string, b: string): AnswerChange[] =>
    a === b ? [] : [{ field, question, changes: changesBetween(a, b) }]
  return [
    ...profile.fields.flatMap(({ id, question }) =>
      differ(id, question, textOf(profile, before, id), textOf(profile, after, id)),
    ),
    ...differ('minutes', 'Minutes', String(before.minutes ?? ''), String(after.minutes ?? '')),
  ]
}

function textOf(profile: Profile, { fields }: Pick<Written, 'fields'>, id: FieldId): string {
  if (id === 'activityType') return activityLabel(profile, fields.activityType) ?? ''
  if (id === 'date') return fields.date ? dayTextWithYear(fields.date) : ''
  return fields[id]
}
