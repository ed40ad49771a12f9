import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { textOfBoxes } from './boxes.ts'

/** How an item is named in a form. */
export const itemPattern = /^[a-z][a-z0-9-]{0,99}$/

/** The form names: one place for the page that writes them and the edge that reads them. */
export const fieldNames = {
  reflection: (id: string) => `reflection.${id}`,
  choice: (id: string) => `choice.${id}`,
  /** One of several choices of an item: under a statement, or for a left side. */
  part: (id: string, part: string) => `choice.${id}.${part}`,
  /** One box of a reflection that has several. */
  box: (id: string, box: string) => `reflection.${id}.${box}`,
  shown: (id: string) => `shown.${id}`,
}

/** What a form holds for an item: what is chosen, or the one text of its boxes; `null` for neither. */
export type Held = { chosen: string[]; text: string | null }

/** What a form holds, item by item; null when a name in it is none of ours. */
export function heldIn(form: Iterable<[string, unknown]>): Map<string, Held> | null {
  const held = new Map<string, Held>()
  const boxes = new Map<string, Record<string, string>>()
  for (const [name, value] of form) {
    const field = fieldOf(name)
    if (field === null) continue
    if (!itemPattern.test(field.item) || typeof value !== 'string') return null
    const one = held.get(field.item) ?? { chosen: [], text: null }
    held.set(field.item, one)
    if (field.kind === 'shown') continue
    if (field.part !== null && !part.test(field.part)) return null
    if (field.kind === 'choice') {
      // A list that nothing was chosen from posts an empty value.
      if (value !== '') one.chosen.push(field.part === null ? value : `${field.part}:${value}`)
    } else if (field.part === null) one.text = value
    else boxes.set(field.item, { ...boxes.get(field.item), [field.part]: value })
  }
  for (const [id, typed] of boxes) {
    const one = held.get(id)
    if (one) one.text = textOfBoxes(typed)
  }
  return held
}

const part = /^[a-z0-9][a-z0-9-]{0,59}$/

/** The item that a field belongs to, and the part of it; null for a field of the whole page. */
export function fieldOf(
  name: string,
): { kind: 'reflection' | 'choice' | 'shown'; item: string; part: string | null } | null {
  const [kind, id = '', ...rest] = name.split('.')
  if (kind !== 'reflection' && kind !== 'choice' && kind !== 'shown') return null
  return { kind, item: id, part: rest.length === 0 ? null : rest.join('.') }
}

/** The fingerprint of a choice: the order in which it was made does not matter. */
export function choiceFingerprint(chosen: readonly string[]): string {
  return fingerprint([...chosen].sort().join(' '))
}
