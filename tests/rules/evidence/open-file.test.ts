import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { evidenceText } from '#server/evidence/verifier/open-file.server.ts'

/** A ZIP whose directory names its one file `times` times; every name would be unpacked again. */
function named(times: number): Uint8Array {
  const zip = Buffer.from(zipSync({ 'evidence.json': strToU8('{"made":"up"}') }))
  const end = zip.subarray(-22)
  const [size, offset] = [end.readUInt32LE(12), end.readUInt32LE(16)]
  const directory = zip.subarray(offset, offset + size)
  const newEnd = Buffer.from(end)
  newEnd.writeUInt16LE(times, 8)
  newEnd.writeUInt16LE(times, 10)
  newEnd.writeUInt32LE(size * times, 12)
  const names = Array.from({ length: times }, () => directory)
  return Buffer.concat([zip.subarray(0, offset), ...names, newEnd])
}

test('a bundle that names its evidence again and again is refused, and nothing is unpacked twice', () => {
  // ★ Named once the same bytes are read.
  expect(evidenceText(named(1))).toBe('{"made":"up"}')
  expect(evidenceText(named(2))).toBeNull()
  expect(evidenceText(named(8_000))).toBeNull()
})
