import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { isCardCommand, withoutPosted, type CardCommand } from '../cards.ts'
import type { Command } from '../commands.ts'
import { logged, notHere, unknown } from '../effects.ts'
import { streamOfGroup, type NewEvent } from '../events.ts'
import { groupOf } from '../group-notes.ts'
import { roleOf, takesPart } from '../state.ts'
import { nothingOpens, type AtClose, type Effect, type InPhase, type PhaseRules } from './rules.ts'

/** The room splits; what each group writes comes back to the room at the recall. */
export const smallGroups: PhaseRules = {
  accepts: [
    'groups.form',
    'groups.recall',
    'group.help',
    'card.post',
    'card.revise',
    'card.withdraw',
  ],
  grace: 'card.post',
  late: true,
  withoutNames: false,
  reduce(command, on) {
    if (isCardCommand(command)) return groupCard(command, on)
    if (command.type === 'groups.form') return form(command, on)
    if (command.type === 'groups.recall') return recall(on)
    if (command.type === 'group.help') return askForHelp(on)
    return notHere(on.phase.title)
  },
  opens: nothingOpens,
  closes: (on) => ({ events: bringBack(on), mines: [] }),
  announcement: () =>
    'Work in your small group. What your group writes goes to everybody when you are called back.',
  summary: (view, phase) => ({
    part: 'cards',
    cards: view.cards.filter((card) => card.phase === phase.id),
  }),
}

type Forming = Extract<Command, { type: 'groups.form' }>

function form({ body }: Forming, { state, actor }: InPhase): Outcome<Effect> {
  const named = body.groups.flatMap(({ people }) => people)
  const known = named.every((person) => takesPart(roleOf(state.view, person)))
  if (!known) return refuse('invalid', 'Choose people who take part.', { field: 'groups' })
  if (new Set(named).size !== named.length) {
    return refuse('invalid', 'Each person can be in one group.', { field: 'groups' })
  }
  if (new Set(body.groups.map(({ group }) => group)).size !== body.groups.length) {
    return refuse('invalid', 'Give each group a name of its own.', { field: 'groups' })
  }
  return logged({ stream: 'room', type: 'groups.formed', body, actor })
}

function recall(on: InPhase): Outcome<Effect> {
  if (on.state.view.groups.length === 0) {
    return refuse('wrong_phase', 'There are no groups to call back.')
  }
  return logged(...bringBack(on, on.actor))
}

/** Everybody comes back, and what the groups wrote is shown to the room, by group. */
export function bringBack(
  { state, phase, notes }: Pick<AtClose, 'state' | 'phase' | 'notes'>,
  by?: PersonId,
): NewEvent[] {
  const events: NewEvent[] = []
  const actor = by === undefined ? {} : { actor: by }
  if (state.view.groups.length > 0) {
    events.push({ stream: 'room', type: 'groups.recalled', body: {}, ...actor })
  }
  const byGroup = [...notes].sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0))
  const cards = byGroup.map(({ card, text, author, group }) => ({ card, text, author, group }))
  if (cards.length > 0) {
    events.push({ stream: 'room', type: 'cards.revealed', body: { phase: phase.id, cards } })
  }
  return events
}

function askForHelp({ state, actor }: InPhase): Outcome<Effect> {
  const group = groupOf(state.view, actor)
  if (group === undefined) return inNoGroup()
  return logged({ stream: 'staff', type: 'help.asked', body: { group }, actor })
}

function groupCard(command: CardCommand, on: InPhase): Outcome<Effect> {
  const { state, actor, phase, notes } = on
  const group = groupOf(state.view, actor)
  if (group === undefined) return inNoGroup()
  const stream = streamOfGroup(group)
  if (command.type === 'card.post') {
    const { text } = command.body
    const body = { card: command.id, phase: phase.id, text, author: actor }
    return ok({
      events: [{ stream, type: 'card.posted', body, actor }],
      mines: withoutPosted(actor, on.own, phase.id, 'card', text),
    })
  }
  const found = notes.find(({ card }) => card === command.body.card)
  if (!found) return unknown('card')
  if (found.author !== actor) {
    return refuse('forbidden', 'Only whoever wrote a card can change it.')
  }
  // A note stays in the stream of the group it was written in.
  const own = streamOfGroup(found.group)
  if (command.type === 'card.withdraw') {
    return logged({ stream: own, type: 'card.withdrawn', body: { card: found.card }, actor })
  }
  const body = { card: found.card, text: command.body.text }
  return logged({ stream: own, type: 'card.revised', body, actor })
}

function inNoGroup(): Outcome<never> {
  return refuse('wrong_phase', 'You are in no group now. Your text is kept.')
}
