import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { day } from '#server/platform/rules/london.ts'
import { diaryEntryId, formatId, toolkitId } from '#server/platform/rules/ids.ts'
import type { Found } from '#server/search/rules/hit.ts'
import { startProduct } from '#tests/support/product.ts'
import { actorNamed, teamOf } from '#tests/support/one-room.ts'

const participation = toolkitId.parse('participation')
const own = 'quillwort'

function places(found: Found): string[] {
  return [...found.toolkits, ...found.formats, ...found.own].map((one) => one.place.kind)
}

test('each finds what they may see: their own words, their team’s formats, and nothing of others', async () => {
  const product = await startProduct()
  const { services, db } = product
  const [amara, ben, grace, jo] = await Promise.all(
    ['Amara', 'Ben', 'Grace', 'Jo'].map((name) => actorNamed(product, name)),
  )
  if (!amara || !ben || !grace || !jo) throw new Error('somebody is missing')
  const release = await services.toolkits.current(participation)
  const section = release?.sections.find((one) => one.items.some((i) => i.type === 'reflection'))
  const item = section?.items.find((one) => one.type === 'reflection')
  if (!section || !item) throw new Error('the toolkit has no reflection')
  const kept = await services.learning.saveReflection(
    ben,
    participation,
    section.id,
    item.id,
    `I thought of the ${own} by the river.`,
  )
  expect(kept.ok).toBe(true)
  const cookie = await product.cookieOf('ben@northbridge.example')
  const entry = crypto.randomUUID()
  await product.post('/cpd/new', { intent: 'save', entry, learnt: `About ${own}s.` }, cookie)
  const written = diaryEntryId.parse(crypto.randomUUID())
  const date = day.parse('2026-11-20')
  const added = await services.diary.add(ben, { id: written, date, text: `A ${own} again.` })
  expect(added.ok).toBe(true)
  const copied = await services.formats.copy(amara, teamOf(amara), {
    from: formatId.parse('swott'),
    title: 'The Wintergreen way',
  })
  expect(copied.ok).toBe(true)

  const mine = await services.search.find(ben, own)
  expect(mine.own.map((one) => one.place)).toEqual([
    { kind: 'diary', written },
    { kind: 'reflection', toolkit: participation, section: section.id, item: item.id },
    { kind: 'entry', entry },
  ])
  expect(mine.own[0]?.excerpt).toContainEqual({ text: own, isHit: true })
  // With a slip it is found as well, guessed from the owner's own words.
  expect((await services.search.find(ben, 'quilwort')).own).toHaveLength(3)
  expect(places(await services.search.find(ben, 'wintergreen'))).toEqual(['format'])
  for (const other of [amara, grace, jo]) {
    expect(places(await services.search.find(other, own)), other.name).toEqual([])
  }
  for (const outsider of [grace, jo]) {
    expect(places(await services.search.find(outsider, 'wintergreen')), outsider.name).toEqual([])
  }

  // ★ No word of a person stands in any table of the search, where a leak could begin.
  const tables = db.read.all(sql`select * from passages, search_index_content`)
  expect(JSON.stringify(tables)).not.toContain(own)
  expect(db.read.all(sql`select term from search_vocabulary where term = ${own}`)).toEqual([])

  // The page leads to the place, and shows what was typed as text.
  const page = await (await product.get(`/search?q=${own}`, cookie)).text()
  expect(page).toContain(`/toolkits/participation/sections/${section.id}#item-${item.id}`)
  expect(page).toContain(`/diary/${written}`)
  expect(page).toContain(`<mark>${own}</mark>`)
  const hostile = await (
    await product.get('/search?q=%3Cscript%3Ealert(1)%3C/script%3E', cookie)
  ).text()
  expect(hostile).not.toContain('<script>alert(1)')
  expect(product.logged.join('\n')).not.toContain(own)
})

test('★ the product’s own cases and guides cannot be found, its modules can', async () => {
  const product = await startProduct()
  const { services } = product
  const ben = await actorNamed(product, 'Ben')
  for (const { toolkit, title } of await services.toolkits.library()) {
    const release = await services.toolkits.current(toolkit)
    if (!release) throw new Error('nothing was published')
    const whole = await services.search.find(ben, title)
    expect(whole.toolkits.map((one) => one.place)).toContainEqual(
      expect.objectContaining({ toolkit, section: '' }),
    )
    for (const stage of await services.toolkits.stages(release.hash)) {
      const found = await services.toolkits.find(stage.title, 30)
      const titles = found.found.filter(() => found.hasAll).map((one) => [one.title, one.heading])
      expect(titles.flat(), `${toolkit}: ${stage.title}`).not.toContain(stage.title)
    }
  }
})
