/** What each action of the log is called, for whoever it is about. */
const words: Record<string, string> = {
  'sign-in': 'Signed in',
  'password.set': 'A password was set by a link',
  'password.change': 'The password was changed',
  'password.ask': 'A link for a new password was asked for',
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
  'team.export': 'The facts of a team were exported',
}

/** A line of the log in words; one of another kind as it was logged. */
export function auditWords(action: string, outcome: 'done' | 'refused'): string {
  const known = Object.hasOwn(words, action) ? words[action] : undefined
  const said = known ?? action.replace(/[.-]/g, ' ')
  return outcome === 'refused' ? `${said}: refused` : said
}
