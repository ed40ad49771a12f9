import { z } from 'zod'
import { personId, roomId } from '#server/platform/rules/ids.ts'
import { beside, groupNote, heads, help, mine, role, view } from './shapes.ts'
import { logEvent, streamName } from './events.ts'

/**
 * The room protocol in one import: commands, events, view, mine, answers and packets.
 * Source: the room protocol page; names and meanings are promises, adding is free.
 */
export * from './commands.ts'
export * from './events.ts'
export * from './phase-kind.ts'
export * from './shapes.ts'

export const refusal = z.strictObject({
  code: z.enum([
    'invalid',
    'signed_out',
    'forbidden',
    'not_found',
    'wrong_phase',
    'stale',
    'too_many',
    'closed',
    'unavailable',
  ]),
  message: z.string(),
  field: z.string().optional(),
  retryAfter: z.number().optional(),
})

/** What a command is answered with: its place in the log, or the new revision of mine, or why not. */
export const answer = z.union([
  z.strictObject({
    ok: z.literal(true),
    stream: streamName,
    seq: z.number().int().min(1),
    duplicate: z.literal(true).optional(),
  }),
  z.strictObject({
    ok: z.literal(true),
    mine: z.number().int().min(0),
    duplicate: z.literal(true).optional(),
  }),
  z.strictObject({ ok: z.literal(false), error: refusal }),
])
export type Answer = z.infer<typeof answer>

const since = z.number().int().min(0)

/** Packets from client to server, each with an acknowledgement. */
export const packets = {
  'room:join': z.strictObject({
    room: roomId,
    since: z.partialRecord(streamName, since).optional(),
  }),
  'room:pull': z.strictObject({ room: roomId, stream: streamName, since }),
  'room:leave': z.strictObject({ room: roomId }),
} as const

const goodbyeReasons = ['removed', 'closed', 'signed_out', 'restart', 'resync', 'too_many'] as const
export type GoodbyeReason = (typeof goodbyeReasons)[number]

export const presence = z.strictObject({
  room: roomId,
  here: z.array(personId),
  writing: z.number().int().min(0).optional(),
})
export type Presence = z.infer<typeof presence>

/** Packets from server to client. */
export const pushes = {
  'room:events': z.strictObject({ room: roomId, stream: streamName, events: z.array(logEvent) }),
  'room:mine': z.strictObject({ room: roomId, mine }),
  'room:heads': z.strictObject({ room: roomId, heads, digest: z.string() }),
  'room:presence': presence,
  'room:seat': z.strictObject({ room: roomId, here: z.boolean() }),
  'room:goodbye': z.strictObject({
    room: roomId.optional(),
    reason: z.enum(goodbyeReasons),
    retryAfter: z.number().optional(),
  }),
} as const

/** The acknowledgement of `room:join`. */
export const joined = z.strictObject({
  ok: z.literal(true),
  person: personId,
  role,
  heads,
  mine,
})
export type Joined = z.infer<typeof joined>

/** A stretch of one stream, at most 500 events, and where that stream ends now. */
export const pulled = z.strictObject({
  ok: z.literal(true),
  events: z.array(logEvent),
  head: z.number().int().min(0),
})
export type Pulled = z.infer<typeof pulled>

/** Everything a reader needs at once: `GET /rooms/:room/snapshot`. */
export const snapshot = z.strictObject({
  person: personId,
  heads,
  digest: z.string(),
  role,
  view,
  mine,
  beside,
  notes: z.array(groupNote),
  helps: z.array(help),
})
export type Snapshot = z.infer<typeof snapshot>

/** At most so many events go in one pull or one catch-up. */
export const eventsAtOnce = 500
