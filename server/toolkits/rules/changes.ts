import type { Item } from './items/index.ts'
import type { Change } from './release.ts'

/** What can be compared of a toolkit: its items by id, and its texts as they were written. */
export type Outline = {
  sections: { id: string; title: string; text: string; items: readonly Item[] }[]
  /** Stages and guides, by the name of their file. */
  texts: { name: string; text: string }[]
  retired: readonly string[]
}

type Severity = Change['severity']
/** One sentence on a change, and what it asks of those who had finished. */
export type ToldChange = { sentence: string; severity: Severity }

const order: Severity[] = ['none', 'read', 'redo']

/**
 * What changed from `before` to `after`, in words, in the order of the module. Items are known by
 * their ids wherever they stand. Pure.
 */
export function changes(before: Outline, after: Outline): ToldChange[] {
  return [
    ...sectionChanges(before, after),
    ...itemChanges(before, after),
    ...textChanges(before, after),
  ]
}

/** The severity that fits all of them: the highest. */
export function fittingSeverity(told: readonly ToldChange[]): Severity {
  return told.reduce<Severity>(
    (most, one) => (order.indexOf(one.severity) > order.indexOf(most) ? one.severity : most),
    'none',
  )
}

function sectionChanges(before: Outline, after: Outline): ToldChange[] {
  const told: ToldChange[] = []
  const tell = (sentence: string, severity: Severity = 'none') => told.push({ sentence, severity })
  const was = new Map(before.sections.map((one) => [one.id, one]))
  const is = new Map(after.sections.map((one) => [one.id, one]))
  const origins = originsOf(before, after)
  for (const { id, title, text } of after.sections) {
    const old = was.get(id)
    const from = origins.get(id)
    if (!old && from === undefined) tell(`Section ${id} is new: “${title}”.`, 'read')
    else if (!old && from !== undefined)
      tell(
        is.has(from)
          ? `Section ${from} is split: a part of it is now ${id}.`
          : `Section ${from} is now called ${id}.`,
      )
    if (old && old.title !== title) tell(`Section ${id} is now titled “${title}”.`)
    const earlier = old ?? (from !== undefined && !is.has(from) ? was.get(from) : undefined)
    if (!earlier) continue
    // The words of a part that was split off have not gone.
    const parts = after.sections.filter((one) => !was.has(one.id) && origins.get(one.id) === id)
    const reworded = rewording(earlier.text, [text, ...parts.map((one) => one.text)].join('\n'))
    if (reworded) tell(`Section ${id}: ${reworded.words}.`, reworded.severity)
  }
  for (const { id } of before.sections)
    if (!is.has(id) && ![...origins.values()].includes(id)) tell(`Section ${id} is gone.`)
  for (const { id, items } of after.sections) {
    const earlier = was.get(id)?.items.map((one) => one.id) ?? []
    const now = items.map((one) => one.id)
    const both = (ids: readonly string[]) =>
      ids.filter((one) => earlier.includes(one) && now.includes(one)).join()
    if (both(earlier) !== both(now)) tell(`The items of section ${id} stand in another order.`)
  }
  const common = (outline: Outline) =>
    outline.sections.map((one) => one.id).filter((id) => was.has(id) && is.has(id))
  if (common(before).join() !== common(after).join()) tell('The sections stand in another order.')
  return told
}

/** For each section that was not there before: the one that its first item known before came from. */
function originsOf(before: Outline, after: Outline): Map<string, string> {
  const homes = new Map(
    before.sections.flatMap((one) => one.items.map((item) => [item.id, one.id] as const)),
  )
  const known = new Set(before.sections.map((one) => one.id))
  return new Map(
    after.sections.flatMap(({ id, items }) => {
      const [from] = items.flatMap((item) => homes.get(item.id) ?? [])
      return known.has(id) || from === undefined ? [] : [[id, from] as const]
    }),
  )
}

function itemChanges(before: Outline, after: Outline): ToldChange[] {
  const told: ToldChange[] = []
  const was = placed(before)
  const is = placed(after)
  for (const [id, { item, section }] of is) {
    const old = was.get(id)
    if (!old) {
      told.push({
        sentence: `The ${item.type} ${id} is new, in section ${section}.`,
        severity: 'read',
      })
      continue
    }
    if (old.section !== section)
      told.push({
        sentence: `The ${item.type} ${id} moved from section ${old.section} to ${section}.`,
        severity: 'none',
      })
    if (right(old.item) !== right(item))
      told.push({ sentence: `The ${item.type} ${id} has another right answer.`, severity: 'redo' })
    else if (JSON.stringify(old.item) !== JSON.stringify(item))
      told.push({ sentence: `The ${item.type} ${id} is reworded.`, severity: 'none' })
  }
  for (const [id, { item }] of was) {
    if (is.has(id)) continue
    told.push({
      sentence: after.retired.includes(id)
        ? `The ${item.type} ${id} is retired: answers to it are kept.`
        : `The ${item.type} ${id} has vanished.`,
      severity: 'none',
    })
  }
  return told
}

type Placed = { item: Item; section: string }

function placed(outline: Outline): Map<string, Placed> {
  return new Map(
    outline.sections.flatMap(({ id: section, items }) =>
      items.map((item) => [item.id, { item, section }]),
    ),
  )
}

/** What is right in a check, by ids alone: words may change. */
function right(item: Item): string {
  if (item.type !== 'check') return ''
  if (item.kind === 'match')
    // Pairs that share a right side belong together, whatever words it has.
    return item.pairs
      .map((one) => `${one.id} ${item.pairs.find((other) => other.right === one.right)?.id ?? ''}`)
      .sort()
      .join()
  if (item.kind === 'order') return item.choices.map((one) => one.id).join()
  return item.choices
    .flatMap((one) => (one.correct ? [one.id] : []))
    .sort()
    .join()
}

function textChanges(before: Outline, after: Outline): ToldChange[] {
  const was = new Map(before.texts.map((one) => [one.name, one.text]))
  const is = new Map(after.texts.map((one) => [one.name, one.text]))
  const told: ToldChange[] = []
  for (const [name, text] of is) {
    const old = was.get(name)
    if (old === undefined) told.push({ sentence: `${name} is new.`, severity: 'none' })
    else {
      const reworded = rewording(old, text)
      if (reworded) told.push({ sentence: `${name}: ${reworded.words}.`, severity: 'none' })
    }
  }
  for (const name of was.keys())
    if (!is.has(name)) told.push({ sentence: `${name} is gone.`, severity: 'none' })
  return told
}

/** Above this share of its words a text is worth reading again. Our own measure. */
const worthReading = 0.15

function rewording(before: string, after: string): { words: string; severity: Severity } | null {
  const [was, is] = [wordsOf(before), wordsOf(after)]
  const count = (bag: Map<string, number>) => [...bag.values()].reduce((sum, n) => sum + n, 0)
  let kept = 0
  for (const [word, n] of was) kept += Math.min(n, is.get(word) ?? 0)
  const added = count(is) - kept
  const gone = count(was) - kept
  if (added === 0 && gone === 0) return null
  const parts = [
    ...(added > 0 ? [`${added} ${added === 1 ? 'word' : 'words'} came`] : []),
    ...(gone > 0 ? [`${gone} went`] : []),
  ]
  const share = Math.max(added, gone) / Math.max(1, count(was))
  return { words: parts.join(' and '), severity: share > worthReading ? 'read' : 'none' }
}

function wordsOf(text: string): Map<string, number> {
  const bag = new Map<string, number>()
  for (const word of text.split(/\s+/u)) if (word !== '') bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}
