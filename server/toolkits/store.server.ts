import { and, asc, eq, inArray, ne, notExists, notInArray, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { currentReleases, releaseMedia, releases, renderedBlocks } from '#db/schema/toolkits.ts'
import type { ByteRange } from '#server/platform/rules/byte-range.ts'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { ReleaseNote } from './rules/release.ts'
import type { ReleaseBody, SearchText, SourceText } from './rules/stored-release.ts'

export type StoredRelease = {
  hash: ReleaseHash
  preview: boolean
  body: ReleaseBody
  publishedAt: number
}
export type Pointer = { toolkit: ToolkitId; hash: ReleaseHash; preview: boolean }
export type StoredMedia = { name: string; type: string; bytes: Buffer }
export type StoredPart = { part: string; html: string[] }

export type NewRelease = StoredRelease & {
  toolkit: ToolkitId
  version: string
  source: SourceText
  search: SearchText[]
}

/** Which release of each toolkit is read now. */
export async function pointers(db: Queries): Promise<Pointer[]> {
  return db
    .select({
      toolkit: currentReleases.toolkit,
      hash: currentReleases.hash,
      preview: currentReleases.preview,
    })
    .from(currentReleases)
    .orderBy(asc(currentReleases.toolkit))
}

/** The release of that hash; the kept one where a preview has the same content. */
export async function findRelease(db: Queries, hash: ReleaseHash): Promise<StoredRelease | null> {
  const [row] = await db
    .select({
      hash: releases.hash,
      preview: releases.preview,
      body: releases.body,
      publishedAt: releases.publishedAt,
    })
    .from(releases)
    .where(eq(releases.hash, hash))
    .orderBy(asc(releases.preview))
    .limit(1)
  return row ?? null
}

/** The versions of a toolkit with what changed in each, the oldest first; no previews. */
export async function historyOf(db: Queries, toolkit: ToolkitId): Promise<ReleaseNote[]> {
  const rows = await db
    .select({ hash: releases.hash, version: releases.version, body: releases.body })
    .from(releases)
    .where(and(eq(releases.toolkit, toolkit), eq(releases.preview, false)))
    .orderBy(asc(releases.publishedAt))
  return rows.map(({ hash, version, body }) => ({ hash, version, change: body.release.change }))
}

/** True when exactly this release is kept, as a preview or as a version. */
export async function hasRelease(
  db: Queries,
  hash: ReleaseHash,
  preview: boolean,
): Promise<boolean> {
  const rows = await db
    .select({ hash: releases.hash })
    .from(releases)
    .where(and(eq(releases.hash, hash), eq(releases.preview, preview)))
  return rows.length > 0
}

/** Each version of a toolkit that was published for good, and its hash. */
export async function versionsOf(
  db: Queries,
  toolkit: string,
): Promise<{ version: string; hash: ReleaseHash }[]> {
  return db
    .select({ version: releases.version, hash: releases.hash })
    .from(releases)
    .where(and(eq(sql`${releases.toolkit}`, toolkit), eq(releases.preview, false)))
}

/** The source that a release was made from; null for an unknown hash. */
export async function sourceOf(db: Queries, hash: ReleaseHash): Promise<SourceText | null> {
  const [row] = await db
    .select({ source: releases.source })
    .from(releases)
    .where(eq(releases.hash, hash))
    .limit(1)
  return row?.source ?? null
}

export async function insertRelease(
  tx: Transaction,
  { hash, preview, toolkit, version, source, body, search, publishedAt }: NewRelease,
): Promise<void> {
  await tx
    .insert(releases)
    .values({ hash, preview, toolkit, version, source, body, search, publishedAt })
    .onConflictDoNothing({ target: [releases.hash, releases.preview] })
}

export async function insertMedia(
  tx: Transaction,
  hash: ReleaseHash,
  media: readonly StoredMedia[],
): Promise<void> {
  for (const { name, type, bytes } of media)
    await tx.insert(releaseMedia).values({ hash, name, type, bytes }).onConflictDoNothing()
}

export async function pointTo(
  tx: Transaction,
  { toolkit, hash, preview }: Pointer,
  at: number,
): Promise<void> {
  await tx
    .insert(currentReleases)
    .values({ toolkit, hash, preview, at })
    .onConflictDoUpdate({ target: currentReleases.toolkit, set: { hash, preview, at } })
}

/** Keeps what this renderer made of a release and throws away what another had made of it. */
export async function putParts(
  tx: Transaction,
  hash: ReleaseHash,
  renderer: string,
  parts: readonly StoredPart[],
): Promise<void> {
  await tx
    .delete(renderedBlocks)
    .where(and(eq(renderedBlocks.hash, hash), ne(renderedBlocks.renderer, renderer)))
  for (const { part, html } of parts)
    await tx.insert(renderedBlocks).values({ hash, renderer, part, html }).onConflictDoNothing()
}

export async function partsOf(db: Queries, hash: ReleaseHash): Promise<StoredPart[]> {
  return db
    .select({ part: renderedBlocks.part, html: renderedBlocks.html })
    .from(renderedBlocks)
    .where(eq(renderedBlocks.hash, hash))
}

/** What stands beside the releases: a format with its rendered guide, a framework by its digest alone. */
export type ShelfPart = 'format' | 'framework'
const onShelf = inArray(renderedBlocks.part, ['format', 'framework'] satisfies ShelfPart[])

/** The digests of the formats and frameworks that were published last. */
export async function shelfKept(db: Queries): Promise<ReleaseHash[]> {
  const rows = await db
    .selectDistinct({ hash: renderedBlocks.hash })
    .from(renderedBlocks)
    .where(onShelf)
    .orderBy(renderedBlocks.hash)
  return rows.map(({ hash }) => hash)
}

/** Throws away what is kept of all formats and frameworks but these. */
export async function dropFromShelf(tx: Transaction, but: readonly ReleaseHash[]): Promise<void> {
  await tx.delete(renderedBlocks).where(and(onShelf, notInArray(renderedBlocks.hash, [...but])))
}

/** Releases of which this renderer has made nothing yet, with the source to make it from. */
export async function unrendered(
  db: Queries,
  renderer: string,
): Promise<{ hash: ReleaseHash; toolkit: ToolkitId; source: SourceText }[]> {
  return db
    .selectDistinct({
      hash: releases.hash,
      toolkit: releases.toolkit,
      source: releases.source,
    })
    .from(releases)
    .where(
      notExists(
        db
          .select({ hash: renderedBlocks.hash })
          .from(renderedBlocks)
          .where(
            and(eq(renderedBlocks.hash, releases.hash), eq(renderedBlocks.renderer, renderer)),
          ),
      ),
    )
}

/** What exactly this renderer has made. */
export async function partsBy(
  db: Queries,
  hash: ReleaseHash,
  renderer: string,
): Promise<StoredPart[]> {
  return db
    .select({ part: renderedBlocks.part, html: renderedBlocks.html })
    .from(renderedBlocks)
    .where(and(eq(renderedBlocks.hash, hash), eq(renderedBlocks.renderer, renderer)))
}

export async function mediaOf(db: Queries, hash: ReleaseHash): Promise<StoredMedia[]> {
  return db
    .select({ name: releaseMedia.name, type: releaseMedia.type, bytes: releaseMedia.bytes })
    .from(releaseMedia)
    .where(eq(releaseMedia.hash, hash))
}

/** What a file is and how many bytes it has, without reading them. */
export async function measureMedia(
  db: Queries,
  hash: ReleaseHash,
  name: string,
): Promise<{ type: string; size: number } | null> {
  const [row] = await db
    .select({ type: releaseMedia.type, size: sql<number>`length(${releaseMedia.bytes})` })
    .from(releaseMedia)
    .where(and(eq(releaseMedia.hash, hash), eq(releaseMedia.name, name)))
  return row ?? null
}

/** The bytes of a file from one place to another, both included, counted from 0. */
export async function findMedia(
  db: Queries,
  hash: ReleaseHash,
  name: string,
  { first, last }: ByteRange,
): Promise<Buffer | null> {
  const piece = sql<Buffer>`substr(${releaseMedia.bytes}, ${first + 1}, ${last - first + 1})`
  const [row] = await db
    .select({ piece })
    .from(releaseMedia)
    .where(and(eq(releaseMedia.hash, hash), eq(releaseMedia.name, name)))
  return row?.piece ?? null
}
