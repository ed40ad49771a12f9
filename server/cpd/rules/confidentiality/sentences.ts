export type Sentence = { start: number; text: string }

// A full stop after an initial or a title ends nothing: "J.B. Smith", "Mr. Cole".
const border =
  /(?<!\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Rev|Prof|no|ref))[.!?]+["”’)]?\s+(?=["“‘(]?[A-Z\d])|\n+/g

/** The sentences of a text with their places. Good enough to say what stands together. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let start = 0
  for (const match of text.matchAll(border)) {
    const end = match.index + match[0].length
    found.push({ start, text: text.slice(start, end) })
    start = end
  }
  found.push({ start, text: text.slice(start) })
  return found.filter((one) => one.text.trim() !== '')
}

/** True where a sentence, a line or a quotation begins at `at`. */
export function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 12), at)
  if (/(?:^|\n)[\s"“‘(•*-]*$/.test(before) && (at <= 12 || before.includes('\n'))) return true
  return /[.!?:]["”’)]?\s+["“‘(]?$/.test(before) && !/\b(?:Mr|Mrs|Ms|Dr|St)\.\s+$/.test(before)
}
