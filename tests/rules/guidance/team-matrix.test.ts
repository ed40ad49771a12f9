import { describe, expect, test } from 'vitest'
import {
  attendedApart,
  mostPressing,
  teamMatrix,
  type ModuleProgress,
  type TeamRoom,
} from '#server/guidance/rules/team-matrix.ts'
import { day } from '#server/platform/rules/london.ts'

const members = [
  { person: 'amara', name: 'Amara' },
  { person: 'ben', name: 'Ben' },
]

function module(toolkit: string, hasCase: boolean, done: readonly string[]): ModuleProgress {
  return {
    toolkit,
    title: toolkit,
    hasCase,
    dueOn: day.parse('2026-12-09'),
    people: members.map(({ person }) => ({
      person,
      state: done.includes(person) ? ('done' as const) : ('not-started' as const),
    })),
  }
}

function matrix(
  modules: ModuleProgress[],
  { rooms = [], ready = [] }: { rooms?: TeamRoom[]; ready?: readonly string[] } = {},
) {
  const readiness = members.map(({ person }) => ({
    person,
    state: ready.includes(person) ? ('ready' as const) : ('not-yet' as const),
  }))
  return teamMatrix({ members, modules, rooms, readiness })
}
const everybody = ['amara', 'ben']

describe('what helps the team on', () => {
  test('with a case: a room', () => {
    expect(matrix([module('trauma', true, [])])[0]?.advice).toEqual({ kind: 'schedule-room' })
  })

  test('a room that nobody opened is none: the team needs another', () => {
    const room: TeamRoom = {
      ...{ room: 'r', toolkit: 'trauma', title: 'Trauma', startsAt: 0, minutes: 90 },
      ...{ status: 'scheduled', attended: [], isUnled: false, hasLapsed: true },
    }
    const [lapsed] = matrix([module('trauma', true, everybody)], { rooms: [room] })
    expect(lapsed).toMatchObject({ room: null, advice: { kind: 'schedule-room' } })
    expect(lapsed?.rows[0]?.room).toEqual({ state: 'none' })
    const ahead = { ...room, hasLapsed: false }
    const [waits] = matrix([module('trauma', true, everybody)], { rooms: [ahead] })
    expect(waits?.advice).toEqual({ kind: 'room-ahead', at: 0 })
  })

  test('without a case: nobody is sent to schedule a room that cannot be', () => {
    const advice = (done: readonly string[], ready: readonly string[] = []) =>
      matrix([module('briefing', false, done)], { ready })[0]?.advice
    expect(advice(['ben'])).toEqual({
      kind: 'unfinished',
      notStarted: ['Amara'],
      inProgress: [],
      roomAt: null,
    })
    expect(advice(everybody, ['ben'])).toEqual({ kind: 'cpd-open', people: ['Amara'] })
    expect(advice(everybody, everybody)).toEqual({ kind: 'all-done' })
  })

  test('of several toolkits, the first with something left to do is shown', () => {
    const two = matrix([module('briefing', false, everybody), module('trauma', true, [])], {
      ready: everybody,
    })
    expect(mostPressing(two)?.toolkit).toBe('trauma')
    expect(
      mostPressing(matrix([module('briefing', false, everybody)], { ready: everybody })),
    ).toMatchObject({ toolkit: 'briefing', advice: { kind: 'all-done' } })
    expect(mostPressing([])).toBeNull()
  })
})

test('who attended a room of a toolkit that the team was not given is named beside the room', () => {
  const room: TeamRoom = {
    ...{ room: 'one', toolkit: 'trauma', title: 'Trauma', startsAt: 0, minutes: 90 },
    ...{ status: 'closed', attended: ['ben', 'guest'], hasLapsed: false, isUnled: false },
  }
  expect(attendedApart(room, members, [{ toolkit: 'briefing' }])).toEqual(['Ben'])
  expect(attendedApart({ ...room, attended: [] }, members, [])).toEqual([])
  expect(attendedApart(room, members, [{ toolkit: 'trauma' }])).toBeNull()
  expect(attendedApart({ ...room, status: 'scheduled' }, members, [])).toBeNull()
})
