import { useEffect, useRef, useState, type RefObject } from 'react'
import type { CheckLine } from '#server/cpd/rules/readiness/checklist.ts'
import { rememberLeft } from '../left-page.ts'
import { catchUp } from './left-behind.ts'

/** What the server answers to a save that a page sent by itself. */
export type SaveAnswer =
  | { ok: true; savedText: string; revision: number; checks: CheckLine[] }
  | { ok: false; message: string }

export type AutosaveState =
  | { kind: 'kept' }
  | { kind: 'typing' }
  | { kind: 'saving' }
  | { kind: 'trying' }
  | { kind: 'refused'; message: string }

export type Autosave = {
  state: AutosaveState
  last: { savedText: string; revision: number; checks: CheckLine[] } | null
  /** Something was typed or chosen. */
  changed(): void
  /** Saves on purpose, now. Answers when it was kept ('2:32pm'), null when it is not. */
  saveNow(): Promise<string | null>
  /** The page's own form goes out: nothing more is sent beside it. */
  handOver(): void
}

/** Saved this long after typing stops, and at least this often while it goes on. */
const quietMs = 1500
const longestMs = 10_000
const retryMs = [2_000, 4_000, 8_000, 15_000, 30_000]

/**
 * Keeps what stands in `form` on the server: 1.5 s after typing stops, when the page is put aside,
 * and again until it works. Plain fetch, because a failure must never take the form away. `address`
 * is where it is sent, `own` the entry's page, at which a new one stands as soon as it was kept.
 */
export function useAutosave(
  form: RefObject<HTMLFormElement>,
  address: string,
  own: string,
): Autosave {
  const [state, setState] = useState<AutosaveState>({ kind: 'kept' })
  const [last, setLast] = useState<Autosave['last']>(null)
  const engine = useRef<Engine | null>(null)
  useEffect(() => {
    const kept = (answer: Autosave['last']) => {
      // From now on this page is that entry's: loading it again must not begin another one. Before
      // anything on it says so.
      if (location.pathname !== new URL(own, location.href).pathname) {
        history.replaceState(history.state, '', own)
      }
      setLast(answer)
    }
    const made = createEngine(() => form.current, { address, own }, setState, kept)
    engine.current = made
    return () => made.stop()
  }, [form, address, own])
  return {
    state,
    last,
    changed: () => engine.current?.changed(),
    saveNow: () => engine.current?.send(true) ?? Promise.resolve(null),
    handOver: () => engine.current?.handOver(),
  }
}

type Engine = {
  changed(): void
  send(isDeliberate: boolean): Promise<string | null>
  handOver(): void
  stop(): void
}

/** A new entry of which nothing was typed or chosen: there is nothing to keep. */
export function isStillNothing(form: HTMLFormElement): boolean {
  const body = new FormData(form)
  if (body.get('new') === null || body.get('revision') !== '0') return false
  return [...body].every(([name, value]) => besideAnswers.has(name) || value === '')
}

const besideAnswers = new Set(['entry', 'new', 'writer', 'revision', 'asked', 'intent'])

