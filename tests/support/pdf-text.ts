import { inflateSync } from 'node:zlib'

/** A PDF as a reading program finds it: what is said about it, its tags in order, and its text. */
export type ReadPdf = {
  lang: string
  isTagged: boolean
  pages: number
  tags: string[]
  text: string
}

type Thing = { dictionary: string; stream: string }

/**
 * Reads what our writer makes (objects in the clear, deflated streams, one font per Tf, hex strings
 * with a ToUnicode table): enough to prove that another program finds the words again.
 */
export function readPdf(bytes: Buffer): ReadPdf {
  const things = thingsOf(bytes)
  const all = [...things.values()].map(({ dictionary }) => dictionary)
  const root = all.find((one) => one.includes('/Type /Catalog')) ?? ''
  return {
    lang: /\/Lang \(([^)]*)\)/.exec(root)?.[1] ?? '',
    isTagged: root.includes('/MarkInfo') && all.some((one) => one.includes('/Marked true')),
    pages: all.filter((one) => /\/Type \/Page\b(?!s)/.test(one)).length,
    tags: tagsOf(things, root),
    text: [...things.values()].map(({ dictionary }) => textOf(things, dictionary)).join('\n'),
  }
}

function thingsOf(bytes: Buffer): Map<string, Thing> {
  const raw = bytes.toString('latin1')
  const things = new Map<string, Thing>()
  for (const found of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length
    const end = raw.indexOf('\nendobj', from)
    const at = raw.indexOf('\nstream\n', from)
    const hasStream = at >= 0 && at < end
    const dictionary = raw.slice(from, hasStream ? at : end)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
    const packed = hasStream ? bytes.subarray(at + 8, at + 8 + length) : Buffer.alloc(0)
    const isDeflated = hasStream && dictionary.includes('/FlateDecode')
    const stream = isDeflated ? inflateSync(packed).toString('latin1') : packed.toString('latin1')
    things.set(found[1] ?? '', { dictionary, stream })
  }
  return things
}

/**
 * Of each page, whether every piece of marked content that it begins is ended on it: what is left open
 * or ended twice is lost for a screen reader. Null where it is, else what is wrong.
 */
export function markedContent(bytes: Buffer): (string | null)[] {
  const things = thingsOf(bytes)
  const pages = [...things.values()].filter(({ dictionary }) =>
    /\/Type \/Page\b(?!s)/.test(dictionary),
  )
  return pages.map(({ dictionary }) => {
    const content = /\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? ''
    let open = 0
    for (const [mark] of (things.get(content)?.stream ?? '').matchAll(/\b(?:BDC|BMC|EMC)\b/g)) {
      open += mark === 'EMC' ? -1 : 1
      if (open < 0) return 'ends what was not begun'
    }
    return open === 0 ? null : 'leaves open what it began'
  })
}

/** The tags of the structure tree, depth first: 'Document', 'H1', 'L', 'LI' … */
function tagsOf(things: Map<string, Thing>, root: string): string[] {
  const tree = /\/StructTreeRoot (\d+) 0 R/.exec(root)?.[1] ?? ''
  function below(id: string): string[] {
    const dictionary = things.get(id)?.dictionary ?? ''
    const kids =
      /\/K \[([^\]]*)\]/.exec(dictionary)?.[1] ?? /\/K (\d+ 0 R)/.exec(dictionary)?.[1] ?? ''
    const own = /\/S \/(\w+)/.exec(dictionary)?.[1]
    const children = [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) =>
      things.get(kid ?? '')?.dictionary.includes('/S /') ? below(kid ?? '') : [],
    )
    return own ? [own, ...children] : children
  }
  return below(tree)
}

/** The words of one page, in the order of its content. */
function textOf(things: Map<string, Thing>, dictionary: string): string {
  const content = /\/Contents (\d+) 0 R/.exec(dictionary)?.[1]
  const resources = /\/Resources (\d+) 0 R/.exec(dictionary)?.[1]
  if (!content || !resources) return ''
  const fonts = new Map(
    [...(things.get(resources)?.dictionary ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
      ([, name, id]) => [name, signsOf(things, id ?? '')] as const,
    ),
  )
  let signs = new Map<string, string>()
  let text = ''
  // What was typed stands in the place of the signs that are drawn for it.
  let isReplaced = false
  for (const [, font, shown, ends, actual, over] of (things.get(content)?.stream ?? '').matchAll(
    /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|(\bET\b)|\/ActualText \(((?:\\[^]|[^\\)])*)\)|(\bEMC\b)/g,
  )) {
    if (font) signs = fonts.get(font) ?? signs
    if (actual !== undefined) {
      isReplaced = true
      text += stringText(actual)
    }
    if (over) isReplaced = false
    if (shown && !isReplaced) {
      for (const [, hex = ''] of shown.matchAll(/<([0-9a-f]*)>/g)) {
        for (const [glyph] of hex.matchAll(/..../g)) text += signs.get(glyph) ?? '\ufffd'
      }
    }
    if (ends) text += '\n'
  }
  return text
}

/** The text of a string object: escaped, and UTF-16 after a byte order mark. */
function stringText(escaped: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const raw = escaped.replace(/\\([^])/g, (_, sign: string) => named[sign] ?? sign)
  const bytes = Buffer.from(raw, 'latin1')
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : raw
}

function signsOf(things: Map<string, Thing>, font: string): Map<string, string> {
  const table = /\/ToUnicode (\d+) 0 R/.exec(things.get(font)?.dictionary ?? '')?.[1] ?? ''
  const signs = new Map<string, string>()
  const { stream = '' } = things.get(table) ?? {}
  for (const [, from = '0', list = ''] of stream.matchAll(
    /<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g,
  )) {
    ;[...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, codes = ''], at) => {
      const glyph = (parseInt(from, 16) + at).toString(16).padStart(4, '0')
      const units = [...codes.replaceAll(' ', '').matchAll(/..../g)].map(([unit]) =>
        parseInt(unit, 16),
      )
      signs.set(glyph, String.fromCharCode(...units))
    })
  }
  return signs
}
