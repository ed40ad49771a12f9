import { expect, test } from 'vitest'
import { clickComesWithinMs, createStillness, longestPressMs } from '#app/room-client/stillness.ts'
import { createStore, shownWhenStill } from '#app/room-client/store.ts'

/** Time that passes when the test says so. */
function handTurned() {
  let now = 0
  const due = new Map<() => void, number>()
  return {
    later(work: () => void, ms: number) {
      due.set(work, now + ms)
      return () => void due.delete(work)
    },
    pass(ms: number) {
      now += ms
      for (const [work, at] of [...due]) {
        if (at > now) continue
        due.delete(work)
        work()
      }
    },
  }
}

function page() {
  const time = handTurned()
  const stillness = createStillness((work, ms) => time.later(work, ms))
  const store = createStore('as it was')
  return { time, stillness, store, shown: shownWhenStill(store, stillness) }
}

test('G7: news that comes while somebody presses does not move the page before the click', () => {
  const { time, stillness, store, shown } = page()
  stillness.pressed()
  store.set('offline')
  store.set('saved')
  time.pass(1_000)
  expect(shown.get()).toBe('as it was')
  stillness.released()
  // A finger has gone; the click is still to find its button where it was.
  time.pass(clickComesWithinMs - 1)
  expect(shown.get()).toBe('as it was')
  stillness.clicked()
  expect(shown.get()).toBe('as it was')
  time.pass(0)
  expect(shown.get()).toBe('saved')
})

test('a press that never becomes a click, or never ends, holds no news back for long', () => {
  const { time, stillness, store, shown } = page()
  stillness.pressed()
  store.set('one')
  stillness.released()
  time.pass(clickComesWithinMs)
  expect(shown.get()).toBe('one')
  stillness.pressed()
  store.set('two')
  time.pass(longestPressMs)
  expect(shown.get()).toBe('two')
  // ★ Nobody presses: at once.
  store.set('three')
  expect(shown.get()).toBe('three')
})

test('what was called off during a press does not come after it', () => {
  const { time, stillness } = page()
  const done: string[] = []
  stillness.pressed()
  const callOff = stillness.whenStill(() => done.push('called off'))
  stillness.whenStill(() => done.push('waited'))
  callOff()
  stillness.clicked()
  time.pass(0)
  expect(done).toEqual(['waited'])
})
