import { londonDay } from '#server/platform/rules/london.ts'
import type { Database } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { lockedAs, type KnownIds } from './check-ids.server.ts'
import type { Standards, ToolkitDraft } from './check.server.ts'
import { wordingRules } from './rules/wording.ts'
import { readShelf, type GuideCache, type Shelf } from './formats.server.ts'
import { indexAgain, indexer, passagesFor } from './indexer.server.ts'
import { mediaType } from './media.server.ts'
import { releaseBody, searchTexts } from './release-body.server.ts'
import { renderToolkit } from './render.server.ts'
import { renderer } from './renderer.server.ts'
import type { Finding } from './rules/release.ts'
import {
  canonicalSource,
  readToolkit,
  sha256,
  sourceHash,
  toolkitFolders,
  type ToolkitSource,
} from './source.server.ts'
import { standardsOf } from './standards.server.ts'
import * as store from './store.server.ts'
import { putPassages } from './store-search.sqlite.server.ts'

export type Publisher = {
  db: Database
  clock: Clock
  contentFolder: string
  log: Log
  /** Releases are replaced at will, under the same version: the development server's. */
  preview: boolean
}

export type Publication = {
  published: string[]
  unchanged: string[]
  findings: Finding[]
  shelf: Shelf
}

/**
 * Publishes what has changed in the content folder. A toolkit with a finding is not published at
 * all and its old release stays; the others are. Compiles here, so that no request ever does.
 */
export async function publishAll(publisher: Publisher): Promise<Publication> {
  const shelf = await readShelf(publisher.contentFolder, guidesIn(publisher.db))
  const publication: Publication = {
    published: [],
    unchanged: [],
    findings: [...shelf.findings],
    shelf,
  }
  for (const folder of await toolkitFolders(publisher.contentFolder))
    await publishOne(publisher, await readToolkit(folder), publication)
  await renderAgain(publisher)
  await indexAgain(publisher.db)
  return publication
}

async function publishOne(
  publisher: Publisher,
  source: ToolkitSource,
  publication: Publication,
): Promise<void> {
  const { db, preview } = publisher
  const hash = sourceHash(source)
  const pointer = (await store.pointers(db.read)).find((one) => one.toolkit === source.folder)
  if (source.findings.length === 0 && pointer?.hash === hash && pointer.preview === preview) {
    publication.unchanged.push(source.folder)
    return
  }
  const before = pointer ? await store.findRelease(db.read, pointer.hash) : null
  const { checkToolkit } = await checks()
  const { draft, findings } = checkToolkit(source, {
    ...standardsOf(publication.shelf, publisher.clock),
    // A preview may drop an item that it has just tried out.
    publishedIds: preview || !before ? new Map() : idsOf(before),
  })
  publication.findings.push(...findings)
  if (!draft) return
  const { id, version } = draft.toolkit
  const taken = preview ? null : await store.hashOfVersion(db.read, id, version)
  if (taken !== null && taken !== hash) {
    publication.findings.push(versionTaken(source, version))
    return
  }
  await keep(publisher, draft, source, hash)
  publication.published.push(`${id} ${version}`)
}

/** The parser is loaded when something has changed: most starts publish nothing. */
function checks() {
  return import('./check.server.ts')
}

/** Rendered guides of formats stand with the other renderings, under the digest of their file. */
export function guidesIn(db: Database): GuideCache {
  return {
    find: async (digest) => {
      const parts = await store.partsBy(db.read, digest, renderer)
      return parts.find((one) => one.part === 'format')?.html[0] ?? null
    },
    keep: (digest, html) =>
      db.tx(async (tx) => store.putParts(tx, digest, renderer, [{ part: 'format', html: [html] }])),
  }
}

