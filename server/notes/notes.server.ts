import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { isOvertaken } from '#server/platform/rules/fingerprint.ts'
import {
  noteId,
  type EntryId,
  type NoteId,
  type ReleaseHash,
  type ToolkitId,
} from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { searchWords } from '#server/toolkits/rules/items/index.ts'
import {
  findItem,
  findSection,
  type Item,
  type Release,
  type SectionText,
} from '#server/toolkits/rules/release.ts'
import type { NewNote } from './rules/note-form.ts'
import { placeOf, type Ground } from './rules/place.ts'
import { headingsOf, proseOf, withMarks, type Stretch } from './rules/prose.ts'
import { quoteFrom, searched, type Found, type Quote } from './rules/quote.ts'
import * as store from './store.server.ts'

/** What notes ask of the toolkits. */
type Shelf = {
  current(toolkit: ToolkitId): Promise<Release | null>
  release(hash: ReleaseHash): Promise<Release | null>
  section(hash: ReleaseHash, section: string): Promise<SectionText | null>
}

/** One note as its owner sees it. */
export type NoteView = {
  id: NoteId
  toolkit: ToolkitId
  toolkitTitle: string
  /** Where it stands now; null when its section is no longer in the module. */
  section: { id: string; title: string } | null
  /** The item it hangs on, while that is there. */
  item: string | null
  /** 'Check: Which part is untested?' Empty where it is about the whole section. */
  about: string
  passage: Passage | null
  text: string
  entry: EntryId | null
  createdAt: number
  savedAt: number
}

/** What was highlighted, and what stands there now: null where nothing is found any more. */
export type Passage = {
  words: string
  kind: Found['kind']
  /** `at` counts the characters of the section's prose. */
  now: { text: string; at: number } | null
}

/** What a note of this section can be about. */
export type AboutChoice =
  | { kind: 'section' }
  | { kind: 'heading'; heading: string }
  | { kind: 'item'; item: string; words: string }

export type SectionNotes = {
  toolkit: ToolkitId
  toolkitTitle: string
  release: ReleaseHash
  section: { id: string; title: string }
  choices: AboutChoice[]
  notes: NoteView[]
  /** Under which the next note is kept. */
  nextNote: string
}

/** A block of a section's page: notes mark its prose and leave the rest alone. */
type AnyBlock = { kind: string; html?: string }

type Reading = { release: Release; grounds: Ground[] }

/** Notes and highlights that a person can have in one toolkit. */
export const mostNotes = 500

export const noSuchNote = () => refuse('not_found', 'There is no such note among yours.')
const tooManyNotes = () =>
  refuse(
    'invalid',
    `You have ${mostNotes} notes and highlights in this toolkit, which is as many as it holds. Remove one that you no longer need, then save this again.`,
    { field: 'text' },
  )
/** Both texts are there: the page shows the saved one beside what was typed. */
export const changedElsewhere = (what: string) =>
  refuse(
    'stale',
    `You changed this ${what} in another window. Take what you need of that text into this one, then save again.`,
    { field: 'text' },
  )
const noSuchSection = () => refuse('not_found', 'There is no such section in this toolkit.')

/**
 * Notes and highlights promise: they are read by their owner alone, and an edited module keeps them;
 * what a passage says now is shown beside what it said.
 */
