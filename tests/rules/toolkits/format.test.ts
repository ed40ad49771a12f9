import { expect, test } from 'vitest'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { format, formatMinutes } from '#server/toolkits/rules/format.ts'

const phase = { id: 'a', kind: 'discuss', title: 'A', minutes: 5 }
const sound = {
  id: 'short',
  title: 'Short',
  summary: 'Short.',
  size: { min: 2, max: 8 },
  rules: ['We name nobody.'],
  guide: 'Keep the time.',
  basis: 'Our own.',
  phases: [phase],
}

function faults(change: object): string[] {
  const read = format.safeParse({ ...sound, ...change })
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'))
}

test('a format is its phases, and takes as long as they do', () => {
  const read = format.parse({ ...sound, phases: [phase, { ...phase, id: 'b', minutes: 7 }] })
  expect(formatMinutes(read)).toBe(12)
  expect(read.phases[0]).toMatchObject({ prompts: [], anonymous: false })
})

test('every kind of phase that rooms know can be in a format, and no other', () => {
  for (const kind of phaseKinds) {
    const more = { stage: 'stage-1', dots: 3, scale: { min: 0, max: 10 } }
    expect(faults({ phases: [{ ...phase, kind, ...more }] })).toEqual([])
  }
  expect(faults({ phases: [{ ...phase, kind: 'quiz' }] })).toEqual(['phases.0.kind'])
})

test('what a kind needs must be there; unknown keys and repeated ids are refused', () => {
  expect(faults({ phases: [{ ...phase, kind: 'disclose' }] })).toEqual(['phases.0.stage'])
  expect(faults({ phases: [{ ...phase, kind: 'vote' }] })).toEqual(['phases.0.dots'])
  expect(faults({ phases: [{ ...phase, kind: 'scale' }] })).toEqual(['phases.0.scale'])
  expect(faults({ phases: [phase, phase] })).toEqual(['phases.1.id'])
  expect(faults({ phases: [{ ...phase, stage: 'the-bruise' }] })).toEqual(['phases.0.stage'])
  expect(faults({ colour: 'red' })).toEqual([''])
  expect(faults({ phases: [] })).toEqual(['phases'])
})

test('parts have names of their own and say what they ask; nothing else stands in them', () => {
  const presenter = { part: 'presenter', title: 'Presenter', does: 'You tell.' }
  expect(format.parse({ ...sound, parts: [presenter] }).parts).toEqual([
    { ...presenter, several: false },
  ])
  expect(format.parse(sound).parts).toEqual([])
  expect(faults({ parts: [presenter, presenter] })).toEqual(['parts.1.part'])
  expect(faults({ parts: [{ ...presenter, part: 'The presenter' }] })).toEqual(['parts.0.part'])
  expect(faults({ parts: [{ part: 'presenter', title: 'Presenter' }] })).toEqual(['parts.0.does'])
  expect(faults({ parts: [{ ...presenter, several: 'yes' }] })).toEqual(['parts.0.several'])
  expect(faults({ parts: [{ ...presenter, salary: 1 }] })).toEqual(['parts.0'])
})

test('minutes are whole, from 1 to 60, and may be marked as our own; a scale goes upwards', () => {
  for (const minutes of [0, 61, 2.5, '5']) {
    expect(faults({ phases: [{ ...phase, minutes }] })).toEqual(['phases.0.minutes'])
  }
  expect(format.parse({ ...sound, phases: [{ ...phase, ours: true }] }).phases[0]?.ours).toBe(true)
  expect(format.parse(sound).phases[0]?.ours).toBe(false)
  const scale = { ...phase, kind: 'scale', scale: { min: 5, max: 5 } }
  expect(faults({ phases: [scale] })).toEqual(['phases.0.scale'])
})
