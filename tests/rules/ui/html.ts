/**
 * Markup in one form, so that two ways of writing the same page compare as equal: names in lower
 * case, attributes in order of name, class names parted by one space, entities resolved, and
 * white space as a browser shows it. What a reader or a style sheet could tell apart stays apart.
 */
export function normalised(html: string): string {
  const lines: string[] = []
  let depth = 0
  for (const token of joined(spaced(tokens(html)))) {
    if (token.kind === 'close') depth -= 1
    lines.push('  '.repeat(depth) + shown(token))
    if (token.kind === 'open' && !voidElements.has(token.name)) depth += 1
  }
  return lines.join('\n')
}

type Token =
  | { kind: 'open'; name: string; attributes: [string, string][] }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

const voidElements = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'path', 'circle', 'rect'])
// A line of text runs through these; at every other edge white space is not shown.
const inline = new Set(['a', 'abbr', 'b', 'br', 'em', 'i', 'span', 'strong', 'small', 'time'])
const textKeepsSpace = new Set(['textarea', 'pre'])

function shown(token: Token): string {
  if (token.kind === 'text') return JSON.stringify(token.text)
  if (token.kind === 'close') return `</${token.name}>`
  const attributes = token.attributes
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .sort()
  return `<${token.name}${attributes.join('')}>`
}

function tokens(html: string): Token[] {
  const found: Token[] = []
  const pattern = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+/g
  for (const match of html.matchAll(pattern)) {
    const [whole, slash, tag, rest = ''] = match
    if (whole.startsWith('<!--')) continue
    if (tag === undefined) {
      found.push({ kind: 'text', text: decoded(whole) })
      continue
    }
    const name = tag.toLowerCase()
    if (slash) {
      if (!voidElements.has(name)) found.push({ kind: 'close', name })
    } else {
      found.push({ kind: 'open', name, attributes: attributesOf(rest) })
      const isEmpty = rest.trimEnd().endsWith('/') && !voidElements.has(name)
      if (isEmpty) found.push({ kind: 'close', name })
    }
  }
  return found
}

function attributesOf(text: string): [string, string][] {
  const pattern = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g
  return Array.from(text.matchAll(pattern), ([, name = '', double, single, bare]) => {
    const value = decoded(double ?? single ?? bare ?? '')
    return name.toLowerCase() === 'class'
      ? ['class', value.trim().split(/\s+/).join(' ')]
      : [name.toLowerCase(), value]
  })
}

/** White space as shown: runs are one space, and none at the edges of a block. */
function spaced(all: Token[]): Token[] {
  const result: Token[] = []
  let atEdge = true
  let keeping = 0
  for (const token of joined(all)) {
    if (token.kind === 'text') {
      const text: string = keeping > 0 ? token.text : collapsed(token.text, atEdge)
      if (text === '') continue
      result.push({ kind: 'text', text })
      atEdge = text.endsWith(' ')
      continue
    }
    if (textKeepsSpace.has(token.name)) keeping += token.kind === 'open' ? 1 : -1
    if (!inline.has(token.name)) {
      withoutTrailingSpace(result)
      atEdge = true
    }
    const last = result.at(-1)
    if (token.kind === 'close' && last?.kind === 'text' && last.text.endsWith(' ')) {
      // The last space of an inline element and a first one after it look the same.
      withoutTrailingSpace(result)
      result.push(token, { kind: 'text', text: ' ' })
    } else {
      result.push(token)
    }
  }
  withoutTrailingSpace(result)
  return result
}

function collapsed(text: string, atEdge: boolean): string {
  const single = text.replace(/[ \t\r\n\f]+/g, ' ')
  return atEdge && single.startsWith(' ') ? single.slice(1) : single
}

/** The last space of a line is not shown, even where inline elements end after it. */
function withoutTrailingSpace(result: Token[]): void {
  for (let index = result.length - 1; index >= 0; index -= 1) {
    const token = result[index]
    if (!token) return
    if (token.kind === 'text') {
      const text: string = token.text.replace(/ $/, '')
      if (text === '') result.splice(index, 1)
      else token.text = text
      return
    }
    if (!inline.has(token.name) || token.name === 'br') return
  }
}

function joined(all: Token[]): Token[] {
  const result: Token[] = []
  for (const token of all) {
    const last = result.at(-1)
    if (token.kind === 'text' && last?.kind === 'text') last.text += token.text
    else result.push({ ...token })
  }
  return result
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ctdot: '\u22ef',
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (/^#x/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    return named[name] ?? whole
  })
}
