import { confidentialityFindings, withReplacement } from './check.ts'
import { findingKinds, type Finding, type FindingKind } from './finding.ts'
import {
  textIds,
  textOf,
  withText,
  type Entry,
  type EntryFields,
  type SpottedSum,
} from '../entry/entry.ts'
import { isWordField, namesPartner, ownFieldId, type FieldId } from '../regulator/question.ts'

/** What the confidentiality check found in one answer. `nth` counts those of its kind, from 0. */
export type Spotted = Finding & { nth: number }

/** What could show who somebody is in `text`, in the order in which it stands. */
export function spottedIn(text: string): Spotted[] {
  const counts = new Map<FindingKind, number>()
  return confidentialityFindings(text).map((finding) => {
    const nth = counts.get(finding.kind) ?? 0
    counts.set(finding.kind, nth + 1)
    return { ...finding, nth }
  })
}

/**
 * How many such places an entry's answers hold, and the first answer that holds one. Who the partner
 * of a discussion was is not looked at: that answer is there to name somebody.
 */
export function spottedInEntry(fields: EntryFields): SpottedSum {
  const ids = textIds(fields).filter((id) => !namesPartner(id))
  const counts = ids.map((id) => confidentialityFindings(textOf(fields, id)).length)
  return {
    count: counts.reduce((sum, one) => sum + one, 0),
    field: ids[counts.findIndex((one) => one > 0)] ?? null,
  }
}

/** The same as it was found when the entry was saved; looked for now where that is not known. */
export function spottedOf({ spotted, fields }: Pick<Entry, 'spotted' | 'fields'>): SpottedSum {
  return spotted ?? spottedInEntry(fields)
}

/** The value of the button that changes one place; it holds no word of the text. */
export function spottedChoice(field: FieldId, { kind, nth }: Spotted): string {
  return `${field}:${kind}:${nth}`
}

/** The answers with what is offered at the chosen place; null when that place is not there. */
export function withSpottedChanged(
  fields: EntryFields,
  choice: string,
): { fields: EntryFields; field: FieldId } | null {
  const [field = '', kindName, nth] = choice.split(':')
  const kind = findingKinds.find((one) => one === kindName)
  if (!kind || !(isWordField(field) || ownFieldId.safeParse(field).success)) return null
  const text = textOf(fields, field)
  const place = spottedIn(text).find((one) => one.kind === kind && String(one.nth) === nth)
  if (!place) return null
  return { field, fields: withText(fields, field, withReplacement(text, place).trim()) }
}
