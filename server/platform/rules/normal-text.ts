/**
 * CRLF and CR become LF, then NFC, then trimmed: the form in which every text is kept. A text in
 * which there is nothing to read is empty; in every other, signs that cannot be seen stay as typed.
 */
export function normaliseText(raw: string): string {
  return withEvenLines(raw, (text) => text.trim())
}

/** As `normaliseText`, with the space around it: for a text that somebody is still typing. */
export function normaliseDraft(raw: string): string {
  return withEvenLines(raw, (text) => text)
}

function withEvenLines(raw: string, cut: (text: string) => string): string {
  const text = cut(raw.replace(/\r\n?/g, '\n').normalize('NFC'))
  return unseen.test(text) && !seen.test(text) ? '' : text
}

// What shows nothing by itself: joiners, marks of direction, the soft hyphen, fillers, the empty
// braille cell. Emoji, Bengali and Persian need some of these between letters, so they are never
// taken out of a text. Two searches, because one pattern for both would go over a text many times.
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u
const seen = /[^\s\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u

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
