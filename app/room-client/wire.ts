import type { LogEvent } from '#server/rooms/rules/events.ts'
import type { Answer } from './answer.ts'
import type { RoomSnapshot } from './room-state.ts'

/** A stretch of a stream, and where that stream ends. */
export type Pulled = { ok: true; events: LogEvent[]; head: number }
export type StageText = { title: string; html: string; warning?: string }

/**
 * Whether JSON from our own server is what was asked for, and not an error page of something in
 * between. What stands in it is the server's word: the shapes are not checked again.
 */
export function isAnswer(body: unknown): body is Answer {
  return isObject(body) && typeof body['ok'] === 'boolean'
}

export function isPulled(body: unknown): body is Pulled {
  return isObject(body) && Array.isArray(body['events'])
}

export function isSnapshot(body: unknown): body is RoomSnapshot {
  return isObject(body) && isObject(body['view']) && isObject(body['mine'])
}

export function isStageText(body: unknown): body is StageText {
  return isObject(body) && typeof body['html'] === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
