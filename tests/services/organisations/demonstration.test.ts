import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { seedNorthbridge } from '#db/seed/northbridge.ts'
import { createLog } from '#server/platform/log.server.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { createServices } from '#server/services.ts'
import { fixedRandom, handClock } from '#tests/support/clock.ts'
import { publishedDatabase } from '#tests/support/database.ts'

const contentFolder = join(resolve(import.meta.dirname, '..', '..', '..'), 'content')

async function published() {
  const db = await publishedDatabase()
  const clock = handClock()
  const parts = {
    ...{ clock, random: fixedRandom(), log: createLog('silent'), contentFolder },
    installationKey: Buffer.alloc(32, 7),
    ...{ secure: false, demonstration: true, limitsOff: true, closingMs: 100 },
  }
  await createServices({ ...parts, db }).toolkits.publishAll()
  /** Seeds as the first start does; the power goes when `saves` sections have been saved. */
  async function seed(on: Database, saves = Infinity): Promise<void> {
    const services = createServices({ ...parts, db: on })
    const { learning } = services
    const save = learning.saveAndContinue.bind(learning)
    let saved = 0
    learning.saveAndContinue = async (...given) => {
      if (saved === saves) throw new Error('the power went')
      saved += 1
      return save(...given)
    }
    await seedNorthbridge({ db: on, services, now: clock.now(), people: 0 })
  }
  const rows = () => ({
    organisations: db.read.all(sql`select 1 from organisations`).length,
    people: db.read.all(sql`select 1 from people`).length,
    facts: db.read.all(sql`select 1 from evidence`).length,
  })
  return { db, seed, rows, services: () => createServices({ ...parts, db }) }
}
const nothing = { organisations: 0, people: 0, facts: 0 }

test('R3: a first start cut short in the middle of the demonstration leaves none of it; the next makes all', async () => {
  const { db, seed, rows } = await published()
  for (const saves of [0, 1, 4]) {
    await expect(db.allOrNothing((whole) => seed(whole, saves))).rejects.toThrow('the power went')
    expect(rows()).toEqual(nothing)
  }
  await db.allOrNothing((whole) => seed(whole))
  expect(rows()).toMatchObject({ organisations: 1, people: 10 })
  expect(rows().facts).toBeGreaterThan(0)
})

test('R3 ★: step by step half of it would stay, and no later start would finish it', async () => {
  const { db, seed, rows } = await published()
  await expect(seed(db, 1)).rejects.toThrow('the power went')
  expect(rows()).toMatchObject({ organisations: 1, people: 10 })
})

test('who tries out the demonstration sees how others judge, once they have judged themselves', async () => {
  const { db, seed, services } = await published()
  await db.allOrNothing((whole) => seed(whole))
  const { learning, organisations, toolkits } = services()
  const cast = await organisations.demonstrationCast(true)
  const named = cast.find(({ name }) => name.startsWith('Ben'))
  const ben = named ? await organisations.actorFor(named.person) : null
  const participation = toolkitId.parse('participation')
  const release = await toolkits.current(participation)
  const place = release?.sections.flatMap(({ id, items }) =>
    items.flatMap((item) => (item.type === 'spread' ? [{ section: id, item: item.id }] : [])),
  )[0]
  if (!ben || !release || !place)
    throw new Error('the demonstration lacks somebody, or a judgement')
  const outcome = async () => {
    const page = await learning.sectionPage(ben, participation, place.section)
    const spreads = page.ok ? page.value.blocks : []
    return spreads.flatMap((one) => (one.kind === 'spread' ? [one.spread.outcome] : []))[0]
  }
  expect(await outcome()).toBeNull()
  await learning.work(ben, participation, place.section, {
    ...{ intent: { act: 'respond', item: place.item }, release: release.hash, activeMs: 0 },
    ...{ reflections: {}, choices: { [place.item]: ['1'] }, shown: {} },
  })
  expect(await outcome()).toMatchObject({ total: 6 })
})
