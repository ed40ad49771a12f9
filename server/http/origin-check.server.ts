const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * May this request change anything? Unsafe methods need `Sec-Fetch-Site: same-origin` (or `none`);
 * where a browser does not send it, an `Origin` equal to our own; a foreign `Origin` never passes.
 * Source: trust page, T13. Frameworks' own checks look at form content types only.
 */
export function mayWrite(
  method: string,
  headers: { origin?: string | undefined; site?: string | undefined },
  own: string,
): boolean {
  if (safe.has(method)) return true
  const { origin, site } = headers
  if (origin !== undefined && origin !== own) return false
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin === own
}

/**
 * The headers of a request that was let in, as the pages get them. The framework would once more
 * compare `Origin` with the name by which the server was called: a proxy may have changed that, and
 * anybody may claim another. What is configured has decided already.
 */
export function decidedHeaders(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('origin')
  kept.delete('x-forwarded-host')
  return kept
}
