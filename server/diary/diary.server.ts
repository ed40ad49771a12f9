import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import { blankEntry } from '#server/cpd/rules/entry/entry.ts'
import type { PlacedReflection } from '#server/learning/learning.server.ts'
import { changedElsewhere, type Notes, type NoteView } from '#server/notes/notes.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { isOvertaken } from '#server/platform/rules/fingerprint.ts'
import {
  diaryEntryId,
  entryId,
  type DiaryEntryId,
  type EntryId,
  type NoteId,
  type ToolkitId,
} from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Recall } from '#server/recall/recall.server.ts'
import { pageOf, type PieceKind } from './rules/gather.ts'
import * as store from './store.server.ts'

export type { DiaryEntry } from './store.server.ts'

/** One thing in the diary, wherever it was written. */
export type Piece = {
  kind: PieceKind
  id: string
  date: Day
  at: number
  /** What it was written to; empty for an entry of the diary's own. */
  heading: string
  /** The words that were highlighted. */
  passage: string | null
  text: string
  /** Where it stands in a module, while that is there. */
  place: { toolkit: ToolkitId; section: string; item: string | null } | null
  /** 'Participation: Power in the visit' */
  from: string
  /** The CPD entry that was made of it. */
  entry: EntryId | null
}

export type DiaryPage = ReturnType<typeof pageOf<Piece>> & { today: Day; nextEntry: string }

/** What the diary gathers from, and where a piece can go on to. Each answers its owner alone. */
type Sources = {
  notes: Pick<Notes, 'all' | 'note' | 'promoted'>
  learning: { allReflections(actor: Actor): Promise<PlacedReflection[]> }
  cpd: Pick<Cpd, 'create' | 'entry'>
  recall: Pick<Recall, 'own'>
}

export const noSuchDiaryEntry = () => refuse('not_found', 'There is no such entry in your diary.')

/**
 * A person's learning diary: what they wrote for themselves, in one place by day. It has one
 * reader, and only that reader makes a CPD entry of a piece of it.
 */
