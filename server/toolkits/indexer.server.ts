import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#db/connection.ts'
import { toRelease } from './release-body.server.ts'
import { renderer } from './renderer.server.ts'
import { passagesOf } from './rules/passages.ts'
import * as store from './store.server.ts'
import * as searchStore from './store-search.sqlite.server.ts'

/** Changes whenever the code changes that takes a release to pieces and folds its words. */
export const indexer = indexerVersion()

function indexerVersion(): string {
  const digest = createHash('sha256').update(renderer)
  const items = join(import.meta.dirname, 'rules', 'items')
  const files = [
    join(import.meta.dirname, 'rules', 'passages.ts'),
    join(import.meta.dirname, 'rules', 'plain-html.ts'),
    join(import.meta.dirname, '..', 'search', 'rules', 'words.ts'),
    ...readdirSync(items).map((name) => join(items, name)),
  ]
  for (const file of files.sort()) digest.update(readFileSync(file))
  return digest.digest('hex').slice(0, 16)
}

/** What is found of a release, out of what it says and what was rendered of it. */
export function passagesFor(
  release: store.StoredRelease,
  toolkit: searchStore.NewPassages['toolkit'],
  parts: readonly store.StoredPart[],
): searchStore.NewPassages {
  const rendered = new Map(parts.map(({ part, html }) => [part, html]))
  const { hash } = release
  const said = toRelease(release)
  return { toolkit, hash, title: said.title, passages: passagesOf(said, rendered) }
}

/** Indexes every current release of which this program has made no passages: one commit each. */
export async function indexAgain(db: Database): Promise<void> {
  for (const { toolkit, hash } of await searchStore.unindexed(db.read, indexer)) {
    const release = await store.findRelease(db.read, hash)
    if (!release) continue
    const parts = await store.partsOf(db.read, hash)
    await db.tx((tx) => searchStore.putPassages(tx, indexer, passagesFor(release, toolkit, parts)))
  }
}
