import { createContext, useContext } from 'react'

/** The value that marks this answer's own scripts and styles; empty in the browser. */
export const Nonce = createContext('')

export function useNonce(): string {
  return useContext(Nonce)
}
