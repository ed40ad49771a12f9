import { sha256 } from '#server/platform/commitment.server.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import type { Stream } from '../rules/events.ts'

export { chainStart, commitmentOf, sha256 } from '#server/platform/commitment.server.ts'

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
