import { httpStatus, type Refusal } from '#server/platform/rules/outcome.ts'

/** Whether the type of a body says that it is JSON. */
export function isJson(type: string | null | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(type ?? '')
}

/** Whether the answer is to be JSON: asked for by Accept (and no page beside it) or Content-Type. */
export function wantsJson(headers: Headers): boolean {
  const accept = headers.get('accept') ?? ''
  return (
    isJson(headers.get('content-type')) ||
    (accept.includes('application/json') && !accept.includes('text/html'))
  )
}

/** A refusal in the shape of the room protocol; `status` where it is not the one of its code. */
export function refusedJson(
  error: Refusal,
  headers: Record<string, string> = {},
  status: number = httpStatus[error.code],
): Response {
  const { retryAfter } = error
  const wait: Record<string, string> =
    retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfter)) }
  return Response.json(
    { ok: false, error },
    { status, headers: { ...wait, ...headers, 'Cache-Control': 'no-store' } },
  )
}
