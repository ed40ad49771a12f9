/**
 * Every action that the log knows, with the kind by which an administrator finds it; `own` is what
 * somebody does with a record that is theirs alone, which no administrator is shown.
 */
export const auditActions = {
  'sign-in': 'signing-in',
  'password.set': 'signing-in',
  'password.change': 'signing-in',
  'password.ask': 'signing-in',
  'people.import': 'people',
  'people.add': 'people',
  'people.invite': 'people',
  'invitation.accept': 'people',
  'own-name.change': 'people',
  'rights.change': 'people',
  'organisation.create': 'people',
  'organisation.leave': 'people',
  'account.erase': 'people',
  'team.make': 'people',
  'team.rename': 'people',
  'team.export': 'files',
  'team.export-shared': 'files',
  'audit.export': 'files',
  'display.make': 'screens',
  'display.stop': 'screens',
  'account.take-away': 'own',
  'invitation.decline': 'own',
  'address.confirm': 'own',
  'address.remove': 'own',
  'calendar.open': 'own',
  'calendar.close': 'own',
  share: 'own',
  'share.end': 'own',
  'share.read': 'own',
  'verify-link.make': 'own',
  'verify-link.stop': 'own',
} as const satisfies Record<string, AuditKind | 'own'>

export type AuditAction = keyof typeof auditActions
export type AuditKind = 'signing-in' | 'people' | 'files' | 'screens'

export const auditKinds = ['people', 'signing-in', 'files', 'screens'] as const

/** The actions of a kind that an administrator is shown; of every kind where none is named. Pure. */
export function actionsOf(kind: AuditKind | null): AuditAction[] {
  return allActions.filter((action) => {
    const of = auditActions[action]
    return of !== 'own' && (kind === null || of === kind)
  })
}

export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(auditActions, text)
}

const allActions = Object.keys(auditActions).filter(isAuditAction)
