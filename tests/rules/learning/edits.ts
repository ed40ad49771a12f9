import fc from 'fast-check'
import { checkIds, lockedAs, type LockedItem } from '#server/toolkits/check-ids.server.ts'
import { releaseHash } from '#server/platform/rules/ids.ts'
import { withEarlierNames } from '#server/toolkits/rules/renamed.ts'
import type { Item, Release, Section } from '#server/toolkits/rules/release.ts'

/** A toolkit as its author edits it, with the list of ids that guards it. */
export type Draft = {
  version: number
  sections: Section[]
  retired: string[]
  lock: ReadonlyMap<string, LockedItem>
}

/** One thing that an author does. Numbers name a section or an item by its place, round and round. */
export type Edit =
  | { do: 'insert'; type: 'check' | 'reflection'; section: number; place: number }
  | { do: 'move'; item: number; section: number; place: number }
  | { do: 'reword'; item: number }
  | { do: 'retire'; item: number }
  | { do: 'split'; section: number; place: number }
  | { do: 'move-section'; section: number; place: number }
  /** The file gets another name; with `more`, a question as well. */
  | { do: 'rename'; section: number; more: boolean }
  /** What check refuses: the id of a retired item, an id that is there, an id for something else. */
  | { do: 'reuse-retired'; item: number }
  | { do: 'use-twice'; item: number }
  | { do: 'retype'; item: number }
  | { do: 'drop'; item: number }

export const badEdits = ['reuse-retired', 'use-twice', 'retype', 'drop'] as const

const at = fc.nat(20)
const goodEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    do: fc.constant('insert' as const),
    type: fc.constantFrom('check' as const, 'reflection' as const),
    section: at,
    place: at,
  }),
  fc.record({ do: fc.constant('move' as const), item: at, section: at, place: at }),
  fc.record({ do: fc.constantFrom('reword' as const, 'retire' as const), item: at }),
  fc.record({ do: fc.constant('rename' as const), section: at, more: fc.boolean() }),
  fc.record({
    do: fc.constantFrom('split' as const, 'move-section' as const),
    section: at,
    place: at,
  }),
)
export const badEdit: fc.Arbitrary<Edit> = fc.record({
  do: fc.constantFrom(...badEdits),
  item: at,
})
export const anyEdit = fc.oneof(
  { arbitrary: goodEdit, weight: 5 },
  { arbitrary: badEdit, weight: 1 },
)

