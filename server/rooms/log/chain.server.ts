import { sha256 } from '#server/platform/commitment.server.ts'
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
  return sha256(before + linkText(link))
}

/**
 * A link in canonical JSON, its keys in their order here: each event of each room is hashed so. Ids,
 * streams, types and commitments hold nothing that JSON would write otherwise.
 */
export function linkText({ actor, at, commitment, room, seq, stream, type }: Link): string {
  const who = actor === null ? 'null' : `"${actor}"`
  return (
    `{"actor":${who},"at":${at},"commitment":"${commitment}","room":"${room}","seq":${seq},` +
    `"stream":"${stream}","type":"${type}"}`
  )
}
