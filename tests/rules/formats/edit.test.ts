import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyForm } from '#server/formats/rules/copy-form.ts'
import { edited, phaseField } from '#server/formats/rules/edit.ts'
import { phaseNames } from '#server/formats/rules/phase-names.ts'
import { addPhase, copyOf, leaveOut, movePhase } from '#server/formats/rules/phases.ts'
import { formatId } from '#server/platform/rules/ids.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { format as schema, type Format } from '#server/toolkits/rules/format.ts'

const base = schema.parse({
  id: 'short',
  title: 'Short',
  summary: 'Three phases.',
  size: { min: 2, max: 8 },
  rules: ['We name nobody.', 'We listen.'],
  guide: 'Keep the time.',
  basis: 'A source.',
  parts: [{ part: 'presenter', title: 'Presenter', does: 'You tell.' }],
  phases: [
    { id: 'welcome', kind: 'welcome', title: 'Welcome', minutes: 5, say: 'Hello.' },
    { id: 'read', kind: 'disclose', title: 'Read', minutes: 8, stage: 'stage-1' },
    { id: 'own', kind: 'own-learning', title: 'Own learning', minutes: 10 },
  ],
})

const ids = (format: Format) => format.phases.map(({ id }) => id)
function change(fields: Record<string, string>, format = base) {
  return edited(format, new Map(Object.entries(fields)))
}
function changed(fields: Record<string, string>, format = base): Format {
  const done = change(fields, format)
  if (!done.ok) throw new Error(JSON.stringify(done.errors))
  return done.value
}

/** Fields as a browser, or anybody else, may send them. */
const anyField = fc.tuple(
  fc.oneof(
    fc.constantFrom('title', 'summary', 'rules', 'guide', 'size-min', 'size-max', 'kind', 'intent'),
    fc
      .tuple(
        fc.constantFrom('title', 'minutes', 'prompts', 'say', 'speaks', 'stage', 'dots', 'names'),
        fc.constantFrom('welcome', 'read', 'own', '__proto__', 'nowhere'),
      )
      .map(([part, phase]) => phaseField(part, phase)),
    fc.constantFrom('part-title.presenter', 'part-does.presenter', 'part-several.presenter'),
    fc.constantFrom('new-title', 'new-does'),
    fc.string(),
  ),
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer({ min: -5, max: 70 }).map(String),
    fc.constantFrom(...phaseKinds),
    fc.constantFrom('up.read', 'down.read', 'out.read', 'out.own', 'add', 'up.nowhere', 'save'),
    fc.constantFrom('part-add', 'part-out.presenter', 'part-out.nowhere'),
  ),
)

test('whatever a form holds, the outcome is a sound format with its id, or faults and nothing else', () => {
  fc.assert(
    fc.property(fc.array(anyField, { maxLength: 12 }), (entries) => {
      const done = edited(base, new Map(entries))
      if (!done.ok) {
        expect(done.errors.length).toBeGreaterThan(0)
        for (const { message } of done.errors) expect(message).not.toBe('')
        return
      }
      expect(schema.parse(done.value)).toEqual(done.value)
      expect(done.value.id).toBe(base.id)
      // A part keeps its name, whatever it is called.
      expect(schema.parse(done.value).parts.length).toBeLessThanOrEqual(2)
      expect(done.value.phases.some(({ kind }) => kind === 'own-learning')).toBe(true)
    }),
    { numRuns: 500 },
  )
})

const step = fc.oneof(
  fc.record({ does: fc.constant('add' as const), kind: fc.constantFrom(...phaseKinds) }),
  fc.record({ does: fc.constantFrom('up' as const, 'down' as const), at: fc.nat(25) }),
  fc.record({ does: fc.constant('out' as const), at: fc.nat(25) }),
)

test('adding, moving and leaving out in any order keeps ids apart, loses nothing and invents nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let format = base
      for (const one of steps) {
        const before = ids(format)
        if (one.does === 'add') {
          const next = changed2(format, { intent: 'add', kind: one.kind })
          expect(ids(next).filter((id) => before.includes(id))).toEqual(before)
          expect(next.phases.length - before.length).toBe(before.length < 20 ? 1 : 0)
          format = next
          continue
        }
        const phase = before[one.at % before.length] ?? ''
        const next = changed2(format, { intent: `${one.does}.${phase}` })
        if (one.does === 'out') {
          expect(before.filter((id) => ids(next).includes(id))).toEqual(ids(next))
          expect(before.length - ids(next).length).toBeLessThanOrEqual(1)
        } else expect([...ids(next)].sort()).toEqual([...before].sort())
        format = next
      }
      expect(schema.safeParse(format).success).toBe(true)
    }),
    { numRuns: 300 },
  )
})

/** The format after a button, or as it was when that is refused. */
function changed2(format: Format, fields: Record<string, string>): Format {
  const done = change(fields, format)
  return done.ok ? done.value : format
}

test('up and then down is where it was; at the ends nothing moves', () => {
  expect(ids(movePhase(base, 'read', -1))).toEqual(['read', 'welcome', 'own'])
  expect(movePhase(movePhase(base, 'read', -1), 'read', 1)).toEqual(base)
  expect(movePhase(base, 'welcome', -1)).toBe(base)
  expect(movePhase(base, 'own', 1)).toBe(base)
  expect(movePhase(base, 'nowhere', 1)).toBe(base)
})

