import { expect, test } from 'vitest'
import { nextStep, type RoomAhead } from '#server/guidance/rules/next-step.ts'

const now = 1_700_000_000_000
const minute = 60_000
const room = (over: Partial<RoomAhead> = {}): RoomAhead => ({
  status: 'scheduled',
  startsAt: now + 60 * minute,
  role: 'participant',
  ...over,
})
const far = { countsNothing: false, daysLeft: 300 }
const met = { isMet: true, nextDraft: null, ...far }
const draft = { isMet: false, nextDraft: 'draft', ...far }
const module = (
  state: 'not-started' | 'in-progress' | 'done',
  dueOn: string | null = '2026-12-01',
) => ({
  state,
  dueOn,
})

test('an open room comes before everything else', () => {
  const step = nextStep(now, {
    rooms: [room(), room({ status: 'running' })],
    modules: [module('in-progress')],
    cpd: draft,
  })
  expect(step).toMatchObject({ kind: 'go-to-room', room: { status: 'running' } })
})

test('its facilitator may open a room from 30 minutes before, not from 31', () => {
  const at = (minutes: number) =>
    nextStep(now, {
      rooms: [room({ role: 'facilitator', startsAt: now + minutes * minute })],
      modules: [],
      cpd: met,
    }).kind
  expect(at(30)).toBe('open-room')
  expect(at(31)).toBe('nothing')
})

test('a room that nobody opened is a day later no longer the next step', () => {
  const at = (hours: number) =>
    nextStep(now, {
      rooms: [room({ role: 'facilitator', startsAt: now - hours * 60 * minute })],
      modules: [module('in-progress')],
      cpd: met,
    }).kind
  expect(at(23)).toBe('open-room')
  expect(at(25)).toBe('continue')
  expect(at(24 * 7)).toBe('continue')
})

test('nobody else opens it', () => {
  const step = nextStep(now, { rooms: [room({ startsAt: now })], modules: [], cpd: met })
  expect(step.kind).toBe('nothing')
})

test('the module due first is started or continued', () => {
  const modules = [module('not-started', '2026-12-09'), module('in-progress', '2026-12-02')]
  expect(nextStep(now, { rooms: [], modules, cpd: draft })).toMatchObject({
    kind: 'continue',
    module: { dueOn: '2026-12-02' },
  })
  expect(nextStep(now, { rooms: [], modules: [module('not-started')], cpd: draft }).kind).toBe(
    'start',
  )
})

test('a draft is due only while the requirement is not met', () => {
  const modules = [module('done')]
  expect(nextStep(now, { rooms: [], modules, cpd: draft }).kind).toBe('complete-cpd')
  expect(nextStep(now, { rooms: [], modules, cpd: { ...draft, isMet: true } }).kind).toBe('nothing')
})

test('a year that is nearly over and not met is due without a draft too, to its last day', () => {
  const at = (daysLeft: number, over = {}) =>
    nextStep(now, {
      rooms: [],
      modules: [],
      cpd: { isMet: false, nextDraft: null, countsNothing: false, daysLeft, ...over },
    }).kind
  expect([at(92), at(91), at(1), at(0)]).toEqual([
    'nothing',
    'finish-year',
    'finish-year',
    'finish-year',
  ])
  expect(at(1, { isMet: true })).toBe('nothing')
  expect(at(1, { countsNothing: true })).toBe('nothing')
  expect(at(1, { nextDraft: 'draft' })).toBe('complete-cpd')
})

test('a module that somebody began by themselves is gone on with where nothing is due', () => {
  const alone = module('in-progress', null)
  const at = (modules: ReturnType<typeof module>[], cpd = met) =>
    nextStep(now, { rooms: [], modules, cpd })
  expect(at([alone])).toEqual({ kind: 'continue', module: alone })
  expect(at([alone, module('not-started')]).kind).toBe('start')
  expect(at([module('not-started', null), module('done', null)]).kind).toBe('nothing')
  expect(nextStep(now, { rooms: [], modules: [alone], cpd: draft }).kind).toBe('complete-cpd')
})
