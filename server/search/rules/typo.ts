/** Shorter words are so close to each other that a guess would mislead. */
export const shortestGuessed = 5

/** Whether a word may be mistyped at all: long enough, and not a number. */
export function mayBeMistyped(word: string): boolean {
  return word.length >= shortestGuessed && !/\d/.test(word)
}

/** Whether one slip makes `a` of `b`: a letter too many, too few, another, or two swapped. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at]
  return isSwapped && short.slice(at + 2) === long.slice(at + 2)
}

/** Whether `typed`, with one slip, begins `word`: people look while they are still typing. */
export function beginsWithOneSlip(typed: string, word: string): boolean {
  for (const length of [typed.length, typed.length - 1, typed.length + 1]) {
    if (length <= word.length && isOneSlip(typed, word.slice(0, length))) return true
  }
  return false
}

/**
 * What somebody may have meant who typed `typed`, of the words there are: whole words first, then
 * words that begin so, at most `most`. Nothing for words that are too short to guess.
 */
export function guesses(typed: string, vocabulary: Iterable<string>, most = 12): string[] {
  if (!mayBeMistyped(typed)) return []
  const whole: string[] = []
  const begun: string[] = []
  for (const word of vocabulary) {
    if (word.length < typed.length - 1) continue
    if (isOneSlip(typed, word)) whole.push(word)
    else if (beginsWithOneSlip(typed, word)) begun.push(word)
  }
  return [...whole.sort(), ...begun.sort()].slice(0, most)
}
