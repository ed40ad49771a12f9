import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { contentFolder, section, toolkitsOf, toolkitYaml, write, type Files } from './folder.ts'

const first = 'toolkits/listening/module/01-first.mdx'
const yaml = 'toolkits/listening/toolkit.yaml'

async function shelf(files: Files = {}) {
  const folder = contentFolder(files)
  const made = await toolkitsOf(folder)
  await made.toolkits.publishAll()
  const find = async (text: string) => {
    const { found } = await made.toolkits.find(text, 30)
    return found.map(({ kind, section: id, anchor }) => [kind, id, anchor].join(' '))
  }
  return { ...made, folder, find }
}

describe('a search leads to the exact place', () => {
  test.each([
    ['short toolkit tests', 'toolkit  '],
    ['some words', 'text first '],
    ['between items', 'text first h-a-heading'],
    ['who sees whom', 'text first h-a-heading'],
    ['change first', 'check first item-first-step'],
    ['move chair', 'check first item-first-step'],
    ['where sit', 'reflection first item-last-visit'],
    ['own way', 'term first term-voice'],
    ['lundy', 'reference first ref-1'],
  ])('%s', async (text, place) => {
    const { find } = await shelf()
    expect((await find(text))[0]).toBe(place)
  })

  test('by the beginning of a word, with a slip, without accents, in capitals', async () => {
    const { find, toolkits } = await shelf({
      [first]: section.replace('Some words with', 'Łucja waits at the tŵr with'),
    })
    for (const text of ['lucja', 'ŁUC', 'TWR', 'tŵr', 'wait twr']) {
      expect(await find(text), text).toContain('text first ')
    }
    expect(await find('betwene')).toEqual(['text first h-a-heading'])
    expect((await toolkits.find('betwene', 30)).query.words).toEqual([
      { word: 'betwene', guesses: ['between'] },
    ])
    expect(await find('betx')).toEqual([])
  })

  test('where nothing has all the words, to what has some, and it says so', async () => {
    const { toolkits } = await shelf()
    const { found, hasAll } = await toolkits.find('lundy elephants', 30)
    expect(hasAll).toBe(false)
    expect(found.map((one) => one.kind)).toEqual(['reference'])
    expect(await toolkits.find('elephants', 30)).toMatchObject({ found: [], hasAll: false })
  })
})

test('★ nothing of the case, of its notes, of a guide, of an answer or of its feedback is found', async () => {
  const { find, db } = await shelf()
  for (const word of ['SECRET', 'FEEDBACK', 'facilitator', 'beforehand'])
    expect(await find(word), word).toEqual([])
  const kept = db.read.all(sql`select * from passages, search_index_content`)
  expect(JSON.stringify(kept)).not.toMatch(/SECRET|FEEDBACK|beforehand|"correct"/i)
  // The same words in a section are found: the search can see them where they may be seen.
  const open = await shelf({ [first]: `${section}\n\nSECRET-TEXT and what was read beforehand.\n` })
  expect(await open.find('SECRET-TEXT')).toHaveLength(1)
  expect(await open.find('beforehand')).toHaveLength(1)
})

test('★ only what is current is found: an older release is gone from the search', async () => {
  const { toolkits, folder, find } = await shelf()
  expect(await find('between')).toHaveLength(1)
  write(folder, {
    [yaml]: toolkitYaml.replace('1.0.0', '1.1.0'),
    [first]: section.replace('Between two items', 'Amid two items'),
  })
  await toolkits.publishAll()
  expect(await find('between')).toEqual([])
  expect(await find('amid')).toEqual(['text first h-a-heading'])
  expect(await find('lundy')).toHaveLength(1)
})

test('a toolkit that is refused keeps what was found of it', async () => {
  const { toolkits, folder, find } = await shelf()
  write(folder, { [first]: `${section}\n\n<Quiz />\n` })
  expect((await toolkits.publishAll()).findings).not.toEqual([])
  expect(await find('between')).toEqual(['text first h-a-heading'])
})

test('what another program indexed, or nobody did, is indexed again at the next start', async () => {
  const { toolkits, db, find } = await shelf()
  await db.tx((tx) => {
    tx.run(sql`update passages set indexer = 'old', text = ''`)
    tx.run(sql`delete from search_index`)
    return Promise.resolve()
  })
  expect(await find('between')).toEqual([])
  await toolkits.publishAll()
  expect(await find('between')).toEqual(['text first h-a-heading'])
})

test('what is typed is never read as an operator of the index', async () => {
  const { find } = await shelf()
  const wild = [
    '"',
    '*',
    'title:first',
    'a NEAR(b)',
    "'; drop table passages; --",
    '(((',
    'NOT',
    '^first',
    'x'.repeat(5000),
  ]
  for (const text of wild) await expect(find(text), text).resolves.toBeInstanceOf(Array)
  expect(await find('between')).toHaveLength(1)
})
