import { hash } from 'node:crypto'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import type { Stream } from '../rules/events.ts'

/** What the first event of a stream is chained to. */
export const chainStart = '0'.repeat(64)

/** Lower-case hex sha256 of `text` in UTF-8. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

/**
 * What stands for a body in the chain. With the salt erased nobody can try texts against it, and
 * the chain still verifies.
 */
export function commitmentOf(salt: Uint8Array, body: unknown): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(canonicalJson(body), 'utf8')]), 'hex')
}

export type Link = {
  room: RoomId
  stream: Stream
  seq: number
  type: string
  at: number
  actor: string | null
  commitment: string
}

/** The hash of an event: of the one before it and of all that this one says but its body. */
export function linkHash(before: string, link: Link): string {
  return sha256(before + canonicalJson(link))
}
