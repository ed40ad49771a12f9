import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

/** One kind of thing that is known about somebody. */
export type KnownTable = {
  table: string
  /** What it is for, and how long it is kept, as declared. */
  purpose: string
  retention: string
  rows: readonly Record<string, unknown>[]
}
export type KnownCategory = { id: string; title: string; tables: readonly KnownTable[] }

/**
 * Everything that is known about somebody as one page to read: no scripts, nothing that is loaded
 * from elsewhere, and every text of theirs as text. Ids of the machine stand in the JSON beside it.
 * In pieces, a row each, so that a long one can be written in slices.
 */
export function* readablePage(
  who: { name: string; at: number },
  categories: readonly KnownCategory[],
): Generator<string> {
  const made = `${dayTextWithYear(londonDay(who.at))}, ${clockText(who.at)}`
  yield [
    '<!doctype html>',
    '<html lang="en-GB"><head><meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Everything about me – Casecircle</title>',
    `<style>${style}</style></head><body>`,
    '<main><h1>Everything that Casecircle knows about me</h1>',
    `<p>${escaped(who.name)}, ${made}. The folder “data” holds the same for another program.</p>`,
    '<nav aria-label="Contents"><ul>',
    ...categories.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`),
    '</ul></nav>\n',
  ].join('\n')
  for (const category of categories) yield* categoryHtml(category)
  yield '</main></body></html>\n'
}

/** The same for another program: JSON, a row a piece. */
export function* categoryJson({ id, title, tables }: KnownCategory): Generator<string> {
  yield `{\n  "category": ${JSON.stringify(id)},\n  "title": ${JSON.stringify(title)},\n  "tables": {`
  for (const [at, { table, rows, ...about }] of tables.entries()) {
    const head = Object.entries(about).map(
      ([name, text]) => `      "${name}": ${JSON.stringify(text)},`,
    )
    yield [
      `${at === 0 ? '' : ','}\n    ${JSON.stringify(table)}: {`,
      ...head,
      '      "rows": [',
    ].join('\n')
    for (const [nth, row] of rows.entries()) {
      const text = JSON.stringify(row, null, 2).replace(/^/gm, '        ')
      yield `${nth === 0 ? '' : ','}\n${text}`
    }
    yield `${rows.length === 0 ? '' : '\n      '}]\n    }`
  }
  yield `${tables.length === 0 ? '' : '\n  '}}\n}\n`
}

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#0b0c0c}main{max-width:46rem;margin:0 auto;padding:1rem}' +
  'section{border-top:4px solid #5b2750;margin-top:2rem}article{border-top:1px solid #b1b4b6;padding:.5rem 0}' +
  'dt{font-weight:700}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}'

function* categoryHtml({ id, title, tables }: KnownCategory): Generator<string> {
  const filled = tables.filter(({ rows }) => rows.length > 0)
  yield `<section id="${id}"><h2>${escaped(title)}</h2>\n`
  if (filled.length === 0) yield '<p>Nothing.</p>\n'
  for (const { table, purpose, retention, rows } of filled) {
    yield `<h3>${escaped(inWords(table))} (${rows.length})</h3>\n`
    yield `<p>What it is for: ${escaped(purpose)}. Kept: ${escaped(retention)}.</p>\n`
    for (const row of rows) yield `<article>${valueHtml(row)}</article>\n`
  }
  yield '</section>\n'
}

/** A value as a reader sees it; empty where it says nothing to one. */
function valueHtml(value: unknown, name = ''): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return isInstant(name, value) ? instantText(value) : String(value)
  if (typeof value === 'string') return isMachine(value) ? '' : escaped(value)
  if (Array.isArray(value)) {
    const items = value.map((one: unknown) => valueHtml(one)).filter((text) => text !== '')
    return items.length === 0 ? '' : `<ul>${items.map((text) => `<li>${text}</li>`).join('')}</ul>`
  }
  if (typeof value !== 'object') return ''
  const fields = Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const text = valueHtml(one, key)
    return text === '' ? [] : [`<dt>${escaped(inWords(key))}</dt><dd>${text}</dd>`]
  })
  return fields.length === 0 ? '' : `<dl>${fields.join('')}</dl>`
}

/** 'peer_learning' and 'peerLearning' as 'Peer learning'; 'cpd' in capitals. */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .replace(/\bcpd\b/g, 'CPD')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Milliseconds since 1970, by name and size: minutes and counts are small. */
function isInstant(name: string, value: number): boolean {
  return value > 1_000_000_000_000 && /(^|_|[a-z])(at|from|to|until|since)$/i.test(name)
}

function instantText(at: number): string {
  return `${dayTextWithYear(londonDay(at))}, ${clockText(at)}`
}

/** An id or a hash. */
function isMachine(text: string): boolean {
  return /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64})$/.test(text)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