async function keep(
  { db, clock, preview }: Publisher,
  draft: ToolkitDraft,
  source: ToolkitSource,
  hash: ReturnType<typeof sourceHash>,
): Promise<void> {
  const names = mediaNames(source)
  const parts = await renderToolkit(draft, hash, names)
  const media = source.media.map((one) => ({
    name: names.get(one.name) ?? one.name,
    type: mediaType(one.name),
    bytes: one.bytes,
  }))
  const { id: toolkit, version } = draft.toolkit
  const release: store.NewRelease = {
    hash,
    preview,
    toolkit,
    version,
    source: canonicalSource(source),
    body: releaseBody(draft),
    search: searchTexts(draft),
    publishedAt: clock.now(),
  }
  await db.tx(async (tx) => {
    await store.insertRelease(tx, release)
    await store.insertMedia(tx, hash, media)
    await store.putParts(tx, hash, renderer, parts)
    await store.pointTo(tx, { toolkit, hash, preview }, release.publishedAt)
    await putPassages(tx, indexer, passagesFor(release, toolkit, parts))
  })
}

/** The name of each picture in its address: half of its digest, which nobody can guess. */
function mediaNames(source: ToolkitSource): Map<string, string> {
  return new Map(
    source.media.map(({ name, bytes }) => [name, digestName(name, sha256(bytes))] as const),
  )
}

function digestName(name: string, digest: string): string {
  return `${digest.slice(0, 32)}${name.slice(name.lastIndexOf('.'))}`
}

function idsOf({ body }: store.StoredRelease): KnownIds {
  return new Map(
    body.release.sections.flatMap((section) =>
      section.items.map((item) => [item.id, lockedAs(item)]),
    ),
  )
}

function versionTaken(source: ToolkitSource, version: string): Finding {
  const yaml = source.files.find((file) => file.path === 'toolkit.yaml')
  const line = yaml?.text.split('\n').findIndex((one) => one.startsWith('version:')) ?? 0
  return {
    file: yaml?.shown ?? source.shown,
    line: line + 1,
    column: 1,
    rule: 'version',
    message: `Version ${version} has been published with another text.`,
    mend: 'Raise the version.',
  }
}

/** Renders releases again, from their own source, when the renderer has changed since. */
async function renderAgain({ db, clock, log }: Publisher): Promise<void> {
  for (const { hash, toolkit, source } of await store.unrendered(db.read, renderer)) {
    try {
      const { checkToolkit } = await checks()
      const media = await store.mediaOf(db.read, hash)
      const again = rebuilt(toolkit, source, media)
      const { draft } = checkToolkit(again, { ...anything, today: londonDay(clock.now()) })
      if (!draft) throw new Error('a release no longer passes its checks')
      const parts = await renderToolkit(draft, hash, mediaNames(again))
      await db.tx(async (tx) => store.putParts(tx, hash, renderer, parts))
    } catch (error) {
      // What an older renderer made of it goes on being shown.
      log.error({ ...errorFields(error), toolkit }, 'a release could not be rendered again')
    }
  }
}

/** A release was judged when it was published: only its own text counts now. */
const anything: Omit<Standards, 'today'> = {
  codes: null,
  formats: null,
  publishedIds: new Map(),
  tolerated: new Set(['review', 'time', ...wordingRules]),
}

function rebuilt(
  toolkit: string,
  source: { files: Record<string, string>; media: Record<string, string> },
  stored: readonly store.StoredMedia[],
): ToolkitSource {
  const bytes = new Map(stored.map((one) => [one.name, one.bytes]))
  return {
    folder: toolkitId.parse(toolkit),
    shown: toolkit,
    files: Object.entries(source.files).map(([path, text]) => ({
      path,
      shown: `${toolkit}/${path}`,
      text,
    })),
    media: Object.entries(source.media).flatMap(([name, digest]) => {
      const kept = bytes.get(digestName(name, digest))
      return kept ? [{ name, shown: `${toolkit}/media/${name}`, bytes: kept }] : []
    }),
    lock: null,
    findings: [],
  }
}
