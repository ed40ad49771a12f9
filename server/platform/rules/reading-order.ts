/**
 * In which order the parts of a line stand on paper, where scripts that are read from the right
 * (Arabic, Hebrew) meet others. A short form of the Unicode bidirectional algorithm (UAX 9) without
 * explicit marks: what people type, not what typesetters nest. Pure.
 */
const fromRight =
  /^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const digit = /^\p{Nd}/u
const letter = /^\p{L}/u

type Kind = 'left' | 'right' | 'digit' | 'neutral'

function kindOf(cluster: string): Kind {
  if (digit.test(cluster)) return 'digit'
  if (fromRight.test(cluster)) return 'right'
  return letter.test(cluster) ? 'left' : 'neutral'
}

/** True where any part of `text` is read from the right. */
export function holdsRightToLeft(text: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text)
}

/** True where the first letter of `text` is one that is read from the right. */
export function isRightToLeft(text: string): boolean {
  for (const sign of text) {
    const kind = kindOf(sign)
    if (kind === 'left') return false
    if (kind === 'right') return true
  }
  return false
}

/**
 * A level for each cluster of one paragraph: even is read from the left, odd from the right, a
 * higher one stands inside a lower one.
 */
export function levelsOf(clusters: readonly string[], isFromRight: boolean): number[] {
  const base = isFromRight ? 1 : 0
  const kinds = clusters.map(kindOf)
  let strong: 'left' | 'right' = isFromRight ? 'right' : 'left'
  const levels = kinds.map((kind): number | null => {
    if (kind === 'neutral') return null
    if (kind === 'digit') return strong === 'right' ? 2 : base === 0 ? 0 : 2
    strong = kind
    return kind === 'right' ? 1 : base === 0 ? 0 : 2
  })
  return levels.map((level, at) => level ?? between(levels, kinds, at, base))
}

/** A neutral sign goes with its neighbours where they agree, else with the paragraph. */
function between(
  levels: readonly (number | null)[],
  kinds: readonly Kind[],
  at: number,
  base: number,
): number {
  const before = levels.findLastIndex((level, index) => index < at && level !== null)
  const after = levels.findIndex((level, index) => index > at && level !== null)
  const side = (index: number) =>
    index < 0
      ? base % 2
      : kinds[index] === 'digit' && levels[index] === 2
        ? 1
        : isOdd(levels[index])
  const [left, right] = [side(before), side(after)]
  if (left !== right) return base
  return left === 1 ? 1 : base === 0 ? 0 : 2
}

function isOdd(level: number | null | undefined): number {
  return (level ?? 0) % 2
}

/** The parts of one line in the order in which they stand from the left (rule L2). */
export function fromTheLeft<T extends { level: number }>(parts: readonly T[]): T[] {
  const ordered = [...parts]
  const highest = Math.max(0, ...parts.map(({ level }) => level))
  for (let level = highest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      if ((ordered[start]?.level ?? 0) < level) continue
      let end = start
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = end
    }
  }
  return ordered
}

const pairs: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>', '«': '»', '‹': '›' }
const mirrors = new Map(
  Object.entries(pairs).flatMap(
    ([a, b]) =>
      [
        [a, b],
        [b, a],
      ] as const,
  ),
)

/** A bracket as it is drawn where one reads from the right. */
export function mirrored(text: string): string {
  return Array.from(text, (sign) => mirrors.get(sign) ?? sign).join('')
}
