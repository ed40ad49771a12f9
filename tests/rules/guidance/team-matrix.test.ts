import { describe, expect, test } from 'vitest'
import {
  attendedApart,
  mostPressing,
  roomsApart,
  teamMatrix,
  type ModuleProgress,
  type TeamRoom,
} from '#server/guidance/rules/team-matrix.ts'
import { teamPaper, teamRows } from '#server/guidance/rules/team-paper.ts'
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

test('the team’s files hold the rooms of toolkits that it was not given, each with its own day', () => {
  const room = (id: string, toolkit: string, on: string): TeamRoom => ({
    ...{ room: id, toolkit, title: `Case ${toolkit}`, startsAt: Date.parse(on), minutes: 90 },
    ...{ status: 'closed', attended: ['ben', 'guest'], hasLapsed: false, isUnled: false },
  })
  const rooms = [
    { ...room('ahead', 'trauma', '2026-12-11'), status: 'scheduled' as const, attended: [] },
    room('over', 'trauma', '2026-11-12'),
    room('given', 'briefing', '2026-11-13'),
    { ...room('lapsed', 'trauma', '2026-10-01'), hasLapsed: true },
  ]
  const readiness = [{ person: 'ben', state: 'ready' as const }]
  const facts = { members, modules: [module('briefing', true, [])], rooms, readiness }
  const team = { name: 'East', toolkits: teamMatrix(facts), apart: roomsApart(facts) }
  expect(teamRows(team).slice(2)).toEqual([
    ['Amara', 'Case trauma', 'Not given', '', 'Not there', '2026-11-12', 'Not yet'],
    ['Ben', 'Case trauma', 'Not given', '', 'Attended', '2026-11-12', 'Ready'],
    ['Amara', 'Case trauma', 'Not given', '', 'To come', '2026-12-11', 'Not yet'],
    ['Ben', 'Case trauma', 'Not given', '', 'To come', '2026-12-11', 'Ready'],
  ])
  const { blocks } = teamPaper(team, 0)
  expect(blocks.flatMap((one) => (one.kind === 'heading' ? [one.text] : []))).toEqual([
    'briefing',
    'Case trauma: room on 12 November 2026',
    'Case trauma: room on 11 December 2026',
  ])
  expect(JSON.stringify(blocks)).toContain('Module: Not given. Room: Attended. CPD year: Ready')
})
