import { describe, expect, test } from 'vitest'
import {
  stateOf,
  withEvents,
  withMine,
  withPresence,
  withSnapshot,
} from '#app/room-client/room-state.ts'
import { fold } from '#server/rooms/rules/view.ts'
import { amara, ben, log, noMine, posted, snapshotAt } from './room-cases.ts'

describe('the fold in the browser', () => {
  test('G3: only last + 1 is applied, and the view is the fold of the log', () => {
    const { state, fresh, gap } = withEvents(stateOf(snapshotAt(3)), 'room', log.slice(3))
    expect(gap).toBe(false)
    expect(fresh.map((event) => event.seq)).toEqual([4, 5])
    expect(state.heads.room).toBe(5)
    expect(state.view).toEqual(fold(log))
  })

  test('G2: what is known already changes nothing, in any overlap', () => {
    const state = stateOf(snapshotAt(5))
    const again = withEvents(state, 'room', log)
    expect(again.fresh).toEqual([])
    expect(again.state).toBe(state)
    const overlap = withEvents(stateOf(snapshotAt(3)), 'room', [...log, ...log])
    expect(overlap.state.view.cards).toHaveLength(1)
  })

  test('G3: a hole stops the fold there and asks for a pull', () => {
    const { state, fresh, gap } = withEvents(stateOf(snapshotAt(3)), 'room', [
      ...log.slice(3),
      posted(7, 'Third.'),
    ])
    expect(gap).toBe(true)
    expect(fresh.map((event) => event.seq)).toEqual([4, 5])
    expect(state.heads.room).toBe(5)
  })

  test('G3: any split of the log into snapshot and events gives the same view', () => {
    for (let split = 1; split <= log.length; split += 1) {
      const { state } = withEvents(stateOf(snapshotAt(split)), 'room', log.slice(split))
      expect(state.view).toEqual(fold(log))
    }
  })

  test('the staff stream counts for itself and changes no view', () => {
    const state = { ...stateOf(snapshotAt(5)), heads: { room: 5, staff: 0 } }
    const applied = withEvents(state, 'staff', [
      {
        stream: 'staff',
        seq: 1,
        type: 'stages.listed',
        at: '2026-11-26T10:00:00.000Z',
        body: { stages: [] },
      },
    ])
    expect(applied.state.heads).toEqual({ room: 5, staff: 1 })
    expect(applied.state.view).toBe(state.view)
  })

  test('one’s own role follows the seat', () => {
    const { state } = withEvents(stateOf(snapshotAt(5)), 'room', [
      {
        stream: 'room',
        seq: 6,
        type: 'seat.moved',
        at: '2026-11-26T10:01:00.000Z',
        actor: amara,
        body: { person: ben, seat: 2 },
      },
    ])
    expect(state.role).toBe('facilitator')
    expect(state.view.seat).toEqual({ person: ben, number: 2 })
  })
})

describe('what comes out of order', () => {
  test('an older document of one’s own does not undo a newer one', () => {
    const state = withMine(stateOf(snapshotAt(5)), { ...noMine, revision: 4 })
    expect(withMine(state, { ...noMine, revision: 3 }).mine.revision).toBe(4)
  })

  test('an older snapshot does not turn the page back, unless the view was wrong', () => {
    const state = stateOf(snapshotAt(5))
    expect(withSnapshot(state, snapshotAt(3)).heads.room).toBe(5)
    expect(withSnapshot(state, snapshotAt(3), true).heads.room).toBe(3)
  })

  test('a number of writers that is not told any more is forgotten', () => {
    const state = withPresence(stateOf(snapshotAt(5)), { here: [ben], writing: 1 })
    expect(state.writing).toBe(1)
    expect('writing' in withPresence(state, { here: [ben] })).toBe(false)
  })
})