export function createDiary({
  db,
  clock,
  newId,
  ...sources
}: Sources & { db: Database; clock: Clock; newId: () => string }) {
  const isOwn = (actor: Actor, action: 'read' | 'write') =>
    can(actor, action, { kind: 'own-record', owner: actor.person })

  async function pieces(actor: Actor): Promise<Piece[]> {
    if (!isOwn(actor, 'read')) return []
    const [entries, notes, reflections] = await Promise.all([
      store.entriesOf(db.read, actor.person),
      sources.notes.all(actor),
      sources.learning.allReflections(actor),
    ])
    return [
      ...entries.map(pieceOfEntry),
      ...notes.map(pieceOfNote),
      ...reflections.map(pieceOfReflection),
    ]
  }

  /**
   * Makes a CPD draft of a text, once: pressing again finds the same draft. The words are the
   * person's, where they come from is said, and all the rest is left to them.
   */
  async function draftFrom(
    actor: Actor,
    one: { text: string; from: string; date: Day; entry: EntryId | null },
    remember: (entry: EntryId) => Promise<void>,
  ): Promise<Outcome<EntryId>> {
    if (one.entry) {
      const standing = await sources.cpd.entry(actor, one.entry)
      if (standing.ok && standing.value.undoUntil === null) return ok(one.entry)
    }
    const id = entryId.parse(newId())
    const { fields } = blankEntry(id, actor.person, clock.now())
    const made = await sources.cpd.create(actor, id, {
      written: {
        fields: { ...fields, date: one.date, description: one.from, learnt: one.text },
        typedDate: null,
        minutes: null,
        participatoryMinutes: null,
      },
      revision: 0,
      writer: null,
    })
    if (!made.ok) return made
    await remember(id)
    return ok(id)
  }

  return {
    /** The diary by day: own entries, notes, highlights and reflections. Pages count from 1. */
    async page(actor: Actor, wanted = 1): Promise<DiaryPage> {
      return {
        ...pageOf(await pieces(actor), wanted),
        today: londonDay(clock.now()),
        nextEntry: newId(),
      }
    },

    /**
     * Keeps a new entry; the same one posted again is kept once. Other words from the same form
     * (the browser's Back brings it again) are another entry: none are lost.
     */
    async add(
      actor: Actor,
      { id, date, text }: { id: DiaryEntryId; date: Day; text: string },
    ): Promise<Outcome<DiaryEntryId>> {
      if (!isOwn(actor, 'write')) return noSuchDiaryEntry()
      const at = clock.now()
      return db.tx(async (tx) => {
        const known = await store.findEntry(tx, actor.person, id)
        const others = known ? await store.entriesOf(tx, actor.person) : []
        const again = others.find((one) => one.text === text && one.date === date)
        if (again) return ok(again.id)
        const own = known ? diaryEntryId.parse(newId()) : id
        await store.addEntry(tx, actor.person, {
          ...{ id: own, date, text, entry: null },
          createdAt: at,
          savedAt: at,
        })
        return ok(own)
      })
    },

    /** Every entry of the diary's own, the newest first. Nobody else's. */
    async entries(actor: Actor): Promise<store.DiaryEntry[]> {
      return isOwn(actor, 'read') ? store.entriesOf(db.read, actor.person) : []
    },

    async entry(actor: Actor, id: DiaryEntryId): Promise<Outcome<store.DiaryEntry>> {
      const kept = isOwn(actor, 'read') ? await store.findEntry(db.read, actor.person, id) : null
      return kept ? ok(kept) : noSuchDiaryEntry()
    },

    /** Puts other words in; refused where their page showed older ones (`shown` is the mark). */
    async change(
      actor: Actor,
      id: DiaryEntryId,
      { date, text, shown }: { date: Day; text: string; shown?: string | undefined },
    ): Promise<Outcome<DiaryEntryId>> {
      if (!isOwn(actor, 'write')) return noSuchDiaryEntry()
      return db.tx(async (tx) => {
        const kept = await store.findEntry(tx, actor.person, id)
        if (!kept) return noSuchDiaryEntry()
        if (isOvertaken(shown, kept.text, text)) return changedElsewhere('entry')
        await store.changeEntry(tx, actor.person, id, { date, text, savedAt: clock.now() })
        return ok(id)
      })
    },

    /** Takes an entry away for good. */
    async remove(actor: Actor, id: DiaryEntryId): Promise<Outcome<DiaryEntryId>> {
      if (!isOwn(actor, 'write')) return noSuchDiaryEntry()
      return db.tx(async (tx) => {
        if (!(await store.findEntry(tx, actor.person, id))) return noSuchDiaryEntry()
        await store.removeEntry(tx, actor.person, id)
        return ok(id)
      })
    },

    /** Makes a CPD draft of a diary entry; answers the draft. */
    async promoteEntry(actor: Actor, id: DiaryEntryId): Promise<Outcome<EntryId>> {
      const kept = isOwn(actor, 'read') ? await store.findEntry(db.read, actor.person, id) : null
      if (!kept) return noSuchDiaryEntry()
      const one = { ...kept, from: 'From my learning diary.' }
      return draftFrom(actor, one, (entry) =>
        db.tx((tx) => store.changeEntry(tx, actor.person, id, { entry })),
      )
    },

    /** Makes a CPD draft of a note in a module; answers the draft. */
    async promoteNote(actor: Actor, id: NoteId): Promise<Outcome<EntryId>> {
      const found = await sources.notes.note(actor, id)
      if (!found.ok) return found
      const note = found.value
      const one = {
        text: textOf(note),
        from: `From my note in ${fromText(note.toolkitTitle, note.section?.title ?? '')}.`,
        date: londonDay(note.createdAt),
        entry: note.entry,
      }
      return draftFrom(actor, one, (entry) => sources.notes.promoted(actor, id, entry))
    },

    /** Everything in the diary, and what is kept of questions that come back, for its owner. */
    async exportJson(actor: Actor): Promise<string> {
      const { answers, wishes, isTold } = await sources.recall.own(actor)
      const document = {
        format: 'casecircle-diary',
        version: 1,
        exportedAt: iso(clock.now()),
        person: { name: actor.name },
        pieces: pageless(await pieces(actor)),
        recall: {
          isTold,
          answers: answers.map(({ at, ...one }) => ({ ...one, at: iso(at) })),
          wishes: wishes.map(({ at, ...one }) => ({ ...one, at: iso(at) })),
        },
      }
      return `${JSON.stringify(document, null, 2)}\n`
    },
  }
}

export type Diary = ReturnType<typeof createDiary>

function pieceOfEntry({ id, date, text, entry, createdAt }: store.DiaryEntry): Piece {
  const nowhere = { heading: '', passage: null, place: null, from: '' }
  return { kind: 'entry', id, date, at: createdAt, text, entry, ...nowhere }
}

function pieceOfNote(note: NoteView): Piece {
  const { id, toolkit, section, item, about, passage, text, entry, createdAt } = note
  return {
    kind: text === '' ? 'highlight' : 'note',
    id,
    date: londonDay(createdAt),
    at: createdAt,
    heading: about,
    passage: passage?.words ?? null,
    text,
    place: section && { toolkit, section: section.id, item },
    from: fromText(note.toolkitTitle, section?.title ?? ''),
    entry,
  }
}

function pieceOfReflection(one: PlacedReflection): Piece {
  return {
    kind: 'reflection',
    id: `${one.toolkit}/${one.item}`,
    date: londonDay(one.at),
    at: one.at,
    heading: one.prompt,
    passage: null,
    text: one.text,
    place: one.place && { toolkit: one.toolkit, ...one.place },
    from: fromText(one.toolkitTitle, one.section),
    entry: null,
  }
}

/** A highlight without a note is its own text: the person chose those words. */
function textOf({ passage, text }: NoteView): string {
  if (!passage) return text
  return text === '' ? `“${passage.words}”` : `“${passage.words}”\n\n${text}`
}

function fromText(toolkit: string, section: string): string {
  return section === '' ? `“${toolkit}”` : `“${toolkit}”, section “${section}”`
}

function pageless(pieces: readonly Piece[]) {
  return [...pieces]
    .sort((a, b) => a.at - b.at)
    .map(({ kind, date, at, heading, passage, text, from, entry }) => ({
      ...{ kind, date, writtenAt: iso(at), from, heading, passage, text },
      cpdEntry: entry,
    }))
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
