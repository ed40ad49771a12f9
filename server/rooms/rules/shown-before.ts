import type { PhaseKind } from './phase-kind.ts'
import type { CardView, PhaseView, View } from './shapes.ts'
import { at } from './view.ts'

/** What all have before them from one earlier phase: its cards, its votes, its values. */
export type ShownPhase = {
  phase: PhaseView
  cards: CardView[]
  hasVotes: boolean
  hasValues: boolean
}

/** Whether the close of a phase lays something open that nobody could see before. */
const opensAtClose = {
  welcome: false,
  disclose: false,
  write: true,
  theme: true,
  vote: true,
  scale: true,
  round: false,
  discuss: false,
  'small-groups': true,
  agree: false,
  'own-learning': false,
} satisfies Record<PhaseKind, boolean>

/**
 * What was shown in the phases before `now`, in their order; without `now`, in all. The next phase
 * opens in the moment in which cards and totals are shown: here they are found from then on.
 */
export function shownBefore(view: View, now: string | undefined): ShownPhase[] {
  const place = now === undefined ? view.phases.length : placeOf(view, now)
  return view.phases
    .filter(({ state }, index) => index < place && state === 'closed')
    .map((phase) => ({
      phase,
      cards: view.cards.filter((card) => card.phase === phase.id),
      hasVotes: Object.values(at(view.votes, phase.id) ?? {}).some((dots) => dots > 0),
      hasValues: at(view.scales, phase.id) !== undefined,
    }))
    .filter(({ cards, hasVotes, hasValues }) => cards.length > 0 || hasVotes || hasValues)
}

/** What the close of the phase just before `now` has laid open: what the team now talks about. */
export function justShown(view: View, now: string): ShownPhase | undefined {
  const place = placeOf(view, now)
  const last = shownBefore(view, now).at(-1)
  const isJust = last && view.phases.indexOf(last.phase) === place - 1
  return isJust && opensAtClose[last.phase.kind] ? last : undefined
}

function placeOf({ phases }: View, id: string): number {
  return phases.findIndex((one) => one.id === id)
}
