import { z } from 'zod'

/**
 * A path of our own site, in the letters that an address may have. A second slash or a backslash
 * would let a browser read it as the address of another site. (T19)
 */
export const ownPath = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[!-[\]-~]*$/)

/**
 * The page that a request reads, as the path to come back to after signing in. Null for a post, for
 * a page's bare data, and for the home page, where signing in leads anyway.
 */
export function pageAskedFor({ method, url }: { method: string; url: string }): string | null {
  const { pathname, search } = new URL(url)
  if (method !== 'GET' || pathname === '/' || pathname.endsWith('.data')) return null
  return ownPath.safeParse(`${pathname}${search}`).data ?? null
}
