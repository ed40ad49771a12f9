import { isAuditAction, type AuditAction } from './audit-actions.ts'

/** What each action of the log is called, for whoever it is about. */
const words: Record<AuditAction, string> = {
  'sign-in': 'Signed in',
  'password.set': 'A password was set by a link',
  'password.change': 'The password was changed',
  'password.ask': 'A link for a new password was asked for',
  'invitation.accept': 'You accepted the invitation of an organisation',
  'invitation.decline': 'You declined the invitation of an organisation',
  'own-name.change': 'You changed your name or job title',
  'rights.change': 'What you may do was changed',
  'address.confirm': 'A private address was added',
  'address.remove': 'The private address was removed',
  'organisation.leave': 'Left the organisation',
  'account.take-away': 'Everything about you was downloaded',
  'calendar.open': 'An address for a calendar was made',
  'calendar.close': 'The address for a calendar was ended',
  share: 'You shared an entry',
  'share.end': 'You stopped sharing an entry',
  'share.read': 'You read an entry that was shared with you',
  'display.make': 'You made an address for a wall screen',
  'display.stop': 'You ended the address of a wall screen',
  'people.import': 'People were brought into the organisation',
  'people.add': 'You were brought into the organisation',
  'people.invite': 'A new invitation was made for you',
  'organisation.create': 'The organisation was made',
  'account.erase': 'The account was deleted',
  'team.make': 'A team was made',
  'team.rename': 'A team was renamed',
  'team.export': 'The facts of a team were exported',
  'team.export-shared': 'What people of a team share with you was exported',
  'audit.export': 'The audit log of the organisation was exported',
  'verify-link.make': 'You made a verify link',
  'verify-link.stop': 'You ended a verify link',
}

/** A line of the log in words; one of another kind as it was logged. */
export function auditWords(action: string, outcome: 'done' | 'refused'): string {
  const said = isAuditAction(action) ? words[action] : action.replace(/[.-]/g, ' ')
  return outcome === 'refused' ? `${said}: refused` : said
}
