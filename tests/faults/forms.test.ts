import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { demonstrationPassword } from '#db/seed/people.ts'
import { testFolder } from '#tests/support/database.ts'
import { signIn } from '#tests/support/protocol-client.ts'
import { freePort, startServer } from '#tests/support/running-server.ts'
import { createChance } from './chaos/chance.ts'
import { createEntryWriter } from './forms/entry-writer.ts'
import { createLearner, sectionsOf } from './forms/learner.ts'

const kills = 7

test('R1: answers, reflections and CPD entries that were answered 303 outlive each kill -9', async () => {
  const dataDir = testFolder()
  const settings = { dataDir, port: await freePort(), env: { SEED_PEOPLE: '10', LIMITS: 'off' } }
  let server = await startServer(settings)
  onTestFinished(() => server.kill())
  const { origin } = server
  const chance = createChance(20261125)
  const cookies = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      signIn(origin, `p000${n}@northbridge.example`, demonstrationPassword),
    ),
  )
  const sections = await sectionsOf(origin, cookies[0] ?? '')
  const learners = cookies
    .slice(0, 4)
    .map((cookie, n) => createLearner(origin, cookie, `learner ${n}`, createChance(100 + n)))
  const writers = cookies
    .slice(4)
    .map((cookie, n) => createEntryWriter(origin, cookie, `writer ${n}`, createChance(200 + n)))
  let going = true
  const work = [
    ...learners.map(async (learner) => {
      while (going) await learner.work(sections)
    }),
    ...writers.map(async (writer) => {
      while (going) await writer.work()
    }),
  ]
  for (let kill = 0; kill < kills; kill++) {
    await wait(chance.between(300, 1000))
    await server.kill()
    server = await startServer(settings)
  }
  going = false
  await Promise.all(work)
  await server.kill()
  server = await startServer(settings)

  const people = [...learners, ...writers]
  expect(people.flatMap(({ strange }) => strange)).toEqual([])
  expect((await Promise.all(people.map((one) => one.lost()))).flat()).toEqual([])
  expect(people.reduce((sum, one) => sum + one.saves(), 0)).toBeGreaterThan(50)
  const file = new SQLite(join(dataDir, 'casecircle.sqlite'), { readonly: true })
  onTestFinished(() => void file.close())
  const count = file.prepare<[], { n: number }>('select count(*) as n from cpd_entries').get()
  expect(count?.n).toBe(writers.reduce((sum, { entries }) => sum + entries.length, 0))
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(file.pragma('foreign_key_check')).toEqual([])
}, 300_000)