export function createNotes({
  db,
  clock,
  newId,
  toolkits,
}: {
  db: Database
  clock: Clock
  newId: () => string
  toolkits: Shelf
}) {
  const isOwn = (actor: Actor, action: 'read' | 'write') =>
    can(actor, action, { kind: 'own-record', owner: actor.person })

  /** The words of each toolkit's present release: nothing of a release ever changes. */
  const readings = new Map<ToolkitId, Reading>()

  async function readingOf(release: Release): Promise<Reading> {
    const known = readings.get(release.toolkit)
    if (known?.release.hash === release.hash) return known
    const grounds = await Promise.all(
      release.sections.map(async ({ id, items }): Promise<Ground> => {
        const text = await toolkits.section(release.hash, id)
        const words = proseOf(htmlOf(text?.blocks ?? [])).text
        return { section: id, items: items.map((one) => one.id), ...searched(words) }
      }),
    )
    const reading = { release, grounds }
    readings.set(release.toolkit, reading)
    return reading
  }

  async function viewOf(one: store.StoredNote, reading: Reading | null): Promise<NoteView> {
    const place = reading ? placeOf(one, reading.grounds) : { section: null, passage: null }
    const then = await toolkits.release(one.release)
    const release = reading?.release ?? then
    const section = place.section === null ? null : release && findSection(release, place.section)
    const item = one.item === null ? null : release && findItem(release, one.item)?.item
    const known = item ?? (one.item === null ? null : then && findItem(then, one.item)?.item)
    const words = reading?.grounds.find((ground) => ground.section === place.section)?.text ?? ''
    return {
      id: one.id,
      toolkit: one.toolkit,
      toolkitTitle: release?.title ?? '',
      section: section ? { id: section.id, title: section.title } : null,
      item: item?.id ?? null,
      about: known ? itemWords(known) : '',
      passage: one.quote && passageOf(one.quote, place.passage, words),
      text: one.text,
      entry: one.entry,
      createdAt: one.createdAt,
      savedAt: one.savedAt,
    }
  }

  async function viewsOf(kept: readonly store.StoredNote[]): Promise<NoteView[]> {
    const now = new Map<ToolkitId, Reading | null>()
    for (const { toolkit } of kept) {
      if (now.has(toolkit)) continue
      const release = await toolkits.current(toolkit)
      now.set(toolkit, release && (await readingOf(release)))
    }
    return Promise.all(kept.map((one) => viewOf(one, now.get(one.toolkit) ?? null)))
  }

  /** The notes of one section, and what the next one can be about. */
  async function inSection(
    actor: Actor,
    toolkit: ToolkitId,
    sectionId: string,
  ): Promise<Outcome<SectionNotes>> {
    const release = await toolkits.current(toolkit)
    const section = release && findSection(release, sectionId)
    const text = release && section && (await toolkits.section(release.hash, section.id))
    if (!release || !section || !text || !isOwn(actor, 'read')) return noSuchSection()
    const kept = await store.notesOf(db.read, actor.person, toolkit)
    const views = kept.length === 0 ? [] : await viewsOf(kept)
    return ok({
      toolkit,
      toolkitTitle: release.title,
      release: release.hash,
      section: { id: section.id, title: section.title },
      choices: [
        { kind: 'section' },
        ...headingsOf(htmlOf(text.blocks)).map((heading) => ({
          kind: 'heading' as const,
          heading,
        })),
        ...section.items.flatMap((item) => {
          const words = itemWords(item)
          return words === '' ? [] : [{ kind: 'item' as const, item: item.id, words }]
        }),
      ],
      notes: views.filter((one) => one.section?.id === section.id),
      nextNote: newId(),
    })
  }

  return {
    inSection,

    /** The page's prose with the owner's highlights in it; nothing else of the page is touched. */
    highlighted<B extends AnyBlock>(
      blocks: readonly B[],
      { notes }: Pick<SectionNotes, 'notes'>,
    ): B[] {
      const html = htmlOf(blocks)
      const prose = proseOf(html)
      const stretches = notes.flatMap((one): Stretch[] => {
        const now = one.passage?.now
        if (!now || !prose.text.startsWith(now.text, now.at)) return []
        return [{ id: one.id, from: now.at, to: now.at + now.text.length }]
      })
      if (stretches.length === 0) return [...blocks]
      const marked = withMarks(html, prose, stretches)
      let next = 0
      return blocks.map((block) => {
        if (block.kind !== 'html') return block
        const own = marked[next] ?? block.html
        next += 1
        return { ...block, html: own }
      })
    },

    /**
     * Keeps a new note or highlight; the same one posted again is kept once. Other words from the
     * same form (the browser's Back brings it again) are another note: none are lost.
     */
    async add(
      actor: Actor,
      toolkit: ToolkitId,
      sectionId: string,
      note: NewNote,
    ): Promise<Outcome<NoteId>> {
      const release = await toolkits.current(toolkit)
      const section = release && findSection(release, sectionId)
      if (!release || !section || !isOwn(actor, 'write')) return noSuchSection()
      if (note.text === '' && note.passage === '') {
        return refuse('invalid', 'Write a note, or give the words to highlight.', { field: 'text' })
      }
      const anchor = await anchorOf(release, sectionId, note)
      if (!anchor.ok) return anchor
      const at = clock.now()
      const made = {
        ...{ ...anchor.value, toolkit, text: note.text },
        ...{ entry: null, createdAt: at, savedAt: at },
      }
      return db.tx(async (tx) => {
        const known = await store.findNote(tx, actor.person, note.note)
        if (known && saysTheSame(known, made)) return ok(known.id)
        const others = known ? await store.notesOf(tx, actor.person, toolkit) : []
        const again = others.find((one) => saysTheSame(one, made))
        if (again) return ok(again.id)
        if ((await store.countNotes(tx, actor.person, toolkit)) >= mostNotes) return tooManyNotes()
        const id = known ? noteId.parse(newId()) : note.note
        await store.addNote(tx, actor.person, { ...made, id })
        return ok(id)
      })
    },

    async note(actor: Actor, id: NoteId): Promise<Outcome<NoteView>> {
      const kept = isOwn(actor, 'read') ? await store.findNote(db.read, actor.person, id) : null
      const [view] = kept ? await viewsOf([kept]) : []
      return view ? ok(view) : noSuchNote()
    },

    /**
     * Puts another text in place of the note's; a note with neither text nor passage is refused, and
     * so is a text whose page showed an older one (`shown` is its mark).
     */
    async change(actor: Actor, id: NoteId, text: string, shown?: string): Promise<Outcome<NoteId>> {
      if (!isOwn(actor, 'write')) return noSuchNote()
      return db.tx(async (tx) => {
        const kept = await store.findNote(tx, actor.person, id)
        if (!kept) return noSuchNote()
        if (text === '' && kept.quote === null) {
          return refuse('invalid', 'Write something, or remove the note.', { field: 'text' })
        }
        if (isOvertaken(shown, kept.text, text)) return changedElsewhere('note')
        await store.changeNote(tx, actor.person, id, { text, savedAt: clock.now() })
        return ok(id)
      })
    },

    /** Takes a note away for good. */
    async remove(actor: Actor, id: NoteId): Promise<Outcome<NoteId>> {
      if (!isOwn(actor, 'write')) return noSuchNote()
      return db.tx(async (tx) => {
        if (!(await store.findNote(tx, actor.person, id))) return noSuchNote()
        await store.removeNote(tx, actor.person, id)
        return ok(id)
      })
    },

    /** Remembers the CPD entry that was made of a note. */
    async promoted(actor: Actor, id: NoteId, entry: EntryId): Promise<void> {
      await db.tx((tx) => store.changeNote(tx, actor.person, id, { entry }))
    },

    /** All notes and highlights of the actor, the oldest first. */
    async all(actor: Actor): Promise<NoteView[]> {
      return isOwn(actor, 'read') ? viewsOf(await store.notesOf(db.read, actor.person)) : []
    },

    /** The actor's notes in a toolkit that have words of their own. */
    async ofToolkit(actor: Actor, toolkit: ToolkitId): Promise<NoteView[]> {
      if (!isOwn(actor, 'read')) return []
      const kept = await store.notesOf(db.read, actor.person, toolkit)
      return viewsOf(kept.filter((one) => one.text !== ''))
    },
  }

  /** What a new note hangs on, in the release that its page was made from or the present one. */
  async function anchorOf(
    current: Release,
    section: string,
    note: NewNote,
  ): Promise<Outcome<Pick<store.StoredNote, 'section' | 'item' | 'quote' | 'release'>>> {
    const shown = note.release === current.hash ? null : await toolkits.release(note.release)
    const releases = shown?.toolkit === current.toolkit ? [current, shown] : [current]
    const { about } = note
    const whole = { section, item: null, quote: null, release: current.hash }
    if (note.passage === '' && about.kind === 'section') return ok(whole)
    if (note.passage === '' && about.kind === 'item') {
      const holder = releases.find((one) => findItem(one, about.item))
      return holder
        ? ok({ ...whole, item: about.item, release: holder.hash })
        : refuse('invalid', 'Choose what it is about.', { field: 'about' })
    }
    const words = note.passage === '' && about.kind === 'heading' ? about.heading : note.passage
    for (const release of releases) {
      const text = await toolkits.section(release.hash, section)
      const quote = quoteFrom(proseOf(htmlOf(text?.blocks ?? [])).text, words, note.before)
      if (quote) return ok({ ...whole, quote, release: release.hash })
    }
    return refuse(
      'invalid',
      'These words do not stand in the section. Copy them from the page, or leave this empty.',
      { field: 'passage' },
    )
  }
}

export type Notes = ReturnType<typeof createNotes>

/** Whether two notes are the same words about the same place. */
function saysTheSame(
  one: Omit<store.StoredNote, 'id'>,
  other: Omit<store.StoredNote, 'id'>,
): boolean {
  return (
    one.text === other.text &&
    one.toolkit === other.toolkit &&
    one.section === other.section &&
    one.item === other.item &&
    one.quote?.exact === other.quote?.exact
  )
}

function htmlOf(blocks: readonly AnyBlock[]): string[] {
  return blocks.flatMap(({ kind, html }) => (kind === 'html' && html !== undefined ? [html] : []))
}

function passageOf({ exact }: Quote, found: Found | null, text: string): Passage {
  if (!found || found.kind === 'gone') return { words: exact, kind: 'gone', now: null }
  return {
    words: exact,
    kind: found.kind,
    now: { text: text.slice(found.from, found.to), at: found.from },
  }
}

const longestItemWords = 120

/** An item by the first line of its words. */
function itemWords(item: Item): string {
  const [line = ''] = searchWords(item).split('\n')
  return line.length > longestItemWords ? `${line.slice(0, longestItemWords - 1)}…` : line
}
