import { fingerprint } from '#server/platform/rules/fingerprint.ts'

/**
 * What a browser calls a choice whose id would tell the answer: it follows from the words that the
 * browser shows anyway, and from nothing else.
 */
export function textToken(item: string, text: string): string {
  return fingerprint(`${item} ${text}`)
}
