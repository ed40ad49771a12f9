import { privacyDeclarations } from '#db/privacy.ts'
import { createDownload, type DownloadParts } from './download.server.ts'
import { createErasing, type ErasingParts } from './erasing.server.ts'
import { createLeaving, type LeavingParts } from './leaving.server.ts'
import { createTeamLeaving, type TeamLeavingParts } from './team-leaving.server.ts'
import { receiptWords } from './rules/receipt-words.ts'
import type { ReceiptLine } from './rules/receipt.ts'

export type { ReceiptWords } from './rules/receipt-words.ts'

/**
 * What a person may ask for: everything that is known about them, to leave an employer and keep their
 * record, and that their account is erased, with a receipt.
 */
export function createRights(
  parts: Omit<ErasingParts & DownloadParts, 'declarations'> & LeavingParts & TeamLeavingParts,
) {
  const declarations = privacyDeclarations
  return {
    ...createErasing({ ...parts, declarations }),
    ...createDownload({ ...parts, declarations }),
    ...createLeaving(parts),
    ...createTeamLeaving(parts),
    /** The lines of a receipt in plain words. */
    inWords: (lines: readonly ReceiptLine[]) => receiptWords(lines, declarations),
  }
}

export type Rights = ReturnType<typeof createRights>
