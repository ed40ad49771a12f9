import { londonDay } from '#server/platform/rules/london.ts'
import type { Database, Transaction } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import { toolkitId, type ReleaseHash } from '#server/platform/rules/ids.ts'
import { lockedAs, type KnownIds } from './check-ids.server.ts'
import type { Standards } from './draft.server.ts'
import { readShelf, type GuideCache, type Shelf } from './formats.server.ts'
import { indexAgain, indexer, passagesFor } from './indexer.server.ts'
import { mediaType } from './media.server.ts'
import { prepareAll } from './prepare-all.server.ts'
import type { Preparation, Prepared } from './prepare.server.ts'
import { renderer } from './renderer.server.ts'
import type { Finding } from './rules/release.ts'
import { earlierNames, withEarlierNames } from './rules/renamed.ts'
import { wordingRules } from './rules/wording.ts'
import {
  canonicalSource,
  digestName,
  mediaNames,
  readToolkit,
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
  const works: Preparation[] = []
  for (const folder of await toolkitFolders(publisher.contentFolder)) {
    const work = await workOf(publisher, await readToolkit(folder), publication)
    if (work) works.push(work)
  }
  const prepared = works.length > 0 ? await prepareAll(works) : []
  for (const [index, work] of works.entries()) {
    const done = prepared[index]
    if (done) await conclude(publisher, work, done, publication)
  }
  await publisher.db.tx((tx) => keepShelf(tx, shelf))
  await renderAgain(publisher)
  await indexAgain(publisher.db)
  return publication
}

/** Keeps which formats and frameworks there are, so that other processes see that they changed. */
async function keepShelf(tx: Transaction, { files }: Shelf): Promise<void> {
  for (const { part, digest } of files) {
    // A format is kept where its guide is rendered.
    if (part === 'framework') await store.putParts(tx, digest, renderer, [{ part, html: [] }])
  }
  await store.dropFromShelf(
    tx,
    files.map(({ digest }) => digest),
  )
}

/** What is to be done for a folder; null when its text is what is read now. */
async function workOf(
  { db, clock, preview }: Publisher,
  source: ToolkitSource,
  publication: Publication,
): Promise<Preparation | null> {
  const hash = sourceHash(source)
  const pointer = (await store.pointers(db.read)).find((one) => one.toolkit === source.folder)
  if (source.findings.length === 0 && pointer?.hash === hash && pointer.preview === preview) {
    publication.unchanged.push(source.folder)
    return null
  }
  const before = pointer ? await store.findRelease(db.read, pointer.hash) : null
  const taken = preview ? [] : await store.versionsOf(db.read, source.folder)
  return {
    source,
    hash,
    standards: {
      ...standardsOf(publication.shelf, clock),
      // A preview may drop an item that it has just tried out.
      publishedIds: preview || !before ? new Map() : idsOf(before),
      earlierNames: before ? earlierNames(before.body.release.sections) : new Map(),
    },
    takenVersions: new Set(taken.filter((one) => one.hash !== hash).map((one) => one.version)),
  }
}

/** Keeps what was prepared. A fault, ours or the folder's, stops this toolkit alone. */
async function conclude(
  publisher: Publisher,
  { source, hash }: Preparation,
  prepared: Prepared | Error,
  publication: Publication,
): Promise<void> {
  if (prepared instanceof Error) {
    publisher.log.error({ ...errorFields(prepared), toolkit: source.folder }, 'not published')
    publication.findings.push({
      file: source.shown,
      line: 1,
      column: 1,
      rule: 'fault',
      message: 'This toolkit could not be published, and the fault is ours.',
      mend: 'Its old release stays in use. Tell us what you changed last.',
    })
    return
  }
  publication.findings.push(...prepared.findings)
  if (!prepared.release) return
  await keep(publisher, source, hash, await named(publisher, prepared.release))
  publication.published.push(`${source.folder} ${prepared.release.version}`)
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

/** The release with the names that its sections had before: nobody loses a tick by a file's name. */
async function named(
  { db }: Publisher,
  release: NonNullable<Prepared['release']>,
): Promise<NonNullable<Prepared['release']>> {
  const { body } = release
  const pointers = await store.pointers(db.read)
  const pointer = pointers.find((one) => one.toolkit === body.release.toolkit)
  const before = pointer ? await store.findRelease(db.read, pointer.hash) : null
  if (!before) return release
  const sections = withEarlierNames(body.release.sections, before.body.release.sections)
  return { ...release, body: { ...body, release: { ...body.release, sections } } }
}

async function keep(
  { db, clock, preview }: Publisher,
  source: ToolkitSource,
  hash: ReleaseHash,
  { version, body, search, parts }: NonNullable<Prepared['release']>,
): Promise<void> {
  const names = mediaNames(source)
  const media = source.media.map((one) => ({
    name: names.get(one.name) ?? one.name,
    type: mediaType(one.name),
    bytes: one.bytes,
  }))
  const { toolkit } = body.release
  const publishedAt = clock.now()
  const release: store.NewRelease = {
    ...{ hash, preview, toolkit, version, body, search, publishedAt },
    source: canonicalSource(source),
  }
  await db.tx(async (tx) => {
    await store.insertRelease(tx, release)
    await store.insertMedia(tx, hash, media)
    await store.putParts(tx, hash, renderer, parts)
    await store.pointTo(tx, { toolkit, hash, preview }, release.publishedAt)
    await putPassages(tx, indexer, passagesFor(release, toolkit, parts))
  })
}

function idsOf({ body }: store.StoredRelease): KnownIds {
  return new Map(
    body.release.sections.flatMap((section) =>
      section.items.map((item) => [item.id, lockedAs(item)]),
    ),
  )
}

/** Renders releases again, from their own source, when the renderer has changed since. */
async function renderAgain({ db, clock, log }: Publisher): Promise<void> {
  for (const { hash, toolkit, source } of await store.unrendered(db.read, renderer)) {
    try {
      const { checkToolkit } = await import('./check.server.ts')
      const { renderToolkit } = await import('./render.server.ts')
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
  tolerated: new Set(['review', 'time', 'identifying', ...wordingRules]),
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
