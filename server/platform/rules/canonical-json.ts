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
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${fields.map(([key, field]) => `${quoted(key)}:${canonicalJson(field)}`).join(',')}}`
  }
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
}

function quoted(text: string): string {
  if (/\p{Cs}/u.test(text)) throw new TypeError('canonical JSON has no half characters')
  return JSON.stringify(text)
}
