import { choiceFingerprint, fieldNames, heldIn } from '#server/learning/rules/work-fields.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import type { ActiveTime } from './active-time.ts'
import { pieceAtTop } from './reading-place.ts'
import type { DoneAnswer } from './work-answer.ts'

/** What became of a post. `unsent` is tried again; `signed-out` needs the browser's own post. */
export type Delivery =
  | { kind: 'done'; answer: DoneAnswer }
  | { kind: 'refused'; message: string }
  | { kind: 'unsent' }
  | { kind: 'signed-out' }

/** What reads the server's answers comes when there is one to read, not with every page. */
const reader = () => import('./work-answer.ts')

/** Bytes that a browser lets a post have that outlives its page. */
const mostWhenLeaving = 60_000

/**
 * Sends a section's posts one after the other, and remembers for each item what the server has of
 * it, so that neither a lost answer nor another window ever costs a text.
 */
export function createWorkLine(address: string, time: ActiveTime) {
  /** The mark of what this page and the server agreed on last. */
  const agreed = new Map<string, string>()
  /** Marks of texts that were sent without hearing whether they arrived. */
  const unheard = new Map<string, string[]>()
  /** Marks of another window's texts that the person has been shown beside their own. */
  const clashes = new Map<string, string>()
  let tail: Promise<unknown> = Promise.resolve()
  /** What was sent and is not answered yet. */
  let underway: FormData | null = null

  function fill(form: FormData, intent: string, isKnowing: boolean): void {
    form.set('intent', intent)
    form.delete('openedAt')
    form.set('activeMs', String(time.take()))
    form.set('readTo', String(pieceAtTop()))
    for (const [item, mark] of agreed) {
      const name = fieldNames.shown(item)
      if (!form.has(name)) continue
      // Whoever presses a button has seen the other window's text; autosave has not.
      const clash = isKnowing ? clashes.get(item) : undefined
      const marks = [mark, ...(clash ? [clash] : []), ...(unheard.get(item) ?? [])]
      form.set(name, marks.slice(0, 5).join(' '))
    }
  }

  function learn(form: FormData, worked: DoneAnswer['worked']): void {
    unheard.clear()
    clashes.clear()
    for (const { item, shown } of worked.kept) {
      if (worked.problems.some((one) => one.item === item && one.elsewhere !== undefined)) {
        clashes.set(item, shown)
      }
      // Agreed is only what was sent: another window may have saved something else.
      if (markIn(form, item) === shown) agreed.set(item, shown)
    }
  }

  function doubt(form: FormData): void {
    time.giveBack(Number(form.get('activeMs')))
    for (const item of agreed.keys()) {
      const mark = markIn(form, item)
      const sent = unheard.get(item) ?? []
      if (mark !== null && !sent.includes(mark)) unheard.set(item, [mark, ...sent])
    }
  }

  async function deliver(
    form: FormData,
    intent: string,
    isKnowing: boolean,
    outlivesPage = document.visibilityState === 'hidden',
  ): Promise<Delivery> {
    fill(form, intent, isKnowing)
    underway = form
    try {
      const reading = reader()
      // Where it fails, so does what waits for it below, and the post is tried again.
      reading.catch(() => undefined)
      const response = await fetch(address, {
        method: 'POST',
        body: form,
        headers: { Accept: 'application/json' },
        redirect: 'manual',
        keepalive: outlivesPage && sizeOf(form) < mostWhenLeaving,
      })
      const result = await readDelivery(response, await reading)
      if (result.kind === 'done') learn(form, result.answer.worked)
      else if (result.kind === 'unsent') doubt(form)
      return result
    } catch {
      // The network failed: the post may have arrived or not.
      doubt(form)
      return { kind: 'unsent' }
    } finally {
      if (underway === form) underway = null
    }
  }

  return {
    /** Where its posts go. */
    address,

    /** The mark of what this page and the server have agreed on; empty when of nothing. */
    agreedOn(item: string): string {
      return agreed.get(item) ?? ''
    },

    /** The page shows what the server has. */
    agree(item: string, mark: string): void {
      agreed.set(item, mark)
    },

    /** `isKnowing`: a person pressed a button, so their text may replace another window's. */
    send(form: FormData, intent: string, isKnowing: boolean): Promise<Delivery> {
      const sent = tail.then(() => deliver(form, intent, isKnowing))
      tail = sent
      return sent
    },

    /**
     * Saves as the page is left: at once, because nobody would be there to wait for an answer.
     * False when it is too long for what a browser lets a page leave behind: nothing is sent.
     */
    sendLeaving(form: FormData): boolean {
      if (sizeOf(form) >= mostWhenLeaving) return false
      if (underway) doubt(underway)
      void deliver(form, 'save', false, true)
      return true
    },
  }
}

export type WorkLine = ReturnType<typeof createWorkLine>

/** The mark of what a form holds for an item; null when the item is not asked there. */
export function markIn(form: FormData, item: string): string | null {
  const held = heldIn(form)?.get(item)
  if (!held) return null
  if (held.text !== null) return fingerprint(held.text)
  return form.has(fieldNames.shown(item)) ? choiceFingerprint(held.chosen) : null
}

function sizeOf(form: FormData): number {
  let size = 0
  for (const [name, value] of form)
    size += 100 + name.length + (typeof value === 'string' ? value.length : value.size) * 3
  return size
}

const couldNotSave = 'We could not save. Your text is still here.'

async function readDelivery(
  response: Response,
  { answer, refusal }: Awaited<ReturnType<typeof reader>>,
): Promise<Delivery> {
  if (response.type === 'opaqueredirect' || response.status === 401) return { kind: 'signed-out' }
  if (response.status >= 500 || response.status === 429) return { kind: 'unsent' }
  if (!response.headers.get('Content-Type')?.startsWith('application/json')) {
    // Not our answer: a network's own page that stands in the way has gone the next time.
    return response.ok ? { kind: 'unsent' } : { kind: 'refused', message: couldNotSave }
  }
  const body: unknown = await response.json()
  const read = response.ok ? answer.safeParse(body) : null
  if (read?.success) return { kind: 'done', answer: read.data }
  const why = refusal.safeParse(body)
  return {
    kind: 'refused',
    message: why.success ? why.data.message : couldNotSave,
  }
}
