import type { PersonId } from '#server/platform/rules/ids.ts'
import type { DraftField, Learning, Mine } from './shapes.ts'
import { at } from './view.ts'

/**
 * What is one person's own in one room, as it is kept: instants are epoch ms, and a draft knows
 * since when it exists, because that decides who may finish a sentence after the deadline.
 */
export type MineRecord = {
  revision: number
  drafts: readonly Draft[]
  cards: readonly { card: string; phase: string; text: string }[]
  votes: Readonly<Record<string, Readonly<Record<string, number>>>>
  scales: Readonly<Record<string, number>>
  opened: readonly { stage: string; at: number }[]
  learning: Learning
  asked: readonly string[]
  pauses: readonly { person: PersonId; at: number }[]
  /** Cards that stay private although their phase has closed. */
  kept: readonly string[]
  /** In phases without names: what was answered to "share?", until all have answered. */
  shares: Readonly<Record<string, boolean>>
  /** In phases without names: commands whose sender is to be forgotten at the reveal. */
  sent: Readonly<Record<string, readonly string[]>>
}
export type Draft = { phase: string; field: DraftField; text: string; at: number; since: number }

export const emptyMine: MineRecord = {
  revision: 0,
  drafts: [],
  cards: [],
  votes: {},
  scales: {},
  opened: [],
  learning: {},
  asked: [],
  pauses: [],
  kept: [],
  shares: {},
  sent: {},
}

/** All that one person may keep in one room, in UTF-16 units of text. */
const mineLimit = 1_000_000
const pausesKept = 50

/** What its owner is sent: instants as ISO text. */
export function ownView(record: MineRecord): Mine {
  const { revision, learning } = record
  return {
    revision,
    drafts: record.drafts.map(({ phase, field, text, at: savedAt }) => ({
      phase,
      field,
      text,
      at: iso(savedAt),
    })),
    cards: record.cards.map((card) => ({ ...card })),
    votes: Object.fromEntries(Object.entries(record.votes).map(([k, v]) => [k, { ...v }])),
    scales: { ...record.scales },
    opened: record.opened.map(({ stage }) => stage),
    learning,
    asked: [...record.asked],
    pauses: record.pauses.map(({ person, at: askedAt }) => ({ person, at: iso(askedAt) })),
  }
}

/** An instant as the protocol writes it. */
export function iso(instant: number): string {
  return new Date(instant).toISOString()
}

/** Whether `record` is within what one person may keep. */
export function fits(record: MineRecord): boolean {
  const texts = [
    ...record.drafts.map((draft) => draft.text),
    ...record.cards.map((card) => card.text),
    ...Object.values(record.learning).map((text) => text ?? ''),
  ]
  return texts.reduce((sum, text) => sum + text.length, 0) <= mineLimit
}

/** Keeps what is being typed; an empty text takes the draft away. */
export function withDraft(
  record: MineRecord,
  { phase, field, text }: { phase: string; field: DraftField; text: string },
  now: number,
): MineRecord {
  const same = (draft: Draft) => draft.phase === phase && draft.field === field
  const before = record.drafts.find(same)
  if (text === '') return { ...record, drafts: record.drafts.filter((draft) => !same(draft)) }
  const draft = { phase, field, text, at: now, since: before?.since ?? now }
  const drafts = before
    ? record.drafts.map((one) => (one === before ? draft : one))
    : [...record.drafts, draft]
  return { ...record, drafts }
}

/**
 * Without the draft that `text` was written on from: the same words, or its beginning, as where a draft
 * was saved and the rest typed before posting. A draft with words of its own stays.
 */
export function withoutDraftOf(
  record: MineRecord,
  { phase, field, text }: Pick<Draft, 'phase' | 'field' | 'text'>,
): MineRecord {
  const drafts = record.drafts.filter(
    (draft) =>
      draft.phase !== phase || draft.field !== field || !text.startsWith(draft.text.trim()),
  )
  return drafts.length === record.drafts.length ? record : { ...record, drafts }
}

/** Keeps answers to the regulator's questions: absent leaves as it was, empty takes back. */
export function withLearning(record: MineRecord, change: Learning): MineRecord {
  const merged = { ...record.learning, ...given(change) }
  const learning = Object.fromEntries(Object.entries(merged).filter(([, text]) => text !== ''))
  return { ...record, learning }
}

function given(change: Learning): Learning {
  return Object.fromEntries(Object.entries(change).filter(([, text]) => text !== undefined))
}

export function withCard(
  record: MineRecord,
  card: { card: string; phase: string; text: string },
): MineRecord {
  return { ...record, cards: [...record.cards, card] }
}

