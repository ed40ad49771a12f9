import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { demonstrationPassword } from '#db/seed/people.ts'
import { testFolder } from '#tests/support/database.ts'
import { request, signIn } from '#tests/support/protocol-requests.ts'
import { freePort, startServer } from '#tests/support/running-server.ts'
import { publishSmall } from '#tests/support/small-toolkit.ts'
import { createChance } from './chaos/chance.ts'
import { createAnswerer } from './forms/answerer.ts'
import { createEntryWriter } from './forms/entry-writer.ts'
import { createLearner, sectionsOf } from './forms/learner.ts'
import { controlsOf, filled } from './forms/plain-page.ts'

const kills = 8

test('R7: every letter of a text comes back as it was written, wherever it stands in the page', async () => {
  const settings = { dataDir: testFolder(), port: await freePort(), env: { SEED_PEOPLE: '1' } }
  const server = await startServer(settings)
  onTestFinished(() => server.kill())
  const { origin } = server
  const cookie = await signIn(origin, 'p0000@northbridge.example', demonstrationPassword)
  for (let place = 0; place < 10; place++) {
    const page = await request(origin, '/cpd/new', { cookie })
    const changes = {
      description: 'd'.repeat(place * 53),
      learnt: `${'x'.repeat(place)}${'“ŵ–'.repeat(20)}`,
      impact: '“ŵ–'.repeat(220),
      peerLearning: '😀ŷ'.repeat(200),
    }
    const body = filled(controlsOf(page.text), changes, { name: 'intent', value: 'save' })
    const saved = await request(origin, '/cpd/new', { method: 'POST', cookie, body })
    const entry = await request(origin, saved.headers.get('location') ?? '', { cookie })
    expect(entry.text).not.toContain('\0')
    const kept = new Map(controlsOf(entry.text).map(({ name, value }) => [name, value]))
    for (const [name, text] of Object.entries(changes)) expect(kept.get(name)).toBe(text)
  }
}, 120_000)

test('R1: answers, reflections and CPD entries that were answered 303 outlive each kill -9', async () => {
  const dataDir = testFolder()
  const settings = { dataDir, port: await freePort(), env: { SEED_PEOPLE: '10', LIMITS: 'off' } }
  let server = await startServer(settings)
  onTestFinished(() => server.kill())
  const { origin } = server
  const chance = createChance(20261125)
  const cookies = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      signIn(origin, `p000${n}@northbridge.example`, demonstrationPassword),
    ),
  )
  publishSmall(dataDir)
  const sections = await sectionsOf(origin, cookies[0] ?? '')
  const learners = cookies
    .slice(0, 4)
    .map((cookie, n) => createLearner(origin, cookie, `learner ${n}`, createChance(100 + n)))
  const writers = cookies
    .slice(4, 8)
    .map((cookie, n) => createEntryWriter(origin, cookie, `writer ${n}`, createChance(200 + n)))
  const answerers = cookies
    .slice(8)
    .map((cookie, n) => createAnswerer(origin, cookie, `p000${n + 8}`, createChance(300 + n)))
  let going = true
  const work = [
    ...learners.map(async (learner) => {
      while (going) await learner.work(sections)
    }),
    ...answerers.map(async (answerer) => {
      while (going) await answerer.work()
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
  expect([...people, ...answerers].flatMap(({ strange }) => strange)).toEqual([])
  expect((await Promise.all(people.map((one) => one.lost()))).flat()).toEqual([])
  // How many depends on the machine; some must have been answered between the kills.
  expect(people.reduce((sum, one) => sum + one.saves(), 0)).toBeGreaterThan(10)
  const file = new SQLite(join(dataDir, 'casecircle.sqlite'), { readonly: true })
  onTestFinished(() => void file.close())
  for (const [n, answerer] of answerers.entries()) {
    const facts = answersOf(file, `p000${n + 8}@northbridge.example`)
    expect(answerer.lost(facts)).toEqual([])
    expect(answerer.saves()).toBeGreaterThan(1)
  }
  const count = file.prepare<[], { n: number }>('select count(*) as n from cpd_entries').get()
  expect(count?.n).toBe(writers.reduce((sum, { entries }) => sum + entries.length, 0))
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(file.pragma('foreign_key_check')).toEqual([])
}, 300_000)

/** What somebody has answered in the small toolkit, as the facts say it. */
function answersOf(file: SQLite.Database, email: string) {
  const rows = file
    .prepare<[string], { item: string; nth: number; chosen: string }>(
      `select fact ->> '$.item' as item, fact ->> '$.payload.nth' as nth,
              fact -> '$.payload.answer.chosen' as chosen
       from learning_facts
       where toolkit = 'small' and fact ->> '$.verb' in ('answered', 'responded')
         and person = (select id from people where email = ?)`,
    )
    .all(email)
  return rows.map(({ item, nth, chosen }) => ({ item, nth, chosen: listIn(chosen) }))
}

function listIn(json: string): string[] {
  const read: unknown = JSON.parse(json)
  if (!Array.isArray(read)) throw new Error('not a list')
  return read.map(String)
}
