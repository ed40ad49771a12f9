import { useEffect } from 'react'
import { useRevalidator } from '@remix-run/react'

const everyMs = 2_000

/** Asks for the page's data again every two seconds while `isOpen` and the page is looked at. */
export function useNews(isOpen: boolean): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!isOpen || state !== 'idle') return
    const timer = setTimeout(() => {
      if (!document.hidden) revalidate()
    }, everyMs)
    return () => clearTimeout(timer)
  }, [isOpen, state, revalidate])
}
