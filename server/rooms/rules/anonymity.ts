import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { NewEvent } from './events.ts'
import {
  afterQuestion,
  afterReveal,
  unrevealed,
  withQuestion,
  withShare,
  type MineRecord,
} from './mine.ts'
import type { AtClose, Effect, MineChange } from './phases/rules.ts'
import { findPhase, type State } from './state.ts'
import { at } from './view.ts'

/** With fewer writers than this a text may be guessed: each is asked before anything is shown. */
export const enoughWriters = 4

type Own = { person: PersonId; own: MineRecord }
type Texts = { person: PersonId; text: string }[]
type On = Pick<AtClose, 'state' | 'mines' | 'freshId'>

function owners({ state, mines }: On): Own[] {
  return state.view.people.map(({ person }) => ({ person, own: mines(person) }))
}

/**
 * The close of a phase without names: all texts in one batch, with ids and in an order that come
 * from chance alone; who sent them is forgotten. With few writers nothing is shown, each is asked.
 * Source: rooms page, "Anonymity: the exact promise".
 */
export function revealWithoutNames(on: AtClose): Effect {
  const { phase } = on
  const writers = owners(on).filter(({ own }) => unrevealed(own, phase.id).length > 0)
  if (writers.length === 0) return { events: [], mines: [] }
  if (writers.length < enoughWriters) {
    const mines = writers.map(({ person, own }) => ({
      person,
      next: withQuestion(own, phase.id),
    }))
    return { events: [], mines }
  }
  const texts = writers.flatMap(({ person, own }) =>
    unrevealed(own, phase.id).map(({ text }) => ({ person, text })),
  )
  return {
    events: [revealed(phase.id, texts, on.freshId)],
    mines: changed(owners(on), (own) => afterReveal(own, phase.id)),
    forget: sentIn(owners(on), phase.id),
    levels: true,
  }
}

/** A writer answers whether their texts may be shown; the last answer shows what is shared. */
export function answerQuestion(
  { phase, share }: { phase: string; share: boolean },
  on: On & { actor: PersonId },
): Outcome<Effect> {
  const own = on.mines(on.actor)
  if (!own.asked.includes(phase)) {
    return refuse('wrong_phase', 'You are not asked about this phase, or it is answered already.')
  }
  const next = withShare(own, phase, share)
  const mines = (person: PersonId) => (person === on.actor ? next : on.mines(person))
  const answered = { ...on, mines }
  if (owners(answered).some((one) => one.own.asked.includes(phase))) {
    return ok({ events: [], mines: [{ person: on.actor, next }] })
  }
  const done = endQuestion(phase, answered)
  const others = done.mines.filter(({ person }) => person !== on.actor)
  const mine = done.mines.find(({ person }) => person === on.actor) ?? {
    person: on.actor,
    next,
  }
  return ok({ ...done, mines: [mine, ...others], answersMine: true })
}

/**
 * At a later close whoever has not answered has kept their texts; what others share is shown now,
 * with the end of its own phase as the only time. That holds where nobody is asked any more too: the
 * last one may have been removed. Nothing is shown at the removal itself: it would tell that they had
 * written and not answered.
 */
export function endQuestions(on: On): Effect {
  const asked = new Set(owners(on).flatMap(({ own }) => [...own.asked, ...Object.keys(own.shares)]))
  const effects: Effect[] = []
  let mines = on.mines
  for (const phase of asked) {
    const effect = endQuestion(phase, { ...on, mines })
    effects.push(effect)
    mines = after(mines, effect.mines)
  }
  return together(effects)
}

function endQuestion(phase: string, on: On): Effect {
  const everyone = owners(on)
  const texts = everyone
    .filter(({ own }) => at(own.shares, phase) === true)
    .flatMap(({ person, own }) => unrevealed(own, phase).map(({ text }) => ({ person, text })))
  const shared = new Set(texts.map(({ person }) => person))
  const end = endOf(on.state, phase)
  return {
    events: texts.length === 0 ? [] : [revealed(phase, texts, on.freshId, end)],
    mines: everyone
      .filter(({ own }) => own.asked.includes(phase) || at(own.shares, phase) !== undefined)
      .map(({ person, own }) => ({
        person,
        next: afterQuestion(shared.has(person) ? afterReveal(own, phase) : own, phase),
      })),
    forget: sentIn(everyone, phase),
    levels: true,
  }
}

function revealed(phase: string, texts: Texts, freshId: () => string, end?: number): NewEvent {
  const cards = texts
    .map(({ text }) => text)
    // Put in an order of their own before chance gives them ids: whatever chance is worth, neither
    // an id nor a place depends on who wrote what.
    .sort()
    .map((text) => ({ card: freshId(), text }))
    .sort((a, b) => (a.card < b.card ? -1 : 1))
  const event = { stream: 'room', type: 'cards.revealed', body: { phase, cards } } as const
  return end === undefined ? event : { ...event, at: end }
}

function endOf({ openings, view }: State, id: string): number | undefined {
  const ends = openings.flatMap(({ phase, to }) => (phase === id && to !== undefined ? [to] : []))
  return findPhase(view, id) ? ends.at(-1) : undefined
}

function sentIn(everyone: Own[], phase: string): string[] {
  return everyone.flatMap(({ own }) => at(own.sent, phase) ?? [])
}

function changed(everyone: Own[], change: (own: MineRecord) => MineRecord): MineChange[] {
  return everyone.flatMap(({ person, own }) => {
    const next = change(own)
    return next === own ? [] : [{ person, next }]
  })
}

/** What is people's own after `changes`, which are not written yet. */
export function after(mines: On['mines'], changes: readonly MineChange[]): On['mines'] {
  const next = new Map(changes.map((change) => [change.person, change.next]))
  return (person) => next.get(person) ?? mines(person)
}

/** Several effects as one, in order; the last change of somebody's own document stands. */
export function together(effects: readonly Effect[]): Effect {
  const mines = new Map<PersonId, MineRecord>()
  for (const { person, next } of effects.flatMap((one) => one.mines)) mines.set(person, next)
  return {
    events: effects.flatMap(({ events }) => events),
    mines: [...mines].map(([person, next]) => ({ person, next })),
    forget: effects.flatMap(({ forget = [] }) => forget),
    ...(effects.some(({ levels }) => levels) ? { levels: true } : {}),
  }
}
