/** CRLF and CR become LF, then NFC, then trimmed: the form in which every text is kept. */
export function normaliseText(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

// \p{Cc} less newline and tab; lone surrogates cannot be stored as UTF-8.
const refused = /[^\P{Cc}\n\t]|\p{Cs}/u

/** True when `text` holds a character that no field accepts. */
export function holdsControlCharacters(text: string): boolean {
  return refused.test(text)
}

/** Length as people count it: Unicode code points. */
export function codePoints(text: string): number {
  // Each surrogate pair is one code point of two units.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}
