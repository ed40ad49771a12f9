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

/**
 * Puts a text on the clipboard. Where the browser does not let us, its element is selected, so that
 * the keyboard's own copy takes it.
 */
export async function copyText(
  text: string,
  element: HTMLElement | null,
): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    if (element) getSelection()?.selectAllChildren(element)
    return 'selected'
  }
}