/** Made by the hook, for the form of one open page. */
export function createEngine(
  form: () => HTMLFormElement | null,
  { address, own }: { address: string; own: string },
  setState: (state: AutosaveState) => void,
  setLast: (last: Autosave['last']) => void,
): Engine {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDirty = false
  let isHandedOver = false
  let isRefused = false
  let edits = 0
  let dirtySince = 0
  let failures = 0
  let inFlight: AbortController | null = null

  function later(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void send(false), ms)
  }

  function changed() {
    if (!isDirty) dirtySince = performance.now()
    isDirty = true
    edits += 1
    setState({ kind: failures > 0 ? 'trying' : 'typing' })
    later(Math.max(0, Math.min(quietMs, dirtySince + longestMs - performance.now())))
  }

  async function send(isDeliberate: boolean): Promise<string | null> {
    const element = form()
    if (!element || isHandedOver) return null
    clearTimeout(timer)
    inFlight?.abort()
    if (!isDeliberate && isStillNothing(element)) return letGo()
    const mine = (inFlight = new AbortController())
    const sent = edits
    const body = new FormData(element)
    body.set('intent', isDeliberate ? 'save' : 'autosave')
    setState({ kind: failures > 0 ? 'trying' : 'saving' })
    const answer = await post(address, body, mine.signal)
    if (mine.signal.aborted) return null
    if (answer === null) {
      isDirty = true
      setState({ kind: 'trying' })
      later(retryMs[Math.min(failures, retryMs.length - 1)] ?? 30_000)
      failures += 1
      return null
    }
    failures = 0
    if (!answer.ok) {
      isDirty = false
      isRefused = true
      setState({ kind: 'refused', message: answer.message })
      return null
    }
    isRefused = false
    setLast(answer)
    dirtySince = performance.now()
    if (edits === sent) {
      isDirty = false
      setState({ kind: 'kept' })
    }
    return answer.savedText
  }

  // All that was typed has been taken away again before it was kept anywhere.
  function letGo(): null {
    isDirty = false
    setState({ kind: 'kept' })
    return null
  }

  // What is typed goes out now, and the browser sees it through. Answers whether it took it.
  function sendBehind(): boolean {
    const element = form()
    if (!isDirty || isHandedOver || !element || isStillNothing(element)) return true
    const body = new FormData(element)
    body.set('intent', 'autosave')
    return navigator.sendBeacon(address, body)
  }

  function putAside() {
    if (document.visibilityState === 'hidden') sendBehind()
  }

  // Before the next page is asked for, so that it shows what was typed last. People are asked only
  // where the last save failed or was refused (what goes out now may be too), or where the browser
  // does not take it.
  function leaving(event: BeforeUnloadEvent) {
    if (isHandedOver) return
    if (isDirty) rememberLeft({ address, own })
    const isTaken = sendBehind()
    if (!isTaken || isRefused || (isDirty && failures > 0)) event.preventDefault()
  }

  function shownRevision(): number {
    return Number(form()?.querySelector<HTMLInputElement>('[name=revision]')?.value)
  }

  function backOnline() {
    if (isDirty) void send(false)
  }

  // Back by the browser's own button, the page as it was left: it saves itself again.
  function shownAgain(event: PageTransitionEvent) {
    if (event.persisted) isHandedOver = false
  }

  document.addEventListener('visibilitychange', putAside)
  addEventListener('beforeunload', leaving)
  addEventListener('online', backOnline)
  addEventListener('pageshow', shownAgain)
  void catchUp({ address, own, shownRevision, isUntouched: () => edits === 0 })
  return {
    changed,
    send,
    handOver() {
      isHandedOver = true
      clearTimeout(timer)
      inFlight?.abort()
    },
    stop() {
      clearTimeout(timer)
      inFlight?.abort()
      document.removeEventListener('visibilitychange', putAside)
      removeEventListener('beforeunload', leaving)
      removeEventListener('online', backOnline)
      removeEventListener('pageshow', shownAgain)
    },
  }
}

/** The server's answer; null when there was none that means anything, so that it is tried again. */
async function post(
  address: string,
  body: FormData,
  signal: AbortSignal,
): Promise<SaveAnswer | null> {
  try {
    const response = await fetch(address, { method: 'POST', body, signal, redirect: 'manual' })
    if (response.type === 'opaqueredirect' || response.status === 401) {
      return {
        ok: false,
        message:
          'You have been signed out. Your text is still here: press “Save entry” to sign in and save it.',
      }
    }
    if (!response.headers.get('Content-Type')?.startsWith('application/json')) return null
    const answer: unknown = await response.json()
    return isAnswer(answer) ? answer : null
  } catch {
    return null
  }
}

function isAnswer(value: unknown): value is SaveAnswer {
  return typeof value === 'object' && value !== null && 'ok' in value
}
