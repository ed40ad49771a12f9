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
  // All at once: what is lost says more beside what has diverged.
  const { lost, twice, diverged, leaked, strange } = report
  const none = { lost: [], twice: [], diverged: [], leaked: [], strange: [] }
  expect({ lost, twice, diverged, leaked, strange }).toEqual(none)
  expect(report.acknowledged).toBeGreaterThan(100)
  const { websocket, polling, http, python } = report.clients
  expect(websocket + polling + http + python).toBe(20)
  expect(Math.min(websocket, polling, http)).toBeGreaterThan(4)
  // G12: where a client in Python can run, it folds the same views.
  if (python > 0) expect(report.compared).toBeGreaterThan(1)
  expect(report.ended).toBeGreaterThan(3)
}, 300_000)

test('★ a naive server, acknowledging before it stores and broadcasting without numbers, is found out', async () => {
  const report = await runChaos({
    ...{ seed: 20261125, rooms: 1, kills: 3, killEveryMs: [800, 1200], pace, naive: true },
  })
  expect(report.lost.length).toBeGreaterThan(0)
  expect(report.diverged.length).toBeGreaterThan(0)
}, 120_000)