/** `dots` on `target` in `phase`, absolute; 0 takes the vote back. */
export function withVote(
  record: MineRecord,
  phase: string,
  target: string,
  dots: number,
): MineRecord {
  const { [target]: _before, ...others } = at(record.votes, phase) ?? {}
  const votes = dots === 0 ? others : { ...others, [target]: dots }
  return { ...record, votes: { ...record.votes, [phase]: votes } }
}

export function withScale(record: MineRecord, phase: string, value: number): MineRecord {
  return { ...record, scales: { ...record.scales, [phase]: value } }
}

/** Remembers when a stage was first opened: that is evidence. */
export function withOpened(record: MineRecord, stage: string, now: number): MineRecord {
  if (record.opened.some((one) => one.stage === stage)) return record
  return { ...record, opened: [...record.opened, { stage, at: now }] }
}

/** Somebody asks for a pause; asking again only moves the time. */
export function withPause(record: MineRecord, person: PersonId, now: number): MineRecord {
  const others = record.pauses.filter((pause) => pause.person !== person)
  return { ...record, pauses: [...others, { person, at: now }].slice(-pausesKept) }
}

/** The cards of `phase` that a close would show now. */
export function unrevealed(record: MineRecord, phase: string): MineRecord['cards'] {
  return record.cards.filter((card) => card.phase === phase && !record.kept.includes(card.card))
}

/**
 * At a reveal the cards that were shown leave, and the draft of a card that was posted; one that was
 * not posted stays, to be offered as late text. What was to be forgotten is forgotten here too.
 */
export function afterReveal(record: MineRecord, phase: string): MineRecord {
  const shown = unrevealed(record, phase)
  const forgotten = at(record.sent, phase) !== undefined
  if (shown.length === 0 && !forgotten) return record
  const texts = shown.map((card) => card.text)
  const { [phase]: _sent, ...sent } = record.sent
  return {
    ...record,
    sent,
    cards: record.cards.filter((card) => !shown.includes(card)),
    drafts: record.drafts.filter(
      (draft) =>
        draft.phase !== phase || draft.field !== 'card' || !texts.includes(draft.text.trim()),
    ),
  }
}

/** Remembers a command of a phase without names, so that its sender can be forgotten. */
export function withSent(record: MineRecord, phase: string, command: string): MineRecord {
  const before = at(record.sent, phase) ?? []
  return { ...record, sent: { ...record.sent, [phase]: [...before, command] } }
}

/** Asks the person whether their texts of `phase` may be shown without a name. */
export function withQuestion(record: MineRecord, phase: string): MineRecord {
  return record.asked.includes(phase) ? record : { ...record, asked: [...record.asked, phase] }
}

export function withShare(record: MineRecord, phase: string, share: boolean): MineRecord {
  const asked = record.asked.filter((one) => one !== phase)
  return { ...record, asked, shares: { ...record.shares, [phase]: share } }
}

/** The question is over: what was not shared stays private, also at a later close. */
export function afterQuestion(record: MineRecord, phase: string): MineRecord {
  const { [phase]: _share, ...shares } = record.shares
  const kept = [...record.kept, ...unrevealed(record, phase).map(({ card }) => card)]
  const { [phase]: _sent, ...sent } = record.sent
  return { ...record, asked: record.asked.filter((one) => one !== phase), shares, kept, sent }
}

/** Cards that were never revealed become their author's notes. */
export function cardsToNotes(record: MineRecord, now: number): MineRecord {
  if (record.cards.length === 0) return record
  const notes = record.cards.map(({ phase, text }) => ({
    phase,
    field: 'note' as const,
    text,
    at: now,
    since: now,
  }))
  const over = { cards: [], kept: [], asked: [], shares: {}, sent: {} }
  return { ...record, ...over, drafts: [...record.drafts, ...notes] }
}

/** How many parts of the case were opened, and when each was first, to the minute: as evidence. */
export function partsOpened({ opened }: MineRecord): {
  stagesOpened: number
  stagesOpenedAt?: number[]
} {
  const instants = opened.map(({ at: openedAt }) => Math.floor(openedAt / 60_000) * 60_000)
  const stagesOpenedAt = instants.sort((a, b) => a - b)
  return { stagesOpened: opened.length, ...(opened.length > 0 ? { stagesOpenedAt } : {}) }
}

/** Whether the person had begun a text in `phase` before its deadline. */
export function hadDraft(record: MineRecord, phase: string, deadline: number): boolean {
  return record.drafts.some((draft) => draft.phase === phase && draft.since < deadline)
}
