const dayMs = 86_400_000
/** A reader trusts the page for so long; it is written anew with each answer. */
const validDays = 180

/**
 * Whom to tell of a weakness, for `/.well-known/security.txt` (RFC 9116): `contact` is an address of
 * `mailto:` or `https:`, or null where none is set; then the help page says whom to tell.
 */
export function securityText(contact: string | null, origin: string, now: number): string {
  const expires = new Date((Math.floor(now / dayMs) + validDays) * dayMs).toISOString()
  return [
    `Contact: ${contact ?? `${origin}/help`}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${origin}/.well-known/security.txt`,
    '',
  ].join('\n')
}
