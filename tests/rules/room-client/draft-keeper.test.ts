import { expect, test } from 'vitest'
import { createDraftKeeper, saveEveryMs, type Later } from '#app/room-client/draft-keeper.ts'

function handTurned() {
  const waiting = new Set<() => void>()
  const delays: number[] = []
  const later: Later = (work, ms) => {
    delays.push(ms)
    waiting.add(work)
    return () => waiting.delete(work)
  }
  const turn = () => {
    for (const work of [...waiting]) {
      waiting.delete(work)
      work()
    }
  }
  return { later, turn, delays, waiting }
}

test('G7: going on typing does not put the save off', () => {
  const saved: string[] = []
  const time = handTurned()
  const keeper = createDraftKeeper((key, text) => saved.push(`${key}: ${text}`), time.later)
  keeper.typed('write/card', 'H')
  keeper.typed('write/card', 'He')
  keeper.typed('write/card', 'He protects')
  expect(time.delays).toEqual([saveEveryMs])
  time.turn()
  expect(saved).toEqual(['write/card: He protects'])
})

test('a field whose text was sent is not saved as a draft any more', () => {
  const saved: string[] = []
  const time = handTurned()
  const keeper = createDraftKeeper((key) => saved.push(key), time.later)
  keeper.typed('write/card', 'Sent')
  keeper.drop('write/card')
  time.turn()
  expect(saved).toEqual([])
})

test('G7: when the page is hidden every field is saved at once', () => {
  const saved: string[] = []
  const time = handTurned()
  const keeper = createDraftKeeper((key) => saved.push(key), time.later)
  keeper.typed('write/card', 'One')
  keeper.typed('learning/learnt', 'Two')
  keeper.flush()
  expect(saved).toEqual(['write/card', 'learning/learnt'])
  expect(time.waiting.size).toBe(0)
})
