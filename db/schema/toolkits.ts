import { sql } from 'drizzle-orm'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { PassageKind } from '#server/toolkits/rules/passages.ts'
import type { ReleaseBody, SearchText, SourceText } from '#server/toolkits/rules/stored-release.ts'
import {
  blob,
  declarePrivacy,
  flag,
  index,
  instant,
  integer,
  json,
  notPersonal,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from '../columns.sqlite.ts'

/** Releases: written once. A preview is a release of the development server. */
export const releases = sqliteTable(
  'releases',
  {
    hash: text('hash').$type<ReleaseHash>().notNull(),
    preview: flag('preview').notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    version: text('version').notNull(),
    source: json<SourceText>('source').notNull(),
    body: json<ReleaseBody>('body').notNull(),
    search: json<SearchText[]>('search').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.hash, table.preview] }),
    index('releases_toolkit').on(table.toolkit, table.publishedAt),
    uniqueIndex('releases_version')
      .on(table.toolkit, table.version)
      .where(sql`${table.preview} = 0`),
  ],
)

export const releasesPrivacy = declarePrivacy(releases, {
  hash: notPersonal,
  preview: notPersonal,
  toolkit: notPersonal,
  version: notPersonal,
  source: notPersonal,
  body: notPersonal,
  search: notPersonal,
  publishedAt: notPersonal,
})

/** Which release of a toolkit is read now: the one that the content folder held last. */
export const currentReleases = sqliteTable('current_releases', {
  toolkit: text('toolkit').$type<ToolkitId>().primaryKey(),
  hash: text('hash').$type<ReleaseHash>().notNull(),
  preview: flag('preview').notNull(),
  at: instant('at').notNull(),
})

export const currentReleasesPrivacy = declarePrivacy(currentReleases, {
  toolkit: notPersonal,
  hash: notPersonal,
  preview: notPersonal,
  at: notPersonal,
})

/** Pictures of a release, by the digest of their bytes. */
export const releaseMedia = sqliteTable(
  'release_media',
  {
    hash: text('hash').$type<ReleaseHash>().notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.hash, table.name] })],
)

export const releaseMediaPrivacy = declarePrivacy(releaseMedia, {
  hash: notPersonal,
  name: notPersonal,
  type: notPersonal,
  bytes: notPersonal,
})

/** A cache: what the renderer made of a release. It can be thrown away and made again. */
export const renderedBlocks = sqliteTable(
  'rendered_blocks',
  {
    hash: text('hash').$type<ReleaseHash>().notNull(),
    renderer: text('renderer').notNull(),
    /** `section/<id>`, `stage/<id>` or `guide/<name>`; `format`, `framework` beside all releases. */
    part: text('part').notNull(),
    html: json<string[]>('html').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hash, table.renderer, table.part] })],
)

export const renderedBlocksPrivacy = declarePrivacy(renderedBlocks, {
  hash: notPersonal,
  renderer: notPersonal,
  part: notPersonal,
  html: notPersonal,
})

/** What a search leads to: the pieces of the current releases. Made again from them at any time. */
export const passages = sqliteTable(
  'passages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    hash: text('hash').$type<ReleaseHash>().notNull(),
    /** Version of what took the release to pieces and folded its words. */
    indexer: text('indexer').notNull(),
    toolkitTitle: text('toolkit_title').notNull(),
    kind: text('kind').$type<PassageKind>().notNull(),
    section: text('section').notNull(),
    sectionNumber: integer('section_number').notNull(),
    anchor: text('anchor').notNull(),
    title: text('title').notNull(),
    heading: text('heading').notNull(),
    text: text('text').notNull(),
  },
  (table) => [index('passages_toolkit').on(table.toolkit, table.hash)],
)

export const passagesPrivacy = declarePrivacy(passages, {
  id: notPersonal,
  toolkit: notPersonal,
  hash: notPersonal,
  indexer: notPersonal,
  toolkitTitle: notPersonal,
  kind: notPersonal,
  section: notPersonal,
  sectionNumber: notPersonal,
  anchor: notPersonal,
  title: notPersonal,
  heading: notPersonal,
  text: notPersonal,
})

/**
 * SQLite's full-text index over the passages' folded words, its vocabulary, and the tables in which
 * it keeps them. The migration makes them; drizzle knows no such tables. No word of a person is
 * ever in it.
 */
export const searchIndexPrivacy = [
  { table: 'search_index', columns: all('title', 'heading', 'body') },
  { table: 'search_index_data', columns: all('id', 'block') },
  { table: 'search_index_idx', columns: all('segid', 'term', 'pgno') },
  { table: 'search_index_content', columns: all('id', 'c0', 'c1', 'c2') },
  { table: 'search_index_docsize', columns: all('id', 'sz') },
  { table: 'search_index_config', columns: all('k', 'v') },
  { table: 'search_vocabulary', columns: all('term', 'doc', 'cnt') },
].map((one) => ({ ...one, about: [], through: null, stored: {} }))

function all(...columns: string[]): Record<string, typeof notPersonal> {
  return Object.fromEntries(columns.map((column) => [column, notPersonal]))
}
