/** What a command is answered with, as it comes over the wire. */
export type Answer =
  | { ok: true; stream: string; seq: number; duplicate?: true }
  | { ok: true; mine: number; duplicate?: true }
  | { ok: false; error: { code: string; message: string; field?: string; retryAfter?: number } }