test('own learning stays, because it is each person’s CPD; everything else may go', () => {
  expect(leaveOut(base, 'own')).toEqual({
    ok: false,
    errors: [
      {
        message:
          "Keep “Own learning”: it becomes each person's CPD draft. You can make it shorter.",
      },
    ],
  })
  const without = leaveOut(base, 'welcome')
  expect(without.ok && ids(without.value)).toEqual(['read', 'own'])
  const twice = addPhase(base, 'own-learning')
  expect(leaveOut(twice, 'own').ok).toBe(true)
})

test('a new phase of each kind is sound, comes before own learning and has an id of its own', () => {
  for (const kind of phaseKinds) {
    const once = addPhase(base, kind)
    const twice = addPhase(once, kind)
    expect(schema.safeParse(twice).success, kind).toBe(true)
    expect(twice.phases.at(-1)?.id).toBe('own')
    expect(once.phases[2]).toMatchObject({ kind, title: phaseNames[kind].title, ours: true })
  }
  const parts = addPhase(addPhase(base, 'disclose'), 'disclose').phases.map(({ stage }) => stage)
  expect(parts).toEqual([undefined, 'stage-1', 'stage-2', 'stage-3', undefined])
})

test('what was typed replaces what stood there; what is not in the form stays', () => {
  const format = changed({
    title: '  Shorter ',
    rules: 'We listen.\r\n\r\n  We name nobody.  ',
    'size-max': '6',
    'prompts.read': 'What do we know?\nWhat do we assume?',
    'say.welcome': '',
    'speaks.read': 'Nobody.',
    'stage.read': 'stage-2',
  })
  expect(format).toMatchObject({
    title: 'Shorter',
    summary: base.summary,
    rules: ['We listen.', 'We name nobody.'],
    size: { min: 2, max: 6 },
  })
  expect(format.phases[0]?.say).toBeUndefined()
  expect(format.phases[1]).toMatchObject({
    prompts: ['What do we know?', 'What do we assume?'],
    speaks: 'Nobody.',
    stage: 'stage-2',
  })
  expect(changed({})).toEqual(base)
})

test('minutes that were changed are the team’s own; the others stay the source’s', () => {
  const format = changed({ 'minutes.welcome': '5', 'minutes.read': '12' })
  expect(format.phases.map(({ minutes, ours }) => [minutes, ours])).toEqual([
    [5, false],
    [12, true],
    [10, false],
  ])
})

test('each fault stands at its field and says what to do; with one fault nothing moves', () => {
  const done = change({
    title: ' ',
    rules: '\n',
    'size-min': 'some',
    'minutes.read': '0',
    'title.own': 'x'.repeat(81),
    'stage.read': 'the bruise',
    intent: 'up.own',
  })
  expect(done.ok ? [] : done.errors).toEqual([
    { field: 'title', message: 'Write something here.' },
    { field: 'size-min', message: 'Write a whole number.' },
    { field: 'rules', message: 'Write at least one ground rule.' },
    { field: 'minutes.read', message: 'Read: A phase takes at least 1 minute.' },
    { field: 'stage.read', message: 'Read: A stage is named stage-1, stage-2 …' },
    { field: 'title.own', message: 'Own learning: Shorten this to 80 characters.' },
  ])
  const crossed = change({ 'size-min': '9' })
  expect(crossed).toMatchObject({ ok: false, errors: [{ field: 'size-min' }] })
  expect(change({ intent: 'add', kind: 'quiz' })).toMatchObject({
    errors: [{ field: 'kind', message: 'Choose what kind of phase.' }],
  })
})

test('only texts of a write phase can be without names', () => {
  const writing = addPhase(base, 'write')
  const format = changed({ 'names.write': 'without', 'names.read': 'without' }, writing)
  expect(format.phases.filter(({ anonymous }) => anonymous).map(({ id }) => id)).toEqual(['write'])
})

test('a copy is the whole format under another name, and says where it comes from', () => {
  const id = formatId.parse('own-1')
  const copy = copyOf(base, { id, title: 'Short, our way' })
  expect(schema.parse(copy)).toEqual({
    ...base,
    id,
    title: 'Short, our way',
    basis: "Our team's own. It began as a copy of “Short”. A source.",
  })
  const { error } = copyForm.safeParse({ from: 'short', title: ' ' })
  expect(error?.issues.map(({ message }) => message)).toEqual(['Write a title for the copy.'])
})

test('parts that people play are changed, left out and added, each fault at its field', () => {
  const renamed = changed({
    'part-title.presenter': ' Storyteller ',
    'part-does.presenter': 'You tell what happened.',
    'part-several.presenter': 'several',
  })
  expect(renamed.parts).toEqual([
    { part: 'presenter', title: 'Storyteller', does: 'You tell what happened.', several: true },
  ])
  const added = changed({ intent: 'part-add', 'new-title': 'Timekeeper', 'new-does': 'Keep time.' })
  expect(added.parts.map(({ title }) => title)).toEqual(['Presenter', 'Timekeeper'])
  expect(changed({ intent: 'part-out.presenter' }, added).parts).toEqual([
    { part: 'part-2', title: 'Timekeeper', does: 'Keep time.', several: false },
  ])
  expect(change({ intent: 'part-add', 'new-title': 'Timekeeper' })).toEqual({
    ok: false,
    errors: [{ field: 'new-does', message: 'Write what the part asks.' }],
  })
  expect(change({ 'part-title.presenter': '' })).toMatchObject({
    ok: false,
    errors: [{ field: 'part-title.presenter' }],
  })
})
