import { auditActions, type AuditAction } from './audit-actions.ts'

/** What an administrator is shown: all but what somebody does with a record that is theirs alone. */
export type ShownAction = {
  [A in AuditAction]: (typeof auditActions)[A] extends 'own' ? never : A
}[AuditAction]

/** A line of the log with the names of whom it tells of. */
export type NamedLine = {
  action: ShownAction
  outcome: 'done' | 'refused'
  /** Who did it; null for a command of whoever runs the installation. */
  who: string | null
  /** The person or the team that it was done to; null where that has no name. */
  to: string | null
  /** Whoever did it did it to themselves. */
  isOwn: boolean
}

const operator = 'Whoever runs Casecircle'
/** Nobody has proved who they are when these are written. */
const unproved: readonly ShownAction[] = ['password.ask']

type Words = (to: string, isOwn: boolean) => string
const done: Record<ShownAction, Words> = {
  'sign-in': () => 'Signed in',
  'password.set': () => 'Set a password by a one-time link',
  'password.change': () => 'Changed their password',
  'password.ask': (to) => `Asked for a link for a new password for ${to}`,
  'people.import': () => 'Brought people in by a file',
  'people.add': (to) => `Added ${to}`,
  'people.invite': (to) => `Made a new invitation for ${to}`,
  'invitation.accept': () => 'Accepted the invitation and came in',
  'own-name.change': () => 'Changed their own name or job title',
  'rights.change': (to, isOwn) =>
    isOwn ? 'Changed their own teams or rights' : `Changed the teams or rights of ${to}`,
  'organisation.create': () => 'Made the organisation',
  'organisation.leave': (to, isOwn) =>
    isOwn ? 'Left the organisation' : `Removed ${to} from the organisation`,
  'account.erase': () => 'Deleted their account',
  'team.make': (to) => `Made the team ${to}`,
  'team.rename': (to) => `Renamed a team: it is called ${to} now`,
  'team.export': (to) => `Downloaded the facts of ${to}`,
  'team.export-shared': (to) => `Downloaded what people of ${to} share with them`,
  'audit.export': () => 'Downloaded this log',
  'display.make': () => 'Made an address for a wall screen',
  'display.stop': () => 'Ended the address of a wall screen',
}
const refused: Partial<Record<ShownAction, Words>> = {
  'sign-in': (to) => `Could not sign in as ${to}`,
  'password.change': () => 'Typed a wrong password when they wanted to change it',
}

/** Who did what, in plain words. Pure. */
export function lineWords({ action, outcome, who, to, isOwn }: NamedLine): {
  who: string
  what: string
} {
  const named = to ?? 'somebody'
  const isGuess = unproved.includes(action) || (action === 'sign-in' && outcome === 'refused')
  const said = outcome === 'refused' ? refused[action] : done[action]
  const what = said ? said(named, isOwn) : `${done[action](named, isOwn)}: refused`
  return { who: isGuess ? 'Somebody' : (who ?? operator), what }
}

export function isShown(action: AuditAction): action is ShownAction {
  return auditActions[action] !== 'own'
}
