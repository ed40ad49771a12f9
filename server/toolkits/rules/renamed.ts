/** A section as far as its name goes. `earlier` are the names it had in earlier releases. */
export type NamedSection = {
  id: string
  title: string
  items: readonly { id: string }[]
  earlier?: readonly string[]
}

/**
 * The sections of a new release with the names that each has had: `before` are those of the release
 * that it follows. A section whose file was given another name is known again by its items: all that
 * the old one had, and that are still there, are in the new one. One that had none is known by its
 * title. Where that fits more than one, nothing is claimed. Pure.
 */
export function withEarlierNames<S extends NamedSection>(
  now: readonly S[],
  before: readonly NamedSection[],
): S[] {
  const names = new Set(now.map(({ id }) => id))
  const known = new Map(before.map((one) => [one.id, one]))
  const gone = before.filter(({ id }) => !names.has(id))
  const come = now.filter(({ id }) => !known.has(id))
  const still = new Set(now.flatMap(({ items }) => items.map(({ id }) => id)))
  return now.map((section) => {
    const same = known.get(section.id)
    const from = same ?? onlyOne(gone.filter((old) => isSame(old, section, still)))
    const isClear =
      same !== undefined || (from && come.filter((one) => isSame(from, one, still)).length === 1)
    if (!from || !isClear) return section
    const earlier = [...(from.earlier ?? []), from.id].filter((name) => !names.has(name))
    return earlier.length === 0 ? section : { ...section, earlier }
  })
}

function isSame(old: NamedSection, section: NamedSection, still: ReadonlySet<string>): boolean {
  const kept = old.items.filter(({ id }) => still.has(id))
  if (kept.length === 0) return old.title.trim() === section.title.trim()
  return kept.every(({ id }) => section.items.some((item) => item.id === id))
}

function onlyOne<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined
}

/** What a section is called now that was once called `name`; `name` itself where nobody knows. Pure. */
export function presentName(
  sections: readonly Pick<NamedSection, 'id' | 'earlier'>[],
  name: string,
): string {
  if (sections.some(({ id }) => id === name)) return name
  return sections.find(({ earlier }) => earlier?.includes(name))?.id ?? name
}

/** Every name that a section once had, and what it is called in these. Pure. */
export function earlierNames(
  sections: readonly Pick<NamedSection, 'id' | 'earlier'>[],
): Map<string, string> {
  return new Map(
    sections.flatMap(({ id, earlier = [] }) => earlier.map((name) => [name, id] as const)),
  )
}
