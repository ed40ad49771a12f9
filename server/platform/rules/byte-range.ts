/** A piece of a file, counted from 0, both ends included. */
export type ByteRange = { first: number; last: number }

/**
 * The piece that a Range header asks for of a file of `size` bytes: null where the whole is meant
 * (no header, another unit, several pieces, or nonsense, which is to be passed over), 'beyond'
 * where it lies outside the file. Source: RFC 9110, 14.1.2 and 14.2.
 */
export function byteRange(header: string | null, size: number): ByteRange | 'beyond' | null {
  const read = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!read) return null
  const [, from = '', to = ''] = read
  if (from === '' && to === '') return null
  if (from === '') {
    const count = Math.min(Number(to), size)
    return count === 0 ? 'beyond' : { first: size - count, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'beyond' : { first, last }
}
