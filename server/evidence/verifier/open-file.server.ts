import { strFromU8, unzipSync } from 'fflate'

const largestEvidence = 4_000_000
/** How each ZIP begins. */
const zipHead = [0x50, 0x4b]

/**
 * The text of an evidence file: of a ZIP bundle, or as it is. Null where a ZIP holds none or several,
 * is damaged, or would unpack into more than anybody's evidence.
 */
export function evidenceText(bytes: Uint8Array): string | null {
  if (!zipHead.every((byte, at) => bytes[at] === byte)) return strFromU8(bytes)
  try {
    let named = 0
    const found = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (name !== 'evidence.json') return false
        named += 1
        // A directory that names one file a thousand times would have it unpacked a thousand times.
        if (named > 1) throw new Error('Evidence stands in a bundle once.')
        return originalSize <= largestEvidence
      },
    })
    const evidence = found['evidence.json']
    return evidence ? strFromU8(evidence) : null
  } catch {
    return null
  }
}
