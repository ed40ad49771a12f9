import { hash } from 'node:crypto'
import { canonicalJson } from './rules/canonical-json.ts'

/** What the first link of a chain of hashes follows from. */
export const chainStart = '0'.repeat(64)

/** Lower-case hex sha256 of `text` in UTF-8. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

/**
 * What stands for a body in a chain. With the salt erased nobody can try texts against it, and the
 * chain still verifies.
 */
export function commitmentOf(salt: Uint8Array, body: unknown): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(canonicalJson(body), 'utf8')]), 'hex')
}
