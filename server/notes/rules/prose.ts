/** A character of a text, and where it is written: which piece of HTML, from where to where. */
type Written = { piece: number; from: number; to: number } | null

/** The words of a page's prose, in order, and where each character of them is written. */
export type Prose = { text: string; at: readonly Written[] }

/** A stretch of the text that somebody highlighted; `id` is the note's. */
export type Stretch = { id: string; from: number; to: number }

/** Tags that end a line, so that the words on both sides are two words. */
const breaking =
  /^<\/?(?:p|div|h[1-6]|li|ul|ol|dl|dt|dd|table|thead|tbody|tr|td|th|figure|figcaption|blockquote|details|summary|section|aside|pre|br|hr|img)\b/i
const piecesOf = /<[^>]*>|&(?:#x?[0-9a-f]+|[a-z]+);|[^]/giu

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
}

/**
 * Reads the words of HTML of our own making, runs of space as one space, so that a passage can be
 * looked for in them. Pure, never throws.
 */
export function proseOf(pieces: readonly string[]): Prose {
  let text = ''
  const at: Written[] = []
  let isSpaceWaiting = false
  const add = (letter: string, written: Written) => {
    if (/^\s$/.test(letter)) {
      isSpaceWaiting = text !== ''
      return
    }
    if (isSpaceWaiting) {
      text += ' '
      at.push(null)
      isSpaceWaiting = false
    }
    text += letter
    for (let unit = 0; unit < letter.length; unit += 1) at.push(written)
  }
  pieces.forEach((html, piece) => {
    add(' ', null)
    for (const match of html.matchAll(piecesOf)) {
      const [token] = match
      const [from, to] = [match.index, match.index + token.length]
      if (token.length > 1 && token.startsWith('<')) {
        if (breaking.test(token)) add(' ', null)
      } else add(letterOf(token), { piece, from, to })
    }
  })
  return { text, at }
}

/** The same HTML with each stretch in `mark` elements; where two meet, the first has the place. */
export function withMarks(
  pieces: readonly string[],
  prose: Prose,
  stretches: readonly Stretch[],
): string[] {
  return pieces.map((html, piece) => {
    let out = ''
    let done = 0
    for (const run of runsIn(prose, stretches, piece)) {
      out += html.slice(done, run.from)
      const target = run.isFirst ? ` id="note-${run.id}"` : ''
      out += `<mark class="cc-highlight"${target}>${html.slice(run.from, run.to)}</mark>`
      done = run.to
    }
    return out + html.slice(done)
  })
}

type Run = { id: string; from: number; to: number; isFirst: boolean }

/** Stretches cut where a tag stands between: an element never holds half of another. */
function runsIn(prose: Prose, stretches: readonly Stretch[], piece: number): Run[] {
  const owner = new Map<number, string>()
  for (const { id, from, to } of stretches) {
    for (let index = from; index < to; index += 1) if (!owner.has(index)) owner.set(index, id)
  }
  const runs: Run[] = []
  const seen = new Set<string>()
  const inOrder = [...owner].sort(([a], [b]) => a - b)
  let hasGap = false
  for (const [index, id] of inOrder) {
    const written = prose.at[index]
    // A space is written nowhere of its own: it lies inside a run, or between two of them.
    if (!written) {
      hasGap = true
      continue
    }
    const isFirst = !seen.has(id)
    seen.add(id)
    if (written.piece !== piece) continue
    const last = runs.at(-1)
    if (last?.id === id && last.to === written.from) last.to = written.to
    else if (last?.id === id && written.to <= last.to) continue
    else if (last?.id === id && hasGap && written.from - last.to === 1) last.to = written.to
    else runs.push({ id, from: written.from, to: written.to, isFirst })
    hasGap = false
  }
  return runs
}

/** The headings of the prose, in order. */
export function headingsOf(pieces: readonly string[]): string[] {
  return pieces.flatMap((html) =>
    [...html.matchAll(/<h[23]\b[^>]*>([^]*?)<\/h[23]>/gi)].flatMap(([, inside = '']) => {
      const { text } = proseOf([inside])
      return text === '' ? [] : [text]
    }),
  )
}

function letterOf(token: string): string {
  if (!token.startsWith('&') || token.length === 1) return token.normalize('NFC')
  const number = /^&#(x?)([0-9a-f]+);$/i.exec(token)
  if (!number) return entities[token.toLowerCase()] ?? token
  const code = Number.parseInt(number[2] ?? '', number[1] ? 16 : 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : token
}
