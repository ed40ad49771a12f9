import type { Evidence } from '#server/evidence/rules/evidence.ts'

/**
 * Evidence as an entry is linked with it. What another installation attested came in with a file:
 * it is shown for what it is and never counts as a fact of ours.
 */
export type LinkedEvidence = Evidence & { isBrought: boolean }

/** How it is said beside such evidence, on pages and in files. */
export const notAttestedHere = 'Not attested here: it came in with a file.'
