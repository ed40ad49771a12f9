import { sql } from 'drizzle-orm'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { ReleaseBody, SearchText, SourceText } from '#server/toolkits/rules/stored-release.ts'
import {
  blob,
  declarePrivacy,
  flag,
  index,
  instant,
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
    /** `section/<id>`, `stage/<id>` or `guide/<name>`. */
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
