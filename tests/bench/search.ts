import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { openDatabase, type Database } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { createLog } from '#server/platform/log.server.ts'
import { releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import { wordsOf } from '#server/search/rules/words.ts'
import type { Passage } from '#server/toolkits/rules/passages.ts'
import { pointTo } from '#server/toolkits/store.server.ts'
import { putPassages } from '#server/toolkits/store-search.sqlite.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { rowsOf, type Row } from './figures.ts'

const toolkits = 50
const sectionsEach = 20
const passagesEach = 8
const wordsEach = 120
const shownAtMost = 30

/**
 * A thousand sections are searched for a word, two words, the beginning of one and a mistyped one,
 * against the full-text index alone: the same file, one prepared statement, the same limit.
 */
export async function benchSearch(rounds: number, dataDir: string): Promise<Row[]> {
  const file = join(dataDir, 'search.sqlite')
  migrate(file)
  const db = openDatabase(file)
  const words = vocabulary(4_000)
  await fill(db, words)
  const shelf = createToolkits({
    ...{ db, clock: { now: () => 0 }, log: createLog('silent') },
    contentFolder: dataDir,
  })
  const bare = new SQLite(file, { readonly: true })
  const statement = bare.prepare<[string], { id: number }>(
    'select rowid as id, title, heading, body from search_index where search_index match ? order by bm25(search_index, 8.0, 4.0, 1.0) limit 60',
  )
  const asked = questions(words)
  const measured: { ours: number[][]; bare: number[][] } = { ours: [], bare: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const [ours, other]: [number[], number[]] = [[], []]
    for (const text of asked) {
      ours.push(await timed(() => shelf.find(text, shownAtMost)))
      const expression = wordsOf(text)
        .map(({ word }) => `"${word}"*`)
        .join(' AND ')
      other.push(await timed(() => statement.all(expression)))
    }
    // The first round warms both up.
    if (round === 0) continue
    measured.ours.push(ours)
    measured.bare.push(other)
  }
  bare.close()
  db.close()
  return rowsOf('Search over 1,000 sections', measured.ours, measured.bare, [50, 95])
}

async function timed(work: () => unknown): Promise<number> {
  const at = performance.now()
  await work()
  return performance.now() - at
}

async function fill(db: Database, words: readonly string[]): Promise<void> {
  const pick = picker(words)
  const text = (count: number) => Array.from({ length: count }, pick).join(' ')
  for (let number = 0; number < toolkits; number += 1) {
    const toolkit = toolkitId.parse(`toolkit-${number}`)
    const hash = releaseHash.parse(number.toString(16).padStart(64, '0'))
    const passages = Array.from({ length: sectionsEach * passagesEach }, (_one, at): Passage => {
      const section = Math.floor(at / passagesEach) + 1
      return {
        kind: 'text',
        section: `section-${section}`,
        sectionNumber: section,
        anchor: `h-${at}`,
        title: text(4),
        heading: text(3),
        text: text(wordsEach),
      }
    })
    await db.tx(async (tx) => {
      await putPassages(tx, 'bench', { toolkit, hash, title: text(4), passages })
      await pointTo(tx, { toolkit, hash, preview: false }, 0)
    })
  }
}

/** Words of made-up syllables, always the same. */
function vocabulary(count: number): string[] {
  const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'lan', 'mer', 'nis', 'por', 'tus', 'wyn', 'zel']
  const made = new Set<string>()
  for (let at = 0; made.size < count; at += 1) {
    const parts = [at, Math.floor(at / 12), Math.floor(at / 144), Math.floor(at / 1728)]
    made.add(parts.map((part) => syllables[part % 12] ?? '').join(''))
  }
  return [...made]
}

/** Picks words as texts do: few of them often, most of them seldom. Always in the same order. */
function picker(words: readonly string[]): () => string {
  let seed = 20_261_128
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    const share = (seed / 2 ** 31) ** 3
    return words[Math.floor(share * words.length)] ?? ''
  }
}

function questions(words: readonly string[]): string[] {
  const some = words.filter((_word, at) => at % 40 === 7)
  return some.flatMap((word, at) => [
    word,
    `${word} ${some[(at + 1) % some.length] ?? ''}`,
    word.slice(0, 4),
    `${word.slice(0, 3)}${word.slice(4)}`,
  ])
}
