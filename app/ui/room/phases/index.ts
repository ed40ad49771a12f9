import type { ReactElement } from 'react'
import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import { Agree } from './agree.tsx'
import { Disclose } from './disclose.tsx'
import { Discuss } from './discuss.tsx'
import { OwnLearning } from './own-learning.tsx'
import type { PhaseProps } from './parts.tsx'
import { Round } from './round.tsx'
import { Scale } from './scale.tsx'
import { SmallGroups } from './small-groups.tsx'
import { Theme } from './theme.tsx'
import { Vote } from './vote.tsx'
import { Welcome } from './welcome.tsx'
import { Write } from './write.tsx'

/** The page of every kind of phase: a kind left out does not compile. */
export const phasePages = {
  welcome: Welcome,
  disclose: Disclose,
  write: Write,
  theme: Theme,
  vote: Vote,
  scale: Scale,
  round: Round,
  discuss: Discuss,
  'small-groups': SmallGroups,
  agree: Agree,
  'own-learning': OwnLearning,
} satisfies Record<PhaseKind, (props: PhaseProps) => ReactElement>
