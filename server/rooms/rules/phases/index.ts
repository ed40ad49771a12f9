import type { PhaseKind } from '../phase-kind.ts'
import type { PhaseView, View } from '../shapes.ts'
import { agree } from './agree.ts'
import { disclose } from './disclose.ts'
import { discuss } from './discuss.ts'
import { ownLearning } from './own-learning.ts'
import { round } from './round.ts'
import type { PhaseRules } from './rules.ts'
import { scale } from './scale.ts'
import { smallGroups } from './small-groups.ts'
import { theme } from './theme.ts'
import { vote } from './vote.ts'
import { welcome } from './welcome.ts'
import { write } from './write.ts'

/** The rules of every kind of phase: a kind left out does not compile. */
export const phaseRules = {
  welcome,
  disclose,
  write,
  theme,
  vote,
  scale,
  round,
  discuss,
  'small-groups': smallGroups,
  agree,
  'own-learning': ownLearning,
} satisfies Record<PhaseKind, PhaseRules>

/** What a screen reader is told when `phase` opens: "Phase 4 of 10: Write. Write on your own …" */
export function announcement(view: View, phase: PhaseView): string {
  const place = view.phases.findIndex((one) => one.id === phase.id) + 1
  const says = phaseRules[phase.kind].announcement(phase)
  const title = /[.?!]$/.test(phase.title) ? phase.title : `${phase.title}.`
  return `Phase ${place} of ${view.phases.length}: ${title} ${says}`
}
