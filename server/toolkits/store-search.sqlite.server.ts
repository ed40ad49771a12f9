import { and, asc, eq, inArray, notExists, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { currentReleases, passages } from '#db/schema/toolkits.ts'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { Folded, Query } from '#server/search/rules/query.ts'
import { foldedText } from '#server/search/rules/words.ts'
import type { Passage } from './rules/passages.ts'

/** A passage with the toolkit that it stands in. */
export type StoredPassage = Passage & { id: number; toolkit: ToolkitId; toolkitTitle: string }
export type FoundPassage = StoredPassage & { folded: Folded }

export type NewPassages = {
  toolkit: ToolkitId
  hash: ReleaseHash
  title: string
  passages: readonly Passage[]
}

/** Puts the passages of a release in place of those of the toolkit's release before. */
export async function putPassages(
  tx: Transaction,
  indexer: string,
  { toolkit, hash, title, passages: found }: NewPassages,
): Promise<void> {
  tx.run(
    sql`delete from search_index
      where rowid in (select id from passages where toolkit = ${toolkit})`,
  )
  await tx.delete(passages).where(eq(passages.toolkit, toolkit))
  if (found.length === 0) return
  await tx
    .insert(passages)
    .values(found.map((one) => ({ ...one, toolkit, hash, indexer, toolkitTitle: title })))
  // Rows of one statement are numbered in its order.
  const rows = await tx
    .select({ id: passages.id })
    .from(passages)
    .where(eq(passages.toolkit, toolkit))
    .orderBy(asc(passages.id))
  const folded = rows.flatMap(({ id }, at) => {
    const one = found[at]
    return one
      ? [
          sql`(${id}, ${foldedText(one.title)}, ${foldedText(one.heading)}, ${foldedText(one.text)})`,
        ]
      : []
  })
  tx.run(
    sql`insert into search_index (rowid, title, heading, body) values ${sql.join(folded, sql`, `)}`,
  )
}

/** Current releases of which this indexer has made nothing yet. */
export async function unindexed(
  db: Queries,
  indexer: string,
): Promise<{ toolkit: ToolkitId; hash: ReleaseHash }[]> {
  return db
    .select({ toolkit: currentReleases.toolkit, hash: currentReleases.hash })
    .from(currentReleases)
    .where(
      notExists(
        db
          .select({ id: passages.id })
          .from(passages)
          .where(
            and(
              eq(passages.toolkit, currentReleases.toolkit),
              eq(passages.hash, currentReleases.hash),
              eq(passages.indexer, indexer),
            ),
          ),
      ),
    )
}

/** Every word that some passage holds, folded, in order. */
export function vocabulary(db: Queries): string[] {
  const rows = db.all<{ term: string }>(sql`select term from search_vocabulary`)
  return rows.map(({ term }) => term)
}

/** At most `most` passages that hold all words of the query, or any of them; the closest first. */
export async function findPassages(
  db: Queries,
  query: Query,
  { all, most }: { all: boolean; most: number },
): Promise<FoundPassage[]> {
  if (query.words.length === 0) return []
  const wanted = expression(query, all ? ' AND ' : ' OR ')
  const rows = db.all<Folded & { id: number }>(
    sql`select rowid as id, title, heading, body from search_index
      where search_index match ${wanted}
      order by bm25(search_index, 8.0, 4.0, 1.0), rowid limit ${most}`,
  )
  const found = await passagesNamed(
    db,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, title, heading, body }) => {
    const passage = found.find((one) => one.id === id)
    return passage ? [{ ...passage, folded: { title, heading, body } }] : []
  })
}

/**
 * The query in the index's own language. Words are letters and digits alone, and each stands in
 * quotes: nothing that was typed is ever read as an operator.
 */
function expression(query: Query, between: ' AND ' | ' OR '): string {
  const forms = query.words.map(({ word, guesses }) => {
    const all = [`"${word}"*`, ...guesses.map((guess) => `"${guess}"`)]
    return `(${all.join(' OR ')})`
  })
  return forms.join(between)
}

async function passagesNamed(db: Queries, ids: readonly number[]): Promise<StoredPassage[]> {
  if (ids.length === 0) return []
  return db
    .select({
      id: passages.id,
      toolkit: passages.toolkit,
      toolkitTitle: passages.toolkitTitle,
      kind: passages.kind,
      section: passages.section,
      sectionNumber: passages.sectionNumber,
      anchor: passages.anchor,
      title: passages.title,
      heading: passages.heading,
      text: passages.text,
    })
    .from(passages)
    .where(inArray(passages.id, [...ids]))
    .orderBy(asc(passages.id))
}