/** The first version: two or three sections with a few items. */
export const anyDraft: fc.Arbitrary<Draft> = fc
  .array(fc.array(fc.constantFrom('check' as const, 'reflection' as const), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((sections) => {
    let count = 0
    const made = sections.map((types, index) => ({
      ...blank(`s${index + 1}`),
      items: types.map((type) => newItem(type, `i${(count += 1)}`)),
    }))
    const draft = { version: 0, sections: numbered(made), retired: [], lock: new Map() }
    return { ...draft, lock: lockOf(draft) }
  })

/**
 * The toolkit after an edit, when `check` accepts it: the same function that publishing asks. Null
 * when it refuses, or when there was nothing to edit.
 */
export function edited(draft: Draft, edit: Edit): Draft | null {
  const next = changed(draft, edit)
  if (!next) return null
  const placed = next.sections.flatMap(({ items }) =>
    items.map((item) => ({ item, file: 'section.mdx', line: 1, column: 1 })),
  )
  const nowhere = () => ({ file: 'toolkit.yaml', line: 1, column: 1 })
  if (checkIds(placed, next.retired, draft.lock, nowhere).length > 0) return null
  // As publishing does, which keeps the names that sections have had.
  const sections = withEarlierNames(numbered(next.sections), draft.sections)
  return { ...next, sections, version: draft.version + 1, lock: lockOf(next) }
}

/** As it is published. */
export function released(draft: Draft): Pick<Release, 'hash' | 'sections'> {
  return {
    hash: releaseHash.parse(draft.version.toString(16).padStart(64, '0')),
    sections: draft.sections,
  }
}

function changed(draft: Draft, edit: Edit): Draft | null {
  const { sections, retired } = draft
  const all = sections.flatMap((section) => section.items)
  const named = 'item' in edit ? all[edit.item % Math.max(1, all.length)] : undefined
  const put = (item: Item, into: number, place: number, from = sections): Section[] =>
    from.map((section, index) =>
      index === into % from.length
        ? { ...section, items: inserted(section.items, item, place) }
        : section,
    )
  const without = (item: Item) =>
    sections.map((section) => ({
      ...section,
      items: section.items.filter((one) => one.id !== item.id),
    }))
  const replaced = (item: Item, by: Item[]) =>
    sections.map((section) => ({
      ...section,
      items: section.items.flatMap((one) => (one.id === item.id ? by : [one])),
    }))
  switch (edit.do) {
    case 'insert': {
      const item = newItem(edit.type, `n${draft.version + 1}`)
      return { ...draft, sections: put(item, edit.section, edit.place) }
    }
    case 'move':
      return named
        ? { ...draft, sections: put(named, edit.section, edit.place, without(named)) }
        : null
    case 'reword':
      return named ? { ...draft, sections: replaced(named, [reworded(named)]) } : null
    case 'retire':
      return named ? { ...draft, sections: without(named), retired: [...retired, named.id] } : null
    case 'split':
      return { ...draft, sections: split(draft, edit) }
    case 'move-section': {
      const from = edit.section % sections.length
      const rest = sections.filter((_, index) => index !== from)
      const one = sections[from]
      return one ? { ...draft, sections: inserted(rest, one, edit.place) } : null
    }
    case 'rename': {
      const one = sections[edit.section % sections.length]
      const more = edit.more ? [newItem('check', `n${draft.version + 1}`)] : []
      const id = `r${draft.version + 1}`
      return {
        ...draft,
        sections: sections.map((section) =>
          section === one ? { ...section, id, items: [...section.items, ...more] } : section,
        ),
      }
    }
    case 'reuse-retired': {
      const id = retired[edit.item % Math.max(1, retired.length)]
      return id === undefined ? null : { ...draft, sections: put(newItem('check', id), 0, 0) }
    }
    case 'use-twice':
      return named ? { ...draft, sections: put(named, 0, 0) } : null
    case 'retype':
      return named ? { ...draft, sections: replaced(named, [retyped(named)]) } : null
    case 'drop':
      return named ? { ...draft, sections: without(named) } : null
  }
}

/** A section in two: the first part keeps the name, the second gets one that was never used. */
function split(draft: Draft, edit: { section: number; place: number }): Section[] {
  const from = edit.section % draft.sections.length
  return draft.sections.flatMap((section, index) => {
    if (index !== from) return [section]
    const cut = edit.place % (section.items.length + 1)
    const second = blank(`${section.id}-${draft.version + 1}`)
    return [
      { ...section, items: section.items.slice(0, cut) },
      { ...second, items: section.items.slice(cut) },
    ]
  })
}

function blank(id: string): Section {
  return { id, number: 1, title: id, minutes: 5, items: [] }
}

function numbered(sections: readonly Section[]): Section[] {
  return sections.map((section, index) => ({ ...section, number: index + 1 }))
}

function newItem(type: 'check' | 'reflection', id: string): Item {
  if (type === 'reflection') return { type, id, prompt: `What of ${id}?` }
  const choice = (name: string, correct: boolean) => ({
    ...{ id: name, text: `${id} ${name}`, correct, feedback: 'So it is.' },
  })
  const choices = [choice('a', true), choice('b', false)]
  return { type, id, kind: 'single', question: `Which of ${id}?`, choices }
}

function reworded(item: Item): Item {
  if (item.type === 'reflection') return { ...item, prompt: `${item.prompt} Say more.` }
  if (item.type !== 'check') return item
  return { ...item, question: `${item.question} Look again.` }
}

function retyped(item: Item): Item {
  return newItem(item.type === 'check' ? 'reflection' : 'check', item.id)
}

function inserted<T>(all: readonly T[], one: T, place: number): T[] {
  const cut = place % (all.length + 1)
  return [...all.slice(0, cut), one, ...all.slice(cut)]
}

function lockOf({ lock, sections }: Pick<Draft, 'lock' | 'sections'>): Draft['lock'] {
  const items = sections.flatMap((section) => section.items)
  return new Map([...lock, ...items.map((one) => [one.id, lockedAs(one)] as const)])
}
