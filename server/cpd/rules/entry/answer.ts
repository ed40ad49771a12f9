import type { Day } from '#server/platform/rules/london.ts'
import { textOf, type Entry, type EntryFields } from './entry.ts'
import { activityLabel, type Profile } from '../regulator/profile.ts'
import { isWordField, namesPartner, partnerConsent, type FieldId } from '../regulator/question.ts'

type Answered = Pick<Entry, 'fields' | 'minutes' | 'participatoryMinutes'> &
  Partial<Pick<Entry, 'broughtLabel'>>

/**
 * What an entry answers to one question of `profile`, as plain text; '' where there is no answer,
 * and for whatever this profile does not ask. Who the partner of a discussion was is answered only
 * to a profile that asks it, and only when the owner has ticked that the partner agreed. Every page
 * and export that shows answers takes them from here. `dateText` writes the date; 'YYYY-MM-DD' when
 * left out. Pure, never throws.
 */
export function answerText(
  profile: Profile,
  entry: Answered,
  id: FieldId,
  dateText: (on: Day) => string = (on) => on,
): string {
  const field = profile.fields.find((one) => one.id === id)
  if (!field) return ''
  const { fields } = entry
  switch (id) {
    case 'activityType':
      return activityText([profile], entry) ?? ''
    case 'date':
      return fields.date === null ? '' : dateText(fields.date)
    case 'minutes':
    case 'participatoryMinutes':
      return hoursText(entry[id])
  }
  if (namesPartner(id) && !mayNamePartner(fields)) return ''
  const text = textOf(fields, id)
  return field.kind === 'tick' && text !== '' ? 'Yes' : text
}

/**
 * What an entry's type of activity is called: by the first of these profiles that knows it, else as
 * the file called it from which the entry came; null for no type, or one that nobody names.
 */
export function activityText(
  profiles: readonly Profile[],
  { fields, broughtLabel = null }: Pick<Answered, 'fields' | 'broughtLabel'>,
): string | null {
  if (fields.activityType === null) return null
  const labels = profiles.map((one) => activityLabel(one, fields.activityType))
  return labels.find((label) => label !== null) ?? broughtLabel
}

/**
 * The answers to questions beside the known ones that may leave for these profiles: all but who a
 * partner was, and that too where one of them asks it and the partner agreed.
 */
export function othersFor(
  profiles: readonly Profile[],
  fields: EntryFields,
): Record<string, string> {
  const asked = (id: FieldId) => profiles.some((of) => of.fields.some((one) => one.id === id))
  const kept = Object.entries(fields.others).filter(
    ([id]) => !isWordField(id) && (!namesPartner(id) || (asked(id) && mayNamePartner(fields))),
  )
  return Object.fromEntries(kept)
}

/** The answers without who the partner of a discussion was. */
export function withoutPartner(fields: EntryFields): EntryFields {
  const others = Object.entries(fields.others).filter(([id]) => !namesPartner(id))
  return { ...fields, others: Object.fromEntries(others) }
}

/** Whether the owner has ticked that the partner agreed to be named. */
function mayNamePartner(fields: EntryFields): boolean {
  return textOf(fields, partnerConsent) === 'yes'
}

/** '1 hour 30 minutes'; '' for no time at all. */
export function hoursText(minutes: number | null): string {
  if (minutes === null) return ''
  const hours = Math.floor(minutes / 60)
  const rest = minutes - hours * 60
  const parts = [
    ...(hours > 0 ? [`${hours} ${hours === 1 ? 'hour' : 'hours'}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} ${rest === 1 ? 'minute' : 'minutes'}`] : []),
  ]
  return parts.join(' ')
}
