import { expect, test } from 'vitest'
import { runChaos } from './chaos/chaos.ts'

const pace = { everyMs: [150, 500], phaseMs: [800, 2000] } as const

test('R1, G1–G3: kills, cuts and repeats lose nothing, double nothing, and all clients agree', async () => {
  const report = await runChaos({
    seed: 20261125,
    rooms: 2,
    kills: 10,
    killsToAStop: 10,
    killEveryMs: [400, 1000],
    pace,
  })
  expect(report.lost).toEqual([])
  expect(report.twice).toEqual([])
  expect(report.diverged).toEqual([])
  expect(report.leaked).toEqual([])
  expect(report.strange).toEqual([])
  expect(report.acknowledged).toBeGreaterThan(100)
  expect(report.clients).toEqual({ websocket: 7, polling: 7, http: 6 })
}, 300_000)

test('★ a naive server, acknowledging before it stores and broadcasting without numbers, is found out', async () => {
  const report = await runChaos({
    ...{ seed: 20261125, rooms: 1, kills: 3, killEveryMs: [800, 1200], pace, naive: true },
  })
  expect(report.lost.length).toBeGreaterThan(0)
  expect(report.diverged.length).toBeGreaterThan(0)
}, 120_000)
