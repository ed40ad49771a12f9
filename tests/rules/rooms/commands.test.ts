import { expect, test } from 'vitest'
import { command } from '#server/rooms/rules/commands.ts'
import { commandFromForm } from '#server/rooms/rules/form.ts'
import { id, room } from './room-in-memory.ts'

const parse = (given: object) => command.safeParse({ id: id(1), room, ...given })

test('a command without fields may leave body and expect out', () => {
  expect(parse({ type: 'rules.accept' }).success).toBe(true)
  expect(parse({ type: 'rules.accept', body: {}, expect: {} }).success).toBe(true)
})

test('extra, missing and wrong fields are refused, at every depth', () => {
  const post = { type: 'card.post', body: { text: 'I would ask the school first.' } }
  expect(parse(post).success).toBe(true)
  expect(parse({ ...post, extra: 1 }).success).toBe(false)
  expect(parse({ ...post, body: { ...post.body, extra: 1 } }).success).toBe(false)
  expect(parse({ ...post, expect: { extra: 1 } }).success).toBe(false)
  expect(parse({ type: 'card.post', body: {} }).success).toBe(false)
  expect(parse({ type: 'card.post', body: { text: 7 } }).success).toBe(false)
  expect(parse({ type: 'card.unpost', body: {} }).success).toBe(false)
})

test('names of prototypes are fields like any other: refused', () => {
  for (const raw of [
    '{"type":"card.post","body":{"text":"a","__proto__":{"x":1}}}',
    '{"type":"card.post","body":{"text":"a"},"__proto__":{"x":1}}',
    '{"type":"card.post","body":{"text":"a","constructor":{}}}',
    '{"type":"__proto__","body":{}}',
    '{"type":"constructor","body":{}}',
  ]) {
    const given: unknown = JSON.parse(raw)
    if (typeof given !== 'object' || given === null) throw new Error('not an object')
    expect(parse({ ...given }).success, raw).toBe(false)
  }
})

test('text: line ends, Unicode form and margins are made even, then 1 to 10,000 code points', () => {
  const read = (text: string) => parse({ type: 'statement.propose', body: { text } })
  const even = read('  a\r\nb\rc e\u0301  ')
  expect(even.data?.body).toEqual({ text: 'a\nb\nc é' })
  expect(read('😀'.repeat(10_000)).success).toBe(true)
  expect(read('😀'.repeat(10_001)).success).toBe(false)
  expect(read('   ').success).toBe(false)
  expect(read('a\u0000b').success).toBe(false)
  expect(read('a\tb').success).toBe(true)
})

test('signs that cannot be seen are no card, statement, theme or action, no draft and no learning', () => {
  const text = '\u200b\u2060\u00ad'
  for (const given of [
    { type: 'card.post', body: { text } },
    { type: 'card.post', body: { text, phase: 'write-1', late: true } },
    { type: 'card.revise', body: { card: id(2), text } },
    { type: 'theme.make', body: { title: text } },
    { type: 'theme.rename', body: { theme: id(2), title: text } },
    { type: 'statement.propose', body: { text } },
    { type: 'action.add', body: { text } },
  ]) {
    const read = parse(given)
    expect(read.error?.issues[0]?.message, given.type).toBe('Write something first.')
  }
  const draft = { phase: 'write-1', field: 'card' }
  const saved = parse({ type: 'draft.save', body: { ...draft, text } })
  expect(saved.data?.body).toEqual({ ...draft, text: '' })
  const learnt = parse({ type: 'learning.save', body: { learnt: text } })
  expect(learnt.data?.body).toEqual({ learnt: '' })
})

test('the title of a small group is text like any other', () => {
  const form = (title: string) => {
    const people = ['0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11']
    const body = { groups: [{ group: 'a', title, people }] }
    return parse({ type: 'groups.form', body, expect: { seat: 1 } })
  }
  expect(form(' Group\u0065\u0301 ').data?.body).toMatchObject({ groups: [{ title: 'Groupé' }] })
  for (const title of ['', ' ', 'a\u0000b', 'x'.repeat(10_001)]) {
    expect(form(title).success, title.slice(0, 5)).toBe(false)
  }
})

test('a draft is kept as it is being typed: untrimmed, and empty removes', () => {
  const read = (text: string) =>
    parse({ type: 'draft.save', body: { phase: 'write', field: 'card', text } })
  expect(read('and then ').data?.body).toMatchObject({ text: 'and then ' })
  expect(read('').success).toBe(true)
  expect(read('x'.repeat(10_001)).success).toBe(false)
})

test('seat commands need expect.seat, next also its phase, a revision the version it revises', () => {
  expect(parse({ type: 'room.open' }).success).toBe(false)
  expect(parse({ type: 'room.open', expect: { seat: 1 } }).success).toBe(true)
  expect(parse({ type: 'phase.next', expect: { seat: 1 } }).success).toBe(false)
  expect(parse({ type: 'phase.next', expect: { seat: 1, phase: 'write' } }).success).toBe(true)
  const revise = { type: 'statement.revise', body: { statement: id(2), text: 'a' } }
  expect(parse(revise).success).toBe(false)
  expect(parse({ ...revise, expect: { revision: 1 } }).success).toBe(true)
})

test('a late text names its phase, and nothing else does', () => {
  const late = (body: object) => parse({ type: 'card.post', body: { text: 'a', ...body } }).success
  expect(late({ phase: 'write', late: true })).toBe(true)
  expect(late({ phase: 'write' })).toBe(false)
  expect(late({ late: true })).toBe(false)
  expect(late({ phase: 'write', late: false })).toBe(false)
})

test('a day that does not exist is refused', () => {
  const due = (day: string) => parse({ type: 'action.add', body: { text: 'a', due: day } }).success
  expect(due('2026-12-01')).toBe(true)
  expect(due('2026-02-30')).toBe(false)
})

test('a form says the same: flat names, decimal strings, empty is absent', () => {
  const read = commandFromForm([
    ['id', id(1)],
    ['type', 'vote.put'],
    ['target', id(2)],
    ['dots', '2'],
    ['theme', ''],
    ['expect.phase', 'theme'],
    ['expect.seat', '3'],
  ])
  expect(read).toEqual({
    ok: true,
    value: {
      id: id(1),
      type: 'vote.put',
      body: { target: id(2), dots: 2 },
      expect: { phase: 'theme', seat: 3 },
    },
  })
})

test('a form that moves a card to no theme says so by an empty choice', () => {
  const read = commandFromForm([
    ['type', 'card.move'],
    ['card', id(2)],
    ['theme', ''],
  ])
  expect(read).toMatchObject({ ok: true, value: { body: { card: id(2), theme: null } } })
})

test('repeated names, prototypes and strange names of a form are invalid', () => {
  const code = (fields: [string, string][]) => {
    const read = commandFromForm(fields)
    return read.ok ? 'ok' : read.error.code
  }
  expect(
    code([
      ['text', 'a'],
      ['text', 'b'],
    ]),
  ).toBe('invalid')
  expect(code([['__proto__', 'a']])).toBe('invalid')
  expect(code([['expect.__proto__', 'a']])).toBe('invalid')
  expect(code([['constructor', 'a']])).toBe('invalid')
  expect(code([['a.b', 'a']])).toBe('invalid')
})
