import type { PersonId } from '#server/platform/rules/ids.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import type { Command, CommandType } from '../commands.ts'
import type { NewEvent } from '../events.ts'
import type { MineRecord } from '../mine.ts'
import type { GroupNote } from '../group-notes.ts'
import type { ActionView, Beside, CardView, PhaseView, StatementView, View } from '../shapes.ts'
import type { State } from '../state.ts'

/** What is to be written: events in order, and what changes in people's own documents. */
export type Effect = {
  events: NewEvent[]
  mines: MineChange[]
  /** Commands whose sender is not to be remembered: nothing joins a person to a text. */
  forget?: readonly string[]
  /** Nothing that is kept is to count any more who has sent how many commands. */
  levels?: true
  /** The answer speaks of what is one's own, although something went into the log too. */
  answersMine?: true
}
export type MineChange = { person: PersonId; next: MineRecord }
/** What is each person's own in this room. */
export type Mines = (person: PersonId) => MineRecord

/** What a command meets in the current phase. `now` is epoch ms. */
export type InPhase = {
  state: State
  phase: PhaseView
  actor: PersonId
  own: MineRecord
  now: number
  /** Ids that nobody can guess or trace. */
  freshId: () => string
  /** What the small groups have written and not yet brought back. */
  notes: readonly GroupNote[]
}

/** What the close of a phase works on. `seed` decides every order that must not tell anything. */
export type AtClose = {
  state: State
  phase: PhaseView
  mines: Mines
  seed: number
  freshId: () => string
  notes: readonly GroupNote[]
}

/** What the opening of a phase works on: the room before it, and who plays which part. */
export type AtOpening = { view: View; phase: PhaseView; cast: Beside['cast']; seed: number }

/** What remains of a phase in the room's summary: never anybody's private text. */
export type SummaryPart =
  | { part: 'nothing' }
  | { part: 'rules'; accepted: number }
  | { part: 'stage'; stage: string; title: string }
  | { part: 'cards'; cards: CardView[] }
  | { part: 'themes'; themes: SummaryTheme[]; loose: { card: CardView; dots?: number }[] }
  | { part: 'totals'; totals: { title: string; dots: number }[] }
  | { part: 'scale'; range?: { min: number; max: number }; values: ScaleValue[] }
  /** Something that stays with each person, and so does not stand here. */
  | { part: 'own' }
  | { part: 'agreement'; statements: StatementView[]; actions: ActionView[] }
export type ScaleValue = { value: number; people: number }
export type SummaryTheme = { title: string; dots?: number; cards: CardView[] }

/** All that one kind of phase decides. A new kind is one file that answers each of these. */
export type PhaseRules = {
  /** Commands that it takes while it is open. */
  accepts: readonly CommandType[]
  /** What somebody who had begun to write may still send in the 2 s after the deadline. */
  grace: 'card.post' | 'statement.propose' | 'nothing'
  /** Whether a card may be sent after it has closed. */
  late: boolean
  /** Whether it can be held without names. */
  withoutNames: boolean
  /** A command of `accepts` → what is to be written, or why not. */
  reduce(command: Command, on: InPhase): Outcome<Effect>
  /** What its opening adds: the order of turns, and what follows at once. */
  opens(on: AtOpening): { order?: PersonId[]; then: NewEvent[] }
  /** What its close adds, straight after `phase.closed`. */
  closes(on: AtClose): Effect
  /** What a screen reader says after "Phase 4 of 10: Write." */
  announcement(phase: PhaseView): string
  summary(view: View, phase: PhaseView): SummaryPart
}

export const nothingOpens: PhaseRules['opens'] = () => ({ then: [] })
export const nothingCloses: PhaseRules['closes'] = () => ({ events: [], mines: [] })
