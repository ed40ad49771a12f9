/**
 * The code points that a TrueType font has a sign for, read from its `cmap`: the table of the first
 * 65,536 (format 4) and the one of all of them (format 12). Empty when there is neither.
 */
export function codePointsOf(font: Buffer): Set<number> {
  const found = new Set<number>()
  const cmap = tableOf(font, 'cmap')
  if (cmap === null) return found
  const tables = font.readUInt16BE(cmap + 2)
  for (let index = 0; index < tables; index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 8 + index * 8)
    const format = font.readUInt16BE(table)
    if (format === 4) addSegments(found, font, table)
    if (format === 12) addGroups(found, font, table)
  }
  return found
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
function addSegments(found: Set<number>, font: Buffer, table: number): void {
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
}

/** Groups of neighbours: first, last, and the sign of the first. */
function addGroups(found: Set<number>, font: Buffer, table: number): void {
  const groups = font.readUInt32BE(table + 12)
  for (let index = 0; index < groups; index += 1) {
    const group = table + 16 + index * 12
    const [first, last] = [font.readUInt32BE(group), font.readUInt32BE(group + 4)]
    const sign = font.readUInt32BE(group + 8)
    for (let code = first; code <= last; code += 1) {
      if (sign + code - first !== 0) found.add(code)
    }
  }
}
