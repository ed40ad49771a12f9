import { strFromU8, unzipSync } from 'fflate'

const largestEvidence = 4_000_000
/** How each ZIP begins. */
const zipHead = [0x50, 0x4b]

/**
 * The text of an evidence file: of a ZIP bundle, or as it is. Null where a ZIP holds none, is
 * damaged, or would unpack into more than anybody's evidence.
 */
export function evidenceText(bytes: Uint8Array): string | null {
  if (!zipHead.every((byte, at) => bytes[at] === byte)) return strFromU8(bytes)
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) =>
        name === 'evidence.json' && originalSize <= largestEvidence,
    })
    const evidence = found['evidence.json']
    return evidence ? strFromU8(evidence) : null
  } catch {
    return null
  }
}
