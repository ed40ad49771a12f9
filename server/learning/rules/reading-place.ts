import { z } from 'zod'
import { releaseHash } from '#server/platform/rules/ids.ts'

/** Pieces of one section's page that can be counted; more is a made-up number. */
const mostPieces = 2_000

/** How far down a section's page its reader was: the piece at the top, counted from 0. */
export const readTo = z.strictObject({
  release: releaseHash,
  piece: z.number().int().min(0).max(mostPieces),
})
export type ReadTo = z.infer<typeof readTo>

/** As a page sends it: the number alone. */
export const readPiece = z.coerce.number().int().min(0).max(mostPieces)

/**
 * Where a page of `release` goes on for its reader; null when they were at its top, or read another
 * release, in which the count means another place.
 */
export function readingPlace(kept: ReadTo | null, release: string): number | null {
  return kept && kept.release === release && kept.piece > 0 ? kept.piece : null
}
