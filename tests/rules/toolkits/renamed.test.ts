import { expect, test } from 'vitest'
import { earlierNames, presentName, withEarlierNames } from '#server/toolkits/rules/renamed.ts'

const section = (id: string, items: string[] = [], title = id, earlier?: string[]) => ({
  ...{ id, title, items: items.map((item) => ({ id: item })) },
  ...(earlier ? { earlier } : {}),
})
const namesOf = (now: ReturnType<typeof section>[], before: ReturnType<typeof section>[]) =>
  Object.fromEntries(withEarlierNames(now, before).map(({ id, earlier }) => [id, earlier ?? []]))

test('a section is known again by its items, and keeps every name that it had', () => {
  const before = [section('power', ['a', 'b']), section('voice', ['c'])]
  const now = [section('who-holds-power', ['a', 'b', 'new']), section('voice', ['c'])]
  expect(namesOf(now, before)).toEqual({ 'who-holds-power': ['power'], voice: [] })
  const first = withEarlierNames(now, before)
  const later = [section('holding-power', ['a', 'b', 'new']), section('voice', ['c'])]
  const second = withEarlierNames(later, first)
  expect(second[0]?.earlier).toEqual(['power', 'who-holds-power'])
  expect(presentName(second, 'power')).toBe('holding-power')
  expect(presentName(second, 'voice')).toBe('voice')
  expect([...earlierNames(second)]).toEqual([
    ['power', 'holding-power'],
    ['who-holds-power', 'holding-power'],
  ])
  // Renamed back, it is called by nothing but the others.
  expect(withEarlierNames(before, second)[0]?.earlier).toEqual(['who-holds-power', 'holding-power'])
})

test('one without items is known by its title', () => {
  const before = [section('welcome', [], 'Welcome')]
  expect(namesOf([section('begin', [], 'Welcome')], before)).toEqual({ begin: ['welcome'] })
  expect(namesOf([section('begin', [], 'Another')], before)).toEqual({ begin: [] })
})

test('★ nothing is claimed that is not clear: two that fit, a part of its items, one left out', () => {
  const before = [
    section('one', ['a', 'b']),
    section('two', [], 'Same'),
    section('three', [], 'Same'),
  ]
  const parts = [section('half', ['a']), section('other-half', ['b'])]
  expect(namesOf(parts, before)).toEqual({ half: [], 'other-half': [] })
  expect(namesOf([section('new', [], 'Same')], before)).toEqual({ new: [] })
  expect(namesOf([section('new', ['c'], 'New')], before)).toEqual({ new: [] })
  // Both are in one now: the ticks of the one that kept its name are its own.
  expect(
    namesOf([section('one', ['a', 'b', 'c'])], [section('one', ['a', 'b']), section('two', ['c'])]),
  ).toEqual({ one: [] })
})
