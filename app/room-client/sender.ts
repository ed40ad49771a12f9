import type { Answer } from './answer.ts'
import { newCommandId } from './command-id.ts'
import { createDeviceCopy, type DeviceCopy } from './device-copy.ts'
import { openDeviceStore, type DeviceKey } from './device-store.ts'
import type { RawCommand } from './form-command.ts'
import { keptOf, restored } from './kept-items.ts'
import * as boxes from './outbox.ts'
import type { Outbox } from './outbox.ts'
import { steadyNow } from './room-clock.ts'

/** The answer, or null when a later text of the same field took the command's place. */
export type Sent = Answer | null

/** What the page shows of the outbox. */
export type SenderState = {
  outbox: Outbox
  /** Since when the oldest waiting command waits (our clock). */
  waitingSince: number | null
  /** The names of what lies on the device, sealed. */
  onDevice: ReadonlySet<string>
  /** Whether this device can keep what is not sent. */
  keepsOnDevice: boolean
}

export const emptySender: SenderState = {
  outbox: boxes.emptyOutbox,
  waitingSince: null,
  onDevice: new Set(),
  keepsOnDevice: false,
}

type Made = {
  room: string
  device: DeviceKey | null
  send: (command: RawCommand) => Promise<Answer | null>
  /** What the server has of a field. */
  savedIn: (key: string) => string
  /** Whether the server has this text as a draft. */
  isDraft: (text: string) => boolean
  publish: (part: Partial<SenderState>) => void
  /** `isOurs`: somebody on this page waits for the answer. */
  onAccepted: (command: RawCommand, answer: Answer & { ok: true }, isOurs: boolean) => void
}

export type Sender = ReturnType<typeof createSender>

const patienceMs = 2_000
/** A command is on the device before it is sent, unless the device takes longer than this. */
const keepWithinMs = 500

/**
 * Sends one command after the other until each is answered, keeps on the device what is unsent, and
 * begins with what an earlier page left there. Nothing runs before `start`.
 */
