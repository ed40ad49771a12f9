import { useEffect, useState } from 'react'

/** Whether scripts run: a button that needs them is not there before. */
export function useScripts(): boolean {
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return isReady
}

/**
 * Which boxes of one version of an entry were copied in this tab: kept over a reload, gone when the
 * tab is closed. Names of boxes only, never words.
 */
export function useCopied(entry: string, revision: number) {
  const key = `cpd-copied:${entry}:${revision}`
  const [copied, setCopied] = useState<readonly string[]>([])
  useEffect(() => {
    setCopied((sessionStorage.getItem(key) ?? '').split(' ').filter((id) => id !== ''))
  }, [key])
  function mark(id: string) {
    const next = copied.includes(id) ? copied : [...copied, id]
    setCopied(next)
    sessionStorage.setItem(key, next.join(' '))
  }
  return { copied, mark }
}

/** Puts a text on the clipboard, by the old way where the new one is refused. Answers whether. */
export async function copyText(text: string, element: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (!element) return false
    getSelection()?.selectAllChildren(element)
    return document.execCommand('copy')
  }
}
