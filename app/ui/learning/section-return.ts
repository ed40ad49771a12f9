import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { SectionPage } from '#server/learning/study.server.ts'
import { lookAgain, pageJustLeft } from '../left-page.ts'
import { itemsOf } from './section-items.ts'

/**
 * Loaded again while its last words were on their way, a section looks for them. Texts are brought
 * in where they stand; for what was chosen the page is loaded once more. `address` is where its
 * posts go, `isUntouched` whether nothing was typed or chosen here.
 */
export function useReturn(page: SectionPage, address: string, isUntouched: () => boolean): void {
  const { revalidate } = useRevalidator()
  const now = useRef({ page, isUntouched, revalidate })
  now.current = { page, isUntouched, revalidate }
  useEffect(() => {
    if (pageJustLeft()?.address !== address) return
    let isOpen = true
    const chosenAtFirst = chosenIn(now.current.page)
    void lookAgain(
      () => isOpen && now.current.isUntouched(),
      () => {
        const isOlder = chosenIn(now.current.page) !== chosenAtFirst
        if (isOlder) location.reload()
        else now.current.revalidate()
        return Promise.resolve(isOlder)
      },
    )
    return () => void (isOpen = false)
  }, [address])
}

/** What is chosen everywhere on the page, as one mark. */
function chosenIn(page: SectionPage): string {
  const blocks = page.blocks.filter((block) => block.kind !== 'reflection')
  return itemsOf({ blocks })
    .map((one) => one.shown)
    .join(' ')
}
