import { useEffect } from 'react'
import type { SectionPage } from '#server/learning/study.server.ts'

/** The pieces of a section's page in order: paragraphs, lists, figures, and what is asked. */
const pieces = 'form .cc-prose > *, form .cc-item'

/** The piece that is at the top of the window, counted from 0. */
export function pieceAtTop(): number {
  const all = [...document.querySelectorAll(pieces)]
  const at = all.findIndex((one) => one.getBoundingClientRect().bottom > 0)
  return Math.max(0, at)
}

/**
 * Brings somebody who goes on back to where they were reading. The address leads to the first
 * question that is open: what they had not read before it would be skipped.
 */
export function useReadingPlace({ readTo, unfinished }: SectionPage): void {
  useEffect(() => {
    if (readTo === null || !new URLSearchParams(window.location.search).has('resume')) return
    const piece = document.querySelectorAll(pieces)[readTo]
    const open = unfinished === null ? null : document.getElementById(`item-${unfinished}`)
    const isBefore =
      piece && open && piece.compareDocumentPosition(open) & Node.DOCUMENT_POSITION_FOLLOWING
    if (piece && (open === null || isBefore)) piece.scrollIntoView({ block: 'start' })
    // Once, when the page has come: saving loads its data again.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [])
}
