/**
 * JSON in the canonical form of RFC 8785: keys in UTF-16 order, no white space, shortest numbers.
 * Fields that are undefined are left out. Throws on what JSON cannot say: NaN, functions, bigint,
 * dates and other classes, holes in a list, half a surrogate pair.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no such number')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item) => canonicalJson(item)).join(',')}]`
  }
  if (typeof value === 'object') {
    const made: unknown = Object.getPrototypeOf(value)
    if (made !== null && made !== Object.prototype) {
      throw new TypeError('canonical JSON holds plain objects and lists only')
    }
    const fields: Record<string, unknown> = { ...value }
    let text = ''
    // Without an order of its own, `sort` compares UTF-16 units.
    for (const key of Object.keys(fields).sort()) {
      const field = fields[key]
      if (field === undefined) continue
      text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(field)}`
    }
    return `{${text}}`
  }
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
}

function quoted(text: string): string {
  // Half a pair is rare: the slow test only follows where there is any surrogate at all.
  if (/[\ud800-\udfff]/.test(text) && /\p{Cs}/u.test(text))
    throw new TypeError('canonical JSON has no half characters')
  return JSON.stringify(text)
}
