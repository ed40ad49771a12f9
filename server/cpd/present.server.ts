import { refuse } from '#server/platform/rules/outcome.ts'

/** How long a deletion can be undone. */
export const undoForMs = 30 * 86_400_000

export const noSuchEntry = () => refuse('not_found', 'There is no such entry in your record.')

export const notRegistered = () =>
  refuse('not_found', 'You are not registered there. See “Your registrations” in your account.')
