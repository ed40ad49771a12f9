/** Why something that a person asked for was not done. The codes are those of the room protocol. */
export type RefusalCode =
  | 'invalid'
  | 'signed_out'
  | 'forbidden'
  | 'not_found'
  | 'wrong_phase'
  | 'stale'
  | 'too_many'
  | 'closed'
  | 'unavailable'

/** An expected error. `message` is a sentence a person can act on; `retryAfter` is in seconds. */
export type Refusal = {
  code: RefusalCode
  message: string
  field?: string
  retryAfter?: number
}

/** What a rule or service answers: a value, or why not. Bugs throw instead. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Refusal }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function refuse(
  code: RefusalCode,
  message: string,
  more: { field?: string; retryAfter?: number } = {},
): { ok: false; error: Refusal } {
  return { ok: false, error: { code, message, ...more } }
}

/** The status an edge answers with; a code left out does not compile. */
export const httpStatus = {
  invalid: 422,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  wrong_phase: 409,
  stale: 409,
  too_many: 429,
  closed: 409,
  unavailable: 503,
} satisfies Record<RefusalCode, number>
