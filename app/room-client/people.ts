import type { Person, View } from '#server/rooms/rules/shapes.ts'

/**
 * What somebody is called in the room: the first name, or the whole name where two share it.
 * "Somebody who has left" for a person who is not in the room any more.
 */
export function nameOf(view: View, person: string): string {
  const found = view.people.find((one) => one.person === person)
  if (!found) return 'Somebody who has left'
  const first = firstOf(found.name)
  const shared = view.people.some((one) => one !== found && firstOf(one.name) === first)
  return shared ? found.name : first
}

function firstOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}

/** Everyone who stands beside the facilitator. */
export function coFacilitators(view: View): Person[] {
  return view.people.filter((one) => one.role === 'co-facilitator')
}

/** 'Ewa', 'Ewa and Ben', 'Ewa, Ben and Dev' */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
