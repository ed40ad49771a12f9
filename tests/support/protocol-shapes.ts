import { z } from 'zod'

/** What the server says in the room protocol, as a client reads it; unknown fields are ignored. */

const body = z.record(z.string(), z.unknown())
const roomEvent = z.object({
  stream: z.string(),
  seq: z.number().int(),
  type: z.string(),
  at: z.string(),
  body,
  actor: z.string().optional(),
})
export type RoomEvent = z.infer<typeof roomEvent>

const heads = z.record(z.string(), z.number().int())
const mine = z.object({
  revision: z.number(),
  drafts: z.array(
    z.object({ phase: z.string(), field: z.string(), text: z.string(), at: z.string() }),
  ),
  cards: z.array(z.object({ card: z.string(), phase: z.string(), text: z.string() })),
  votes: z.record(z.string(), z.record(z.string(), z.number())),
  scales: z.record(z.string(), z.number()),
  opened: z.array(z.string()),
  learning: z.record(z.string(), z.string()),
  asked: z.array(z.string()),
  pauses: z.array(z.object({ person: z.string(), at: z.string() })),
})
export type Mine = z.infer<typeof mine>

const refused = z.object({
  ok: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    retryAfter: z.number().optional(),
  }),
})
const accepted = z.object({
  ok: z.literal(true),
  stream: z.string().optional(),
  seq: z.number().int().optional(),
  mine: z.number().int().optional(),
  duplicate: z.boolean().optional(),
})
export const answer = z.union([accepted, refused])
export type Answer = z.infer<typeof answer>

/** Any answer may say that the session has ended. */
export const signedOut = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.literal('signed_out') }),
})

export const joined = z.object({
  ok: z.literal(true),
  person: z.string(),
  role: z.string(),
  heads,
  mine,
})
export const pulled = z.object({
  ok: z.literal(true),
  events: z.array(roomEvent),
  head: z.number().int(),
})
export const snapshot = z.object({
  person: z.string(),
  role: z.string(),
  heads,
  digest: z.string(),
  view: body,
  mine,
})
export type Snapshot = z.infer<typeof snapshot>
export const eventsPush = z.object({
  room: z.string(),
  stream: z.string(),
  events: z.array(roomEvent),
})
export const minePush = z.object({ room: z.string(), mine })
export const headsPush = z.object({ room: z.string(), heads, digest: z.string() })
export const goodbyePush = z.object({ room: z.string().optional(), reason: z.string() })
