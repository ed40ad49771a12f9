import { headingOf, type Profile } from '../regulator/profile.ts'
import type { FieldId, KnownFieldId } from '../regulator/question.ts'

const fieldNames: Partial<Record<FieldId, string>> & Record<KnownFieldId, string> = {
  activityType: 'the type of activity',
  description: 'what it was and why it matters to you',
  date: 'the date',
  learnt: 'what you learnt',
  impact: 'the good it will do',
  peerLearning: 'what you learnt from peers',
  minutes: 'how long it took',
  participatoryMinutes: 'how long you learnt together with others',
}

/** 'what you learnt and the good it will do'; a profile's own questions by their own words. */
export function fieldList(profile: Profile, fields: readonly FieldId[]): string {
  const names = fields.map((id) => fieldNames[id] ?? `“${headingOf(profile, id)}”`)
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
