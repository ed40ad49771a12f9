import { useEffect, useRef, useState, type RefObject } from 'react'
import { fieldOf } from '#server/learning/rules/work-fields.ts'
import { rememberLeft } from '../left-page.ts'
import type { DoneAnswer } from './work-answer.ts'
import type { Delivery, WorkLine } from './work-line.ts'

const autosaveAfterMs = 1_500
const retryAfterMs = 5_000

/** Why what was typed is saved by a person only, or by nobody. */
export type Trouble = { kind: 'signed-out' } | { kind: 'refused'; message: string }

/** How the last post fared: `trying` is sent again by itself, trouble is not. */
type Standing = { kind: 'fine' } | { kind: 'trying' } | Trouble

/** What a person in trouble can do; `button` saves what it stands beside. */
export function troubleWords(trouble: Trouble, button: string): string {
  return trouble.kind === 'signed-out'
    ? `You have been signed out. Your text is still here: press “${button}” to sign in and save it.`
    : `${trouble.message} Your text is not saved: copy it before you leave this page.`
}

export type Autosave = {
  /** The items that hold more than the server has. */
  changed: ReadonlySet<string>
  standing: Standing
  send(intent: string, isKnowing: boolean): Promise<Delivery | null>
  /** Something was typed or chosen for an item. */
  onChange(item: string): void
  /** The browser posts the form itself: it may leave the page without asking. */
  handOver(): void
}

/**
 * Saves what was typed a moment after the typing, again until it is there, and on leaving. Where
 * the server does not take it, `told.refused` is told, and the browser asks before it leaves.
 */
export function useAutosave(
  form: RefObject<HTMLFormElement>,
  line: WorkLine,
  told: {
    done: (answer: DoneAnswer, isKnowing: boolean) => void
    refused: (trouble: Trouble) => void
  },
): Autosave {
  const [state, setState] = useState<Pick<Autosave, 'changed' | 'standing'>>(untouched)
  // Leaving happens between two renderings, so what holds now is kept beside what is shown.
  const now = useRef(state)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const put = (change: Partial<typeof state>) => {
    now.current = { ...now.current, ...change }
    setState(now.current)
  }

  async function send(intent: string, isKnowing: boolean): Promise<Delivery | null> {
    clearTimeout(timer.current)
    if (!form.current) return null
    const sent = new FormData(form.current)
    const delivery = await line.send(sent, intent, isKnowing)
    if (delivery.kind !== 'done') {
      put({ standing: delivery.kind === 'unsent' ? { kind: 'trying' } : delivery })
      if (delivery.kind === 'unsent') schedule(retryAfterMs)
      else if (!isKnowing) told.refused(delivery)
      return delivery
    }
    const refusedItems = delivery.answer.worked.problems.flatMap((one) =>
      one.typed === undefined ? [] : [one.item],
    )
    const typedSince = form.current ? differences(new FormData(form.current), sent) : []
    put({ changed: new Set([...typedSince, ...refusedItems]), standing: { kind: 'fine' } })
    if (typedSince.length > 0) schedule(autosaveAfterMs)
    told.done(delivery.answer, isKnowing)
    return delivery
  }

  function schedule(ms: number): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void send('save', false), ms)
  }

  const saveUnsent = useRef(() => {})
  saveUnsent.current = () => {
    if (now.current.changed.size > 0) void send('save', false)
  }
  const isHandedOver = useLeaving({
    hidden: () => saveUnsent.current(),
    asks: () => now.current.changed.size > 0 && now.current.standing.kind !== 'fine',
    // Before the next page is asked for, so that it shows what was typed last.
    sends: () => {
      if (!form.current || now.current.changed.size === 0) return true
      rememberLeft({ address: line.address, own: line.address })
      return line.sendLeaving(new FormData(form.current))
    },
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  return {
    ...state,
    send,
    onChange(item) {
      put({ changed: new Set([...now.current.changed, item]) })
      schedule(autosaveAfterMs)
    },
    handOver() {
      isHandedOver.current = true
      clearTimeout(timer.current)
    },
  }
}

const untouched = { changed: new Set<string>(), standing: { kind: 'fine' } } as const

type Leaving = {
  hidden: () => void
  asks: () => boolean
  /** Sends what is unsaved; false when it cannot. */
  sends: () => boolean
}

/** Watches the page being put aside or left; the answer is set where it is left on purpose. */
function useLeaving(watched: Leaving) {
  const isHandedOver = useRef(false)
  const told = useRef(watched)
  told.current = watched
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden' && !isHandedOver.current) told.current.hidden()
    }
    const onLeave = (event: BeforeUnloadEvent) => {
      if (isHandedOver.current) return
      if (told.current.asks() || !told.current.sends()) event.preventDefault()
    }
    // Back by the browser's own button, the page as it was left.
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) isHandedOver.current = false
    }
    document.addEventListener('visibilitychange', onHide)
    addEventListener('beforeunload', onLeave)
    addEventListener('pageshow', onShow)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      removeEventListener('beforeunload', onLeave)
      removeEventListener('pageshow', onShow)
    }
  }, [])
  return isHandedOver
}

/** The items whose fields differ between two states of the form. */
function differences(now: FormData, sent: FormData): string[] {
  const items = [...new Set([...now.keys(), ...sent.keys()])].flatMap((name) => {
    const item = itemOfName(name)
    const same = JSON.stringify(now.getAll(name)) === JSON.stringify(sent.getAll(name))
    return item === null || same ? [] : [item]
  })
  return [...new Set(items)]
}

/** The item that a field of the form belongs to; null for what nobody types or chooses. */
export function itemOfName(name: string): string | null {
  const field = fieldOf(name)
  return field === null || field.kind === 'shown' ? null : field.item
}
