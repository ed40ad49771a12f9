import { refuse, ok, type Outcome } from '#server/platform/rules/outcome.ts'

/**
 * A command posted by a form, before its schema is applied: flat names, `expect.phase` …, decimal
 * strings for numbers, an empty field is absent. Repeated names, `__proto__` and its like, and
 * names of more than two parts are `invalid`. Pure.
 */
export function commandFromForm(
  fields: Iterable<readonly [string, string]>,
): Outcome<{ id?: string; type?: string; body: Fields; expect: Fields }> {
  const seen = new Set<string>()
  const body: [string, Value][] = []
  const people: string[] = []
  const groups = new Map<string, string[]>()
  const expect: [string, Value][] = []
  let id: string | undefined
  let type: string | undefined
  for (const [name, raw] of fields) {
    if (seen.has(name) || !isName(name)) return unreadable(name)
    seen.add(name)
    if (name === 'id') id = raw
    else if (name === 'type') type = raw
    else if (raw === '') continue
    else if (name.startsWith('people.')) people.push(name.slice(7))
    else if (name.startsWith('in.')) groups.set(raw, [...(groups.get(raw) ?? []), name.slice(3)])
    else if (name.startsWith('expect.')) expect.push([name.slice(7), inExpect(name.slice(7), raw)])
    else body.push([name, valueOf(name, raw)])
  }
  // An empty choice of theme is how a form says "no theme".
  if (type === 'card.move' && !body.some(([name]) => name === 'theme')) body.push(['theme', null])
  if (type === 'company.set') body.push(['people', people])
  if (type === 'groups.form') body.push(['groups', groupsOf(groups)])
  const command = { body: Object.fromEntries(body), expect: Object.fromEntries(expect) }
  return ok({ ...command, ...(id === undefined ? {} : { id }), ...(type ? { type } : {}) })
}

type Group = { group: string; title: string; people: string[] }
type Value = string | number | boolean | null | string[] | Group[]
type Fields = Record<string, Value>

const numbers = new Set(['minutes', 'dots', 'value', 'revision', 'seat'])
const answers = new Set(['late', 'share', 'plays'])

function isName(name: string): boolean {
  if (/^(?:people|in)\.[0-9a-f-]{36}$/.test(name)) return true
  return /^(?:expect\.)?[a-zA-Z]+$/.test(name) && !['constructor', 'prototype'].includes(name)
}

/** `in.<person>` = the group; a form calls groups `group-1`, and people read “Group 1”. */
function groupsOf(groups: ReadonlyMap<string, string[]>): Group[] {
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([group, people]) => ({
      group,
      title: group.replace(/^group-(\d+)$/, 'Group $1'),
      people,
    }))
}

function valueOf(name: string, raw: string): Value {
  if (numbers.has(name)) return numberOf(raw)
  if (answers.has(name) && (raw === 'true' || raw === 'false')) return raw === 'true'
  return raw
}

function inExpect(name: string, raw: string): Value {
  return numbers.has(name) ? numberOf(raw) : raw
}

function numberOf(raw: string): Value {
  return /^-?\d{1,9}$/.test(raw) ? Number(raw) : raw
}

function unreadable(name: string): Outcome<never> {
  return refuse('invalid', 'This form cannot be read. Load the page again and repeat it.', {
    field: name,
  })
}
