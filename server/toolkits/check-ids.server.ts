import { z } from 'zod'
import type { PlacedItem } from './syntax.server.ts'
import { answerIds } from './rules/items/check.ts'
import { checkKinds } from './rules/items/check-kinds.ts'
import type { Item } from './rules/items/index.ts'
import { surveyPhases } from './rules/items/survey.ts'
import { itemTypes, type ItemType } from './rules/items/types.ts'
import type { Finding } from './rules/release.ts'
import type { SourceFile } from './source.server.ts'
import { readYaml } from './yaml.server.ts'

/**
 * What an id has named: answers hang on the item and on its choices, pairs, statements, scenes or
 * options.
 */
const lockedItem = z.strictObject({
  type: z.enum(itemTypes),
  kind: z.enum([...checkKinds, ...surveyPhases]).optional(),
  choices: z.array(z.string().min(1).max(60)).optional(),
})
export type LockedItem = z.infer<typeof lockedItem>
export type KnownIds = ReadonlyMap<string, LockedItem>

const lockFile = z.strictObject({ items: z.record(z.string(), lockedItem) })

/** What the list of ids remembers of an item. */
export function lockedAs(item: Item): LockedItem {
  switch (item.type) {
    case 'check':
      return { type: item.type, kind: item.kind, choices: answerIds(item) }
    case 'survey':
      return {
        type: item.type,
        kind: item.phase,
        choices: item.statements.map((one) => one.id),
      }
    case 'confidence':
    case 'reflection':
      return { type: item.type }
    case 'vignette':
      return { type: item.type, choices: item.scenes.map((one) => one.id) }
    case 'spread':
      return { type: item.type, choices: item.options.map((one) => one.id) }
  }
}

/** The committed list of ids. JSON is YAML too, so faults come with line and column. */
export function readLock(lock: SourceFile | null): {
  ids: KnownIds
  findings: Finding[]
  at: (id: string) => { line: number; column: number }
} {
  const start = () => ({ line: 1, column: 1 })
  if (!lock) return { ids: new Map(), findings: [], at: start }
  const read = readYaml(lock.shown, lock.text, lockFile)
  if (!read.ok) return { ids: new Map(), findings: read.findings, at: start }
  const { items } = read.value
  return {
    ids: new Map(Object.entries(items)),
    findings: [],
    at: (id) => read.at(['items', id]),
  }
}

/** The text of ids.lock.json once `items` are published; ids that were there before stay in it. */
export function lockText(before: KnownIds, items: readonly Item[]): string {
  const all = new Map([...before, ...items.map((one) => [one.id, lockedAs(one)] as const)])
  const rows = [...all].map(([id, one]) => `    ${JSON.stringify(id)}: ${JSON.stringify(one)}`)
  return `{\n  "items": {\n${rows.join(',\n')}\n  }\n}\n`
}

/**
 * Ids are for ever: an id is used once, keeps its type, and does not vanish unless `retired` names
 * it; a retired id does not come back. Source: content.md.
 */
export function checkIds(
  items: readonly (PlacedItem & { file: string })[],
  retired: readonly string[],
  before: KnownIds,
  vanishedAt: (id: string) => { file: string; line: number; column: number },
): Finding[] {
  const findings: Finding[] = []
  const gone = new Set(retired)
  const present = new Set<string>()
  for (const { item, file, line, column } of items) {
    const fault = (message: string, mend: string) =>
      findings.push({ file, line, column, rule: 'id', message, mend })
    const was = before.get(item.id)
    if (present.has(item.id))
      fault(`The id ${item.id} is used twice.`, 'Give this item an id of its own.')
    else if (gone.has(item.id))
      fault(`The id ${item.id} is retired.`, 'Answers still hang on it: take a new id.')
    else if (was !== undefined) {
      const change = changed(was, lockedAs(item))
      if (change !== null)
        fault(
          `The id ${item.id} named ${change} before.`,
          `Answers hang on it: give this ${item.type} a new id and put ${item.id} into retired.`,
        )
    }
    present.add(item.id)
  }
  for (const id of before.keys()) {
    if (present.has(id) || gone.has(id)) continue
    findings.push({
      ...vanishedAt(id),
      rule: 'id',
      message: `The item ${id} has vanished.`,
      mend: `Bring it back, or put ${id} into retired in toolkit.yaml.`,
    })
  }
  return findings
}

const partNames: Record<ItemType, string> = {
  check: 'choice',
  confidence: 'part',
  survey: 'statement',
  reflection: 'part',
  vignette: 'scene',
  spread: 'option',
}

/** What an id named before, where answers to it would no longer fit; null where they do. */
function changed(was: LockedItem, now: LockedItem): string | null {
  if (was.type !== now.type) return `a ${was.type}`
  if (was.kind !== undefined && was.kind !== now.kind)
    return `${was.kind === 'order' ? 'an' : 'a'} ${was.kind} ${was.type}`
  const lost = was.choices?.find((choice) => !now.choices?.includes(choice))
  return lost === undefined ? null : `a ${now.type} with the ${partNames[now.type]} ${lost}`
}