export function createSender(made: Made) {
  const { room, device, publish } = made
  const asking = new Map<string, { tell: (answer: Sent) => void; place?: string }>()
  /** The forms and fields that this page shows, by how often. */
  const shown = new Map<string, number>()
  let box = boxes.emptyOutbox
  let copy: DeviceCopy | null = null
  let since: number | null = null
  let last = 0
  let running = false
  let halted = false
  let pumping = false
  let wakeUp: () => void = () => undefined

  function set(next: Outbox): void {
    if (next === box) return
    const { waiting, refused, attempts } = box
    box = next
    // Keystrokes alone do not paint the page anew.
    const isSeen =
      next.waiting !== waiting || next.refused !== refused || next.attempts !== attempts
    since = boxes.isEmpty(next) ? null : (since ?? steadyNow())
    if (isSeen) publish({ outbox: next, waitingSince: since })
    copy?.match(keptOf(next))
  }

  /** Now, and later than anything before: the order in which things were done. */
  function at(): number {
    last = Math.max(last + 1, Math.round(steadyNow()))
    return last
  }

  async function begin(key: DeviceKey): Promise<void> {
    const opening = openDeviceStore(key, room)
    const mirror = createDeviceCopy(opening, (names) =>
      publish({ onDevice: names, keepsOnDevice: names.size > 0 || !mirror.isBroken() }),
    )
    copy = mirror
    publish({ keepsOnDevice: (await opening) !== null })
    const items = await mirror.left()
    if (!running || copy !== mirror) return
    if (items.length > 0) {
      set(restored(box, items, { savedIn: made.savedIn, now: steadyNow() }))
    }
    copy.match(keptOf(box))
    for (const [field, { text }] of Object.entries(box.typing)) void saveText(field, text)
    void pump()
  }

  async function pump(): Promise<void> {
    if (pumping || !running) return
    pumping = true
    for (let command = boxes.next(box); command && goesOn(); command = boxes.next(box)) {
      set(boxes.sent(box))
      await copy?.settled(keepWithinMs)
      if (boxes.next(box)?.id !== command.id) continue
      const answer = await made.send(command)
      const again = againAfterMs(answer, box.attempts)
      if (again === null) {
        if (answer) finish(command, answer)
        continue
      }
      if (!goesOn()) break
      // A new connection does not wait for the end of the pause.
      await Promise.race([pause(again), new Promise<void>((resolve) => (wakeUp = resolve))])
    }
    pumping = false
  }

  function goesOn(): boolean {
    return running && !halted
  }

  function finish(command: RawCommand, answer: Answer): void {
    const ask = asking.get(command.id)
    asking.delete(command.id)
    if (answer.ok) {
      const done = boxes.answered(box, command.id)
      set(ask?.place === undefined ? done : boxes.settledIn(done, ask.place))
      made.onAccepted(command, answer, ask !== undefined)
    } else {
      const place = ask?.place !== undefined && shown.has(ask.place) ? ask.place : undefined
      set(boxes.refused(box, command.id, answer.error.message, place))
      forgetSaved()
    }
    ask?.tell(answer)
  }

  /** Refused texts that the server has as a draft by now are offered as that. */
  function forgetSaved(): void {
    const left = box.refused.filter((one) => !made.isDraft(boxes.textOf(one.command)))
    if (left.length < box.refused.length) set({ ...box, refused: left })
  }

  /** Puts a command on its way. Resolves when it was answered. */
  function send(
    type: string,
    body: Record<string, unknown> = {},
    expect: Record<string, unknown> = {},
    { key, place }: { key?: string; place?: string } = {},
  ): Promise<Sent> {
    const command: RawCommand = { id: newCommandId(), room, type, body, expect }
    const before = box.waiting
    // What is sent is in the command now, and is no longer held for its form.
    set(boxes.put(place === undefined ? box : boxes.letGo(box, place), command, at(), key))
    for (const { command: gone } of before) {
      if (box.waiting.some((one) => one.command.id === gone.id)) continue
      asking.get(gone.id)?.tell(null)
      asking.delete(gone.id)
    }
    return new Promise((tell) => {
      asking.set(command.id, { tell, ...(place === undefined ? {} : { place }) })
      void pump()
    })
  }

  function saveText(key: string, text: string): Promise<Sent> {
    const [phase = '', field = ''] = key.split('/')
    return phase === 'learning'
      ? send('learning.save', { [field]: text }, {}, { key, place: key })
      : send('draft.save', { phase, field, text }, {}, { key, place: key })
  }

  return {
    send,
    saveText,
    box: (): Outbox => box,

    start(): void {
      running = true
      if (device) void begin(device)
      void pump()
    },

    stop(): void {
      running = false
      void copy?.close()
      copy = null
    },

    /** Signed out: what is unsent stays where it is, until somebody signs in again. */
    halt(): void {
      halted = true
      wakeUp()
    },

    /** There is a connection again. */
    wake: (): void => wakeUp(),

    typed(key: string, text: string): void {
      set(boxes.typed(box, key, { text, base: made.savedIn(key), at: at() }))
    },

    /** A form's text, as it would be sent, or null when nothing of it would be lost. */
    holds(place: string, text: Pick<RawCommand, 'type' | 'body' | 'expect'> | null): void {
      if (text === null) return set(boxes.letGo(box, place))
      set(boxes.holds(box, place, { id: newCommandId(), room, ...text }, at()))
    },

    untyped: (key: string): void => set(boxes.untyped(box, key)),
    /** The page shows the form or field `place`; answers how to say that it does no longer. */
    shows(place: string): () => void {
      shown.set(place, (shown.get(place) ?? 0) + 1)
      return () => {
        const left = (shown.get(place) ?? 1) - 1
        if (left > 0) return void shown.set(place, left)
        shown.delete(place)
        set(boxes.released(box, place))
      }
    },

    settled: (id: string): void => set(boxes.settled(box, id)),

    forgetSaved,
  }
}

/** In how many ms to send again; null when the answer stands. */
function againAfterMs(answer: Answer | null, attempts: number): number | null {
  if (!answer) return boxes.retryAfterMs(attempts)
  if (answer.ok) return null
  const { code, retryAfter } = answer.error
  if (code !== 'too_many' && code !== 'unavailable') return null
  // Without a time to wait it is a bound of the room, not of the moment: waiting does not help.
  return retryAfter === undefined ? (code === 'unavailable' ? patienceMs : null) : retryAfter * 1000
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
