import type { PersonId } from '#server/platform/rules/ids.ts'
import { refuse } from '#server/platform/rules/outcome.ts'
import { isCardCommand, openCard } from '../cards.ts'
import { logged, notHere } from '../effects.ts'
import { endTurn, turnOrder, turnsNow } from '../turns.ts'
import { nothingCloses, type AtOpening, type PhaseRules } from './rules.ts'

const how = { 'turn.finish': 'finished', 'turn.pass': 'passed', 'turn.next': 'moved' } as const

/** Who is asked, or listens, in a round of this phase, and so has no turn in it. */
function playersOf(noTurn: string | undefined, cast: AtOpening['cast']): PersonId[] {
  return cast.filter(({ part }) => part === noTurn).map(({ person }) => person)
}

/** Equal voice: each person has a turn, may pass, and is offered a second turn. */
export const round: PhaseRules = {
  accepts: ['turn.finish', 'turn.pass', 'turn.next', 'card.post', 'card.revise', 'card.withdraw'],
  grace: 'card.post',
  late: true,
  withoutNames: false,
  reduce(command, on) {
    if (isCardCommand(command)) return openCard(command, on)
    const { state, actor, phase } = on
    if (
      command.type !== 'turn.finish' &&
      command.type !== 'turn.pass' &&
      command.type !== 'turn.next'
    ) {
      return notHere(phase.title)
    }
    if (!turnsNow(state.view)?.now) {
      return refuse('wrong_phase', 'Everybody has had a turn.')
    }
    return logged(...endTurn(state.view, how[command.type], actor))
  },
  opens({ view, phase, cast, seed }) {
    const order = turnOrder(view, seed, playersOf(phase.noTurn, cast))
    const [first] = order
    if (!first) return { order, then: [] }
    return { order, then: [{ stream: 'room', type: 'turn.begun', body: { person: first } }] }
  },
  closes: nothingCloses,
  announcement: () => 'Each person has a turn, in order. You may pass.',
  summary: (view, phase) => ({
    part: 'cards',
    cards: view.cards.filter((card) => card.phase === phase.id),
  }),
}
