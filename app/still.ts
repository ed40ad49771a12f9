import { createContext, useContext } from 'react'

/**
 * True where a page answers at another page's address, as sign-in does for a form that came too
 * late. Its script would wake that other page in its place, and find nothing of what it needs: so
 * such a page has no script, and its forms work as they are.
 */
export const Still = createContext(false)

export function useStill(): boolean {
  return useContext(Still)
}
