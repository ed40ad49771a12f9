import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import type { FormatPhase } from '#server/toolkits/rules/format.ts'

type Named = { title: string; what: string; minutes: number } & Partial<
  Pick<FormatPhase, 'dots' | 'scale'>
>

/** What each kind of phase is called, what happens in it, and how long it takes at first. */
export const phaseNames = {
  welcome: { title: 'Welcome', what: 'Everybody accepts the ground rules', minutes: 5 },
  disclose: { title: 'Read', what: 'A part of the case is shown and read', minutes: 8 },
  write: {
    title: 'Write',
    what: 'Everybody writes cards, which are shown all at once',
    minutes: 6,
  },
  theme: { title: 'Theme', what: 'The team puts cards into groups', minutes: 10 },
  vote: { title: 'Vote', what: 'Each person gives dots to cards or groups', minutes: 5, dots: 3 },
  scale: {
    title: 'Scale',
    what: 'Each person chooses a number',
    minutes: 5,
    scale: { min: 0, max: 10 },
  },
  round: { title: 'Round', what: 'Each person has a turn', minutes: 10 },
  discuss: { title: 'Discuss', what: 'The team talks openly', minutes: 15 },
  'small-groups': { title: 'Small groups', what: 'The team splits up and comes back', minutes: 10 },
  agree: { title: 'Agree', what: 'The team writes statements and actions', minutes: 10 },
  'own-learning': {
    title: 'Own learning',
    what: 'Each person writes their CPD draft',
    minutes: 10,
  },
} as const satisfies Record<PhaseKind, Named>
