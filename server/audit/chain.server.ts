import { chainStart, commitmentOf, sha256 } from '#server/platform/commitment.server.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'

export { chainStart }

/** What a line says of somebody, which may be erased one day: only a commitment of it is chained. */
export type AboutWhom = { person: string | null; object: string }

/** What a line says for good. */
export type AuditLink = {
  seq: number
  at: number
  organisation: string | null
  action: string
  outcome: string
  request: string | null
  commitment: string
}

export function auditCommitment(salt: Uint8Array, { person, object }: AboutWhom): string {
  return commitmentOf(salt, { person, object })
}

/** The hash of a line: of the one before it and of all that it says for good. */
export function auditHash(before: string, link: AuditLink): string {
  return sha256(before + canonicalJson(link))
}
