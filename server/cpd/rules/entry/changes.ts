/** A stretch of text: it stayed, was added, or was taken out. */
export type Change = { kind: 'same' | 'added' | 'taken'; text: string }

/** Above this many pairs of words two texts are not compared word by word any more. */
const mostPairs = 300_000

/**
 * What became of `before` on its way to `after`, word by word. Joined, all but what was added is
 * `before`, all but what was taken out is `after`. Texts that differ in too much are told as a whole.
 * Pure, never throws.
 */
export function changesBetween(before: string, after: string): Change[] {
  const [a, b] = [tokensOf(before), tokensOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
    end += 1
  }
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ])
}

/** Words and the spaces between them, so that joining gives the text back. */
function tokensOf(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? []
}

function between(a: readonly string[], b: readonly string[]): Change[] {
  if (a.length * b.length > mostPairs) {
    return [
      { kind: 'taken', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  const longest = commonLengths(a, b)
  const at = (i: number, j: number) => longest[i * (b.length + 1) + j] ?? 0
  const found: Change[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.push({ kind: 'same', text: a[i] ?? '' })
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      found.push({ kind: 'taken', text: a[i] ?? '' })
      i += 1
    } else {
      found.push({ kind: 'added', text: b[j] ?? '' })
      j += 1
    }
  }
  return [
    ...found,
    { kind: 'taken', text: a.slice(i).join('') },
    { kind: 'added', text: b.slice(j).join('') },
  ]
}

/** For each pair of places, how many words the rest of both has in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const row = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * row)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const below = lengths[(i + 1) * row + j] ?? 0
      const right = lengths[i * row + j + 1] ?? 0
      const both = (lengths[(i + 1) * row + j + 1] ?? 0) + 1
      lengths[i * row + j] = a[i] === b[j] ? both : Math.max(below, right)
    }
  }
  return lengths
}

function joined(changes: readonly Change[]): Change[] {
  const told: Change[] = []
  for (const change of changes) {
    const last = told.at(-1)
    if (change.text === '') continue
    if (last?.kind === change.kind) last.text += change.text
    else told.push({ ...change })
  }
  return told
}
