/** What is known of whoever owns an address of an account. */
export type AddressOwner = {
  /** They belong to an organisation today. */
  isEmployed: boolean
  /** They have confirmed the address as one of their own. */
  isPrivate: boolean
}

/**
 * What an operator must know before they hand over a link that sets a password; null where there is
 * nothing to warn of. Pure.
 */
export function linkWarning({ isEmployed, isPrivate }: AddressOwner): string | null {
  if (isEmployed) return null
  if (isPrivate) {
    return (
      'Take care: its owner belongs to no organisation any more. This is their own private address: ' +
      'hand the link to them alone, not to their former employer.'
    )
  }
  return (
    'Take care: its owner has left, and the address may be somebody else’s by now. Send nothing ' +
    'there. Hand the link over only once you are sure who they are, in person or by telephone. ' +
    'When they have signed in, add a private address: npm run admin -- people address EMAIL PRIVATE-ADDRESS'
  )
}
