import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { refuse } from '#server/platform/rules/outcome.ts'

/** Whether `actor` sees and changes who belongs where in their organisation. */
export function mayAdminister(actor: Actor): boolean {
  return can(actor, 'administer', { kind: 'organisation', organisation: actor.organisation })
}

/** What everybody else is told of a page that only administrators have. */
export function onlyAdministrators() {
  return refuse('not_found', 'Only administrators see this page.')
}
