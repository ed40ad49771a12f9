/**
 * The code points that a TrueType font has a sign for, read from its `cmap`. Only the table that
 * every Unicode font carries (format 4: the first 65,536 code points); empty when there is none.
 */
export function codePointsOf(font: Buffer): Set<number> {
  const cmap = tableOf(font, 'cmap')
  if (cmap === null) return new Set()
  const tables = font.readUInt16BE(cmap + 2)
  for (let index = 0; index < tables; index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 8 + index * 8)
    if (font.readUInt16BE(table) === 4) return segments(font, table)
  }
  return new Set()
}

function tableOf(font: Buffer, tag: string): number | null {
  const tables = font.readUInt16BE(4)
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8)
  }
  return null
}

/** Four lists stand one behind the other: ends, starts, deltas, and where signs are listed one by one. */
function segments(font: Buffer, table: number): Set<number> {
  const found = new Set<number>()
  const double = font.readUInt16BE(table + 6)
  const [ends, starts] = [table + 14, table + 16 + double]
  const [deltas, offsets] = [starts + double, starts + 2 * double]
  for (let at = 0; at < double; at += 2) {
    const [start, end] = [font.readUInt16BE(starts + at), font.readUInt16BE(ends + at)]
    const offset = font.readUInt16BE(offsets + at)
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const listed =
        offset === 0 ? code : font.readUInt16BE(offsets + at + offset + (code - start) * 2)
      const glyph = listed === 0 ? 0 : (listed + font.readUInt16BE(deltas + at)) & 0xffff
      if (glyph !== 0) found.add(code)
    }
  }
  return found
}
