import { watch } from 'node:fs'
import type { Database } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Log } from '#server/platform/log.server.ts'
import { byteRange } from '#server/platform/rules/byte-range.ts'
import type { FormatId, ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import { queryOf, ranked, type Query } from '#server/search/rules/query.ts'
import { createOnShelf } from './on-shelf.server.ts'
import { publishAll, type Publication } from './publish.server.ts'
import { toCard, toRelease } from './release-body.server.ts'
import type { Framework, SessionFormat } from './rules/format.ts'
import { describe } from './rules/items/index.ts'
import {
  findingLine,
  summarise,
  type Block,
  type GuideName,
  type GuideText,
  type Media,
  type Release,
  type ReleaseCard,
  type ReleaseNote,
  type SectionText,
  type StageText,
} from './rules/release.ts'
import type { StageBody } from './rules/stored-release.ts'
import * as store from './store.server.ts'
import { findPassages, vocabulary, type FoundPassage } from './store-search.sqlite.server.ts'

export type Toolkits = ReturnType<typeof createToolkits>

/** What publishing did. `findings` are lines to print. */
export type PublishReport = { published: string[]; unchanged: string[]; findings: string[] }

/** A release with what was rendered of it, kept in memory: rows that never change. */
type Shelved = { stored: store.StoredRelease; release: Release; parts: Map<string, string[]> }

/**
 * Toolkits promises that what people read is a checked, immutable release: content is compiled
 * when it is published, never on a request, and what is right and what a later stage says stays
 * on the server until somebody who may see it asks.
 */
export function createToolkits({
  db,
  clock,
  contentFolder,
  log,
  preview = false,
}: {
  db: Database
  clock: Clock
  contentFolder: string
  log: Log
  preview?: boolean
}) {
  const memory = new Map<ReleaseHash, Shelved>()
  const current = createPointers(db)
  const words = createVocabulary(db, current)
  const shelf = createOnShelf({ db, contentFolder })
  let publishing: Promise<unknown> = Promise.resolve()

  async function shelved(hash: ReleaseHash): Promise<Shelved | null> {
    const known = memory.get(hash)
    if (known) return known
    const stored = await store.findRelease(db.read, hash)
    if (!stored) return null
    const rows = await store.partsOf(db.read, hash)
    const parts = new Map(rows.map(({ part, html }) => [part, html]))
    const found = { stored, release: toRelease(stored), parts }
    memory.set(hash, found)
    return found
  }

  async function publishOnce(): Promise<PublishReport> {
    const done: Publication = await publishAll({ db, clock, contentFolder, log, preview })
    await shelf.put(done.shelf)
    memory.clear()
    for (const { hash } of await store.pointers(db.read)) await shelved(hash)
    const { published, unchanged } = done
    return { published, unchanged, findings: done.findings.map(findingLine) }
  }

  async function currentRelease(toolkit: ToolkitId): Promise<Release | null> {
    const hash = (await current()).get(toolkit)
    return hash ? ((await shelved(hash))?.release ?? null) : null
  }

  return {
    /** Publishes what has changed in the content folder, one run after the other. */
    publishAll(): Promise<PublishReport> {
      const run = publishing.then(publishOnce)
      publishing = run.catch(() => undefined)
      return run
    },

    /** Publishes again whenever a file of the content changes; for development. Answers the end. */
    watchContent(heard: (report: PublishReport) => void): () => void {
      let waiting: NodeJS.Timeout | undefined
      const watcher = watch(contentFolder, { recursive: true }, () => {
        clearTimeout(waiting)
        waiting = setTimeout(() => void this.publishAll().then(heard), 100)
      })
      return () => {
        clearTimeout(waiting)
        watcher.close()
      }
    },

    /** What can be learnt, by title. */
    async library(): Promise<ReleaseCard[]> {
      const found: ReleaseCard[] = []
      for (const hash of (await current()).values()) {
        const one = await shelved(hash)
        if (one) found.push(toCard(one.release))
      }
      return found.sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
    },

    /** The release that is read now; null for an unknown toolkit. */
    current: currentRelease,

    /** That very release, however old; null for an unknown hash. */
    async release(hash: ReleaseHash): Promise<Release | null> {
      return (await shelved(hash))?.release ?? null
    },

    /** The versions of a toolkit with what changed in each, the oldest first. */
    history(toolkit: ToolkitId): Promise<ReleaseNote[]> {
      return store.historyOf(db.read, toolkit)
    },

    /** A section as a browser may have it: prose as HTML, items without answers and feedback. */
    async section(hash: ReleaseHash, section: string): Promise<SectionText | null> {
      const found = await shelved(hash)
      const one = found?.release.sections.find(({ id }) => id === section)
      const html = found?.parts.get(`section/${section}`)
      if (!one || !html) return null
      const blocks = html.flatMap((piece, index): Block[] => {
        const item = one.items[index]
        return [
          ...(piece === '' ? [] : [{ kind: 'html' as const, html: piece }]),
          ...(item ? [{ kind: 'item' as const, item: describe(item) }] : []),
        ]
      })
      return { ...summarise(one), blocks }
    },

    /**
     * The scenes of a vignette as HTML, in its order. Whoever asks gives a reader those alone that
     * they have reached.
     */
    async scenes(hash: ReleaseHash, vignette: string): Promise<string[]> {
      return (await shelved(hash))?.parts.get(`scenes/${vignette}`) ?? []
    },

    /** All stages of the case by title, for those who may read ahead: the caller decides who. */
    async stages(hash: ReleaseHash): Promise<StageBody[]> {
      return (await shelved(hash))?.stored.body.stages ?? []
    },

    /** One stage's text and its notes. Whoever asks must have decided who may see which. */
    async stage(hash: ReleaseHash, stage: string): Promise<StageText | null> {
      const found = await shelved(hash)
      const outline = found?.stored.body.stages.find(({ id }) => id === stage)
      const html = found?.parts.get(`stage/${stage}`)
      if (!outline || !html) return null
      return { ...outline, html: html[0] ?? '', notesHtml: html[1] ?? '' }
    },

    async guide(hash: ReleaseHash, which: GuideName): Promise<GuideText | null> {
      const found = await shelved(hash)
      const title = found?.stored.body.guideTitles[which]
      const html = found?.parts.get(`guide/${which}`)
      return title === undefined || !html ? null : { title, html: html[0] ?? '' }
    },

    /**
     * A picture or film of a release: the whole of it, or the piece that a Range header asks for.
     * Its name is the digest of its bytes, so it cannot be guessed.
     */
    async media(hash: ReleaseHash, name: string, wanted?: string | null): Promise<Media | null> {
      const found = await store.measureMedia(db.read, hash, name)
      if (!found) return null
      const range = byteRange(wanted ?? null, found.size)
      if (range === 'beyond') return { ...found, range, bytes: new Uint8Array() }
      const piece = range ?? { first: 0, last: found.size - 1 }
      const bytes = await store.findMedia(db.read, hash, name, piece)
      return bytes && { ...found, range, bytes }
    },

    /**
     * The passages of current releases that answer `text`, the best first, at most `most`: those
     * with all its words, or, where there is none, those with any of them. Nothing of a case or a
     * guide is among them. `query` is what was looked for, guesses at mistyped words included.
     */
    async find(
      text: string,
      most: number,
    ): Promise<{ query: Query; found: FoundPassage[]; hasAll: boolean }> {
      const query = queryOf(text, await words())
      const ask = (all: boolean) => findPassages(db.read, query, { all, most: candidates })
      const whole = await ask(true)
      const found = whole.length > 0 || query.words.length < 2 ? whole : await ask(false)
      const best = ranked(query, found, (one) => ({ text: one.folded, place: placeOf(one) }))
      return { query, found: best.slice(0, most), hasAll: whole.length > 0 }
    },

    async formats(): Promise<SessionFormat[]> {
      return (await shelf.read()).formats
    },

    async format(id: FormatId): Promise<SessionFormat | null> {
      return (await shelf.read()).formats.find((one) => one.id === id) ?? null
    },

    /** The standards that learning can be tagged with. */
    async frameworks(): Promise<Framework[]> {
      return (await shelf.read()).frameworks
    },
  }
}

/** So many are weighed against each other: far more than anybody reads. */
const candidates = 60

/** The order of equals: by toolkit, then as in the module. */
function placeOf({ toolkit, sectionNumber, id }: FoundPassage): string {
  return [toolkit, ...[sectionNumber, id].map((number) => String(number).padStart(9, '0'))].join(
    ' ',
  )
}

/** The words that are found in current releases: read again when one has changed. */
function createVocabulary(
  db: Database,
  current: () => Promise<Map<ToolkitId, ReleaseHash>>,
): () => Promise<string[]> {
  let of = ''
  let known: string[] = []
  return async () => {
    const now = [...(await current()).values()].join(' ')
    if (now !== of) {
      known = vocabulary(db.read)
      of = now
    }
    return known
  }
}

/** Which hash is read now: asked of the database only after somebody has written to it. */
function createPointers(db: Database): () => Promise<Map<ToolkitId, ReleaseHash>> {
  let seen: number | null = null
  let known = new Map<ToolkitId, ReleaseHash>()
  return async () => {
    const now = db.foreignChanges()
    if (now !== seen) {
      const rows = await store.pointers(db.read)
      known = new Map(rows.map(({ toolkit, hash }) => [toolkit, hash]))
      seen = now
    }
    return known
  }
}
