import { z } from 'zod'

/** Every kind of phase that a format may use. The rules of each stand in `phases/<kind>.ts`. */
export const phaseKinds = [
  'welcome',
  'disclose',
  'write',
  'theme',
  'vote',
  'scale',
  'round',
  'discuss',
  'small-groups',
  'agree',
  'own-learning',
] as const

export const phaseKind = z.enum(phaseKinds)
export type PhaseKind = z.infer<typeof phaseKind>
