import { expect, test } from 'vitest'
import { personId, roomId, type PersonId } from '#server/platform/rules/ids.ts'
import { nothingBeside } from '#server/rooms/rules/beside.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { screenOf } from '#server/rooms/rules/screen.ts'
import type { PhaseView, View } from '#server/rooms/rules/shapes.ts'

const openedAt = '2026-11-26T10:00:00.000Z'
const now = Date.parse(openedAt) + 4 * 60_000 + 1
const someone = (n: number): PersonId => personId.parse(`00000000-0000-4000-8000-00000000000${n}`)
const [amara, ben, chloe] = [someone(1), someone(2), someone(3)]
const card = (n: number) => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`

function phase(more: Partial<PhaseView>): PhaseView {
  return {
    id: 'one',
    kind: 'discuss',
    title: 'Discuss',
    minutes: 12,
    prompts: ['What do we know?', 'Who is missing?'],
    anonymous: false,
    state: 'open',
    openedAt,
    ...more,
  }
}

function view(more: Partial<View> = {}, current: Partial<PhaseView> = {}): View {
  return {
    room: {
      id: roomId.parse('00000000-0000-4000-8000-000000000009'),
      title: 'The quiet visit',
      status: 'running',
      format: 'swott',
      startsAt: openedAt,
    },
    seat: { person: amara, number: 1 },
    people: [
      { person: amara, name: 'Amara Osei', jobTitle: 'Team manager', role: 'facilitator' },
      { person: ben, name: 'Ben Carter', jobTitle: 'Social worker', role: 'participant' },
      { person: chloe, name: 'Chloe Price', jobTitle: 'Social worker', role: 'participant' },
    ],
    phases: [phase(current), phase({ id: 'two', title: 'Agree', kind: 'agree', state: 'pending' })],
    current: 'one',
    accepted: [],
    stages: [],
    cards: [],
    themes: [],
    votes: {},
    scales: {},
    turns: {},
    hands: [],
    statements: [],
    actions: [],
    groups: [],
    ...more,
  }
}

const on = (shown: View, here: readonly string[] = [amara, ben]) =>
  screenOf({ view: shown, beside: nothingBeside, rules: ['One person speaks.'], here, now })

test('one question, minutes only, what comes next, and how many are here', () => {
  const screen = on(view())
  expect(screen.phase).toMatchObject({
    question: 'What do we know?',
    minutesLeft: 8,
    gonePercent: 33,
    next: 'Agree',
    place: 1,
  })
  expect(screen.here).toEqual({ present: 2, of: 3 })
  expect(screen.phases.map(({ state }) => state)).toEqual(['now', 'ahead'])
})

test('while people write without names no name is on the wall, nor who is here', () => {
  const cards = [{ card: card(1), phase: 'one', text: 'A thought.', author: ben }]
  for (const kind of phaseKinds) {
    const screen = on(
      view(
        { cards },
        { kind, anonymous: true, ...(kind === 'scale' ? { scale: { min: 1, max: 3 } } : {}) },
      ),
    )
    expect(screen.here, kind).toBeNull()
    expect(JSON.stringify(screen), kind).not.toContain('Ben')
  }
  // ★ With names on the same card has its author.
  expect(JSON.stringify(on(view({ cards })))).toContain('Ben')
})

test('votes and values stand on the wall once they are shown to all, and not before', () => {
  const themes = [
    { theme: card(1), title: 'Trust' },
    { theme: card(2), title: 'Time' },
  ]
  expect(on(view({ themes }, { kind: 'vote', dots: 3 })).phase?.shown).toMatchObject({
    part: 'board',
    columns: [{ title: 'Trust', cards: [] }, { title: 'Time' }],
  })
  const votes = { one: { [card(1)]: 1, [card(2)]: 4 } }
  expect(on(view({ themes, votes }, { kind: 'vote', dots: 3 })).phase?.shown).toEqual({
    part: 'totals',
    totals: [
      { title: 'Time', dots: 4 },
      { title: 'Trust', dots: 1 },
    ],
  })
  const scale = { min: 1, max: 3 }
  expect(on(view({}, { kind: 'scale', scale })).phase?.shown).toMatchObject({ part: 'line' })
  const scales = { one: { '2': 5 } }
  expect(on(view({ scales }, { kind: 'scale', scale })).phase?.shown).toMatchObject({
    values: [
      { value: 1, people: 0 },
      { value: 2, people: 5 },
      { value: 3, people: 0 },
    ],
  })
})

test('a round shows its order: who has spoken, who speaks, who is next', () => {
  const turns = {
    one: {
      order: [ben, chloe, amara],
      now: chloe,
      ended: [{ person: ben, how: 'passed' as const }],
    },
  }
  expect(on(view({ turns }, { kind: 'round' })).phase?.shown).toEqual({
    part: 'turns',
    turns: [
      { name: 'Ben', state: 'passed' },
      { name: 'Chloe', state: 'now' },
      { name: 'Amara', state: 'next' },
    ],
  })
})

test('who passed twice, or was moved on, is not said to come again; and the wall says who speaks', () => {
  const passed = { person: ben, how: 'passed' as const }
  const moved = { person: chloe, how: 'moved' as const }
  const turns = { one: { order: [ben, chloe, amara], ended: [passed, moved, passed] } }
  const shown = view({ turns }, { kind: 'round' })
  expect(on(shown).phase?.shown).toMatchObject({
    turns: [{ state: 'over' }, { state: 'over' }, { state: 'ahead' }],
  })
  const speaks = { one: 'Each asks one question.' }
  const told = { view: shown, beside: nothingBeside, rules: [], here: [], now }
  expect(screenOf({ ...told, speaks }).phase?.speaks).toBe('Each asks one question.')
  expect(on(shown).phase?.speaks).toBeNull()
})

test('a statement is shown with how many agree, never with who does not, nor why', () => {
  const statements = [
    {
      statement: card(1),
      revision: 1,
      text: 'We ask first.',
      signatures: [
        { person: ben, position: 'agree' as const },
        { person: chloe, position: 'disagree' as const, text: 'Too late for this family.' },
      ],
    },
  ]
  const screen = on(view({ statements }, { kind: 'agree' }))
  expect(screen.phase?.shown).toMatchObject({
    statements: [{ text: 'We ask first.', agree: 1, reserve: 0, disagree: 1 }],
  })
  expect(JSON.stringify(screen)).not.toMatch(/Chloe|Too late/)
})

test('a part of the case is named once it is shown, and its text is not on the wall', () => {
  const hidden = on(view({}, { kind: 'disclose', stage: 'stage-1' }))
  expect(hidden.phase?.shown).toMatchObject({ part: 'line' })
  const stages = [{ stage: 'stage-1', title: 'The call from school' }]
  expect(on(view({ stages }, { kind: 'disclose', stage: 'stage-1' })).phase?.shown).toMatchObject({
    part: 'stage',
    title: 'The call from school',
  })
})

test('long texts and many cards are cut to what a wall holds, and how many more is said', () => {
  const cards = Array.from({ length: 12 }, (_, n) => ({
    card: card(n),
    phase: 'one',
    text: `${n} ${'👩‍👧 '.repeat(200)}`,
    author: ben,
  }))
  const shown = on(view({ cards })).phase?.shown
  expect(shown).toMatchObject({ part: 'board', more: 6 })
  if (shown?.part !== 'board') throw new Error('no board')
  for (const { text } of shown.columns.flatMap((one) => one.cards)) {
    expect(Array.from(text).length).toBeLessThanOrEqual(56)
    expect(text).not.toMatch(/\p{Cs}/u)
  }
})

test('themes show their newest cards beside each other; many themes only how many cards they have', () => {
  const themes = Array.from({ length: 5 }, (_, n) => ({
    theme: card(100 + n),
    title: `Theme ${n}`,
  }))
  const cards = [0, 1, 2].map((n) => ({
    card: card(n),
    phase: 'one',
    text: `Card ${n}`,
    theme: card(100),
  }))
  expect(on(view({ cards, themes: themes.slice(0, 2) }, { kind: 'theme' })).phase?.shown).toEqual({
    part: 'board',
    columns: [
      { title: 'Theme 0', count: 3, cards: [{ text: 'Card 1' }, { text: 'Card 2' }] },
      { title: 'Theme 1', count: 0, cards: [] },
    ],
    more: 0,
  })
  const many = on(view({ cards, themes }, { kind: 'theme' })).phase?.shown
  expect(many).toMatchObject({
    columns: [{ title: 'Theme 0', count: 3, cards: [] }, {}, {}, {}, {}],
  })
})

test('a colleague on somebody’s device counts as here while that device is', () => {
  const beside = { ...nothingBeside, company: [{ person: ben, with: [chloe] }] }
  const count = (here: readonly string[]) =>
    screenOf({ view: view(), beside, rules: [], here, now }).here?.present
  expect(count([amara, ben])).toBe(3)
  expect(count([amara])).toBe(1)
})
