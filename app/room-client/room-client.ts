import type { LogEvent } from '#server/rooms/rules/events.ts'
import { digestInput } from '#server/rooms/rules/view.ts'
import { paths } from '#app/paths.ts'
import type { Answer } from './answer.ts'
import { newCommandId } from './command-id.ts'
import { createDraftKeeper } from './draft-keeper.ts'
import type { RawCommand } from './form-command.ts'
import { createLink, steadyNow, type Farewell, type LinkState, isStream } from './link.ts'
import {
  answered,
  emptyOutbox,
  isEmpty,
  next,
  put,
  retryAfterMs,
  sent,
  type Outbox,
} from './outbox.ts'
import { clockOffset, type Ping } from './room-clock.ts'
import { newsOf, newsOfMine } from './room-news.ts'
import {
  headOf,
  withEvents,
  withMine,
  withPresence,
  withSnapshot,
  type RoomSnapshot,
  type RoomState,
  type StreamName,
} from './room-state.ts'
import { createStore } from './store.ts'
import { isStageText, type StageText } from './wire.ts'

/** Where a field's text is: being typed, on its way, kept at an instant, or refused with a reason. */
export type FieldState =
  | { kind: 'typing' }
  | { kind: 'sending' }
  | { kind: 'kept'; at: number }
  | { kind: 'refused'; message: string }

export type ClientState = {
  room: RoomState
  /** `none` until the page has woken up, and without JavaScript for good. */
  link: LinkState | 'none'
  /** How far the server's clock is ahead of ours, ms; null while it is not known. */
  offset: number | null
  outbox: Outbox
  /** Since when the oldest waiting command waits (our clock). */
  waitingSince: number | null
  kept: { at: number; for: 'me' | 'team' } | null
  news: string
  farewell: Farewell | null
  fields: Readonly<Record<string, FieldState>>
  stageTexts: Readonly<Record<string, StageText>>
  /** When one last asked for a pause in this page. */
  pauseAskedAt: number | null
}

/** The answer, or null when a later text of the same field took the command's place. */
export type Sent = Answer | null

export type RoomClient = ReturnType<typeof createRoomClient>

const patienceMs = 2_000

export function initialClientState(room: RoomState): ClientState {
  return {
    room,
    link: 'none',
    offset: null,
    outbox: emptyOutbox,
    waitingSince: null,
    kept: null,
    news: '',
    farewell: null,
    fields: {},
    stageTexts: {},
    pauseAskedAt: null,
  }
}

/**
 * The browser's half of a room: keeps the fold of the log, sends one command after the other until
 * each is answered, and says where every text is. Nothing runs before `start`.
 */
export function createRoomClient(room: string, initial: RoomState, renderedAt: number) {
  const store = createStore(initialClientState(initial))
  const change = (part: Partial<ClientState>) => store.set({ ...store.get(), ...part })
  const waiting = new Map<string, (answer: Sent) => void>()
  let pumping = false
  let running = false
  let wakeUp: () => void = () => undefined

  const link = createLink(room, {
    heads: () => store.get().room.heads,
    onState(state) {
      if (state === 'live' && store.get().link !== 'live') wakeUp()
      change({ link: state })
    },
    onEvents: receive,
    onMine: (mine) => {
      const { room: before } = store.get()
      const news = newsOfMine(before.mine, mine)
      change({ room: withMine(before, mine), ...(news ? { news } : {}) })
    },
    onHeads: (heads, digest) => void compare(heads, digest),
    onPresence: (presence) => change({ room: withPresence(store.get().room, presence) }),
    onSnapshot: replace,
    onFarewell: (reason) => change({ farewell: reason }),
  })

  function receive(stream: StreamName, events: readonly LogEvent[]): void {
    const { room: before } = store.get()
    const applied = withEvents(before, stream, events)
    const news = newsOf(applied.state.view, before.person, applied.fresh)
    // The same words twice are not read out again: a space that nobody hears makes them new.
    const said = news === store.get().news ? `${news}\u00a0` : news
    change({ room: applied.state, ...(news ? { news: said } : {}) })
    if (applied.fresh.some((event) => event.type === 'phase.closing')) drafts.flush()
    if (applied.gap) void catchUp(stream)
  }

  async function catchUp(stream: StreamName): Promise<void> {
    const since = headOf(store.get().room, stream)
    const pulled = await link.pull(stream, since)
    if (!pulled) return
    receive(stream, pulled.events)
    const head = headOf(store.get().room, stream)
    if (head > since && head < pulled.head) await catchUp(stream)
  }

  function replace(snapshot: RoomSnapshot, force = false): void {
    change({ room: withSnapshot(store.get().room, snapshot, force) })
  }

  /** The server says where it is and what its view looks like: behind → pull, different → reload. */
  async function compare(heads: RoomState['heads'], digest: string): Promise<void> {
    const { room: here } = store.get()
    if (heads.room > here.heads.room) return catchUp('room')
    for (const stream of Object.keys(heads).filter(isStream)) {
      if ((heads[stream] ?? 0) > headOf(here, stream)) await catchUp(stream)
    }
    if (heads.room !== here.heads.room || !globalThis.isSecureContext) return
    const own = await sha256(digestInput(here.view))
    if (own === digest || store.get().room.view !== here.view) return
    const snapshot = await link.snapshot()
    if (snapshot) replace(snapshot, true)
  }

  async function pump(): Promise<void> {
    if (pumping || !running) return
    pumping = true
    for (let command = next(outbox()); command && running; command = next(outbox())) {
      change({ outbox: sent(outbox()), waitingSince: store.get().waitingSince ?? steadyNow() })
      const answer = await link.send(command)
      const again = againAfterMs(answer, outbox().attempts)
      if (again !== null) {
        // A new connection does not wait for the end of the pause.
        await Promise.race([pause(again), new Promise<void>((resolve) => (wakeUp = resolve))])
        continue
      }
      if (answer) finish(command, answer)
    }
    pumping = false
    if (isEmpty(outbox())) change({ waitingSince: null })
  }

  function outbox(): Outbox {
    return store.get().outbox
  }

  function finish(command: RawCommand, answer: Answer): void {
    const kept = answer.ok
      ? { kept: { at: serverNow(), for: 'mine' in answer ? ('me' as const) : ('team' as const) } }
      : {}
    const pauseAsked =
      answer.ok && command.type === 'pause.ask' ? { pauseAskedAt: serverNow() } : {}
    change({ outbox: answered(outbox(), command.id), ...kept, ...pauseAsked })
    waiting.get(command.id)?.(answer)
    waiting.delete(command.id)
  }

  /** Puts a command on its way. Resolves when it was answered. */
  function send(
    type: string,
    body: Record<string, unknown> = {},
    expect: Record<string, unknown> = {},
    key?: string,
  ): Promise<Sent> {
    const command: RawCommand = { id: newCommandId(), room, type, body, expect }
    const next = put(outbox(), command, key)
    for (const { command: gone } of outbox().waiting) {
      if (next.waiting.some((one) => one.command.id === gone.id)) continue
      waiting.get(gone.id)?.(null)
      waiting.delete(gone.id)
    }
    change({ outbox: next, waitingSince: store.get().waitingSince ?? steadyNow() })
    return new Promise((resolve) => {
      waiting.set(command.id, resolve)
      void pump()
    })
  }

  const drafts = createDraftKeeper((key, text) => void saveField(key, text))

  async function saveField(key: string, text: string): Promise<void> {
    const [phase = '', field = ''] = key.split('/')
    setField(key, { kind: 'sending' })
    const answer =
      phase === 'learning'
        ? await send('learning.save', { [field]: text }, {}, key)
        : await send('draft.save', { phase, field, text }, {}, key)
    if (!answer) return
    if (store.get().fields[key]?.kind === 'typing') return
    setField(
      key,
      answer.ok
        ? { kind: 'kept', at: serverNow() }
        : { kind: 'refused', message: answer.error.message },
    )
  }

  function setField(key: string, state: FieldState): void {
    change({ fields: { ...store.get().fields, [key]: state } })
  }

  function serverNow(): number {
    return steadyNow() + (store.get().offset ?? assumedOffset(renderedAt))
  }

  async function measureClock(): Promise<void> {
    const pings: Ping[] = []
    for (let count = 0; count < 5 && running; count += 1) {
      const ping = await link.ping()
      if (ping) pings.push(ping)
      await pause(300)
    }
    if (pings.length > 0) change({ offset: clockOffset(pings) })
  }

  function onOffline(): void {
    change({ link: 'offline' })
  }

  function onOnline(): void {
    change({ link: 'connecting' })
    link.hurry()
    wakeUp()
  }

  function onHide(): void {
    if (document.visibilityState === 'hidden') drafts.flush()
  }

  function onLeave(): void {
    drafts.flush()
    for (const { command } of outbox().waiting) link.sendAtLeaving(command)
  }

  return {
    store,
    send,
    serverNow,

    start(): void {
      if (running) return
      running = true
      change({ link: 'connecting' })
      void link.start()
      void measureClock()
      void pump()
      document.addEventListener('visibilitychange', onHide)
      window.addEventListener('pagehide', onLeave)
      window.addEventListener('offline', onOffline)
      window.addEventListener('online', onOnline)
    },

    stop(): void {
      running = false
      link.stop()
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pagehide', onLeave)
      window.removeEventListener('offline', onOffline)
      window.removeEventListener('online', onOnline)
    },

    /** A keystroke in a field `phase/field`, or `learning/question`. */
    typed(key: string, text: string): void {
      if (store.get().fields[key]?.kind !== 'typing') setField(key, { kind: 'typing' })
      drafts.typed(key, text)
    },

    /** The field's text has gone somewhere else: what was saved of it as a draft goes too. */
    emptied(key: string): void {
      drafts.drop(key)
      const { fields } = store.get()
      change({ fields: Object.fromEntries(Object.entries(fields).filter(([one]) => one !== key)) })
      const [phase, field] = key.split('/')
      const { drafts: saved } = store.get().room.mine
      if (!saved.some((one) => one.phase === phase && one.field === field)) return
      void send('draft.save', { phase, field, text: '' }, {}, key)
    },

    flush: () => drafts.flush(),

    /** Fetches the text of a released stage once; false when it did not come. */
    async readStage(stage: string): Promise<boolean> {
      if (store.get().stageTexts[stage]) return true
      try {
        const response = await fetch(paths.roomStage(room, stage), {
          credentials: 'same-origin',
          headers: { accept: 'application/json' },
        })
        const text: unknown = await response.json()
        if (!response.ok || !isStageText(text)) return false
        change({ stageTexts: { ...store.get().stageTexts, [stage]: text } })
        return true
      } catch {
        return false
      }
    },

    /** What one was told after asking for a pause has been read. */
    backFromPause(): void {
      change({ pauseAskedAt: null })
    },

    say(news: string): void {
      change({ news })
    },
  }
}

/** Until the pings have answered: the page said its time when its first byte arrived. */
function assumedOffset(renderedAt: number): number {
  const [page] = performance.getEntriesByType('navigation')
  const arrivedAt = page instanceof PerformanceNavigationTiming ? page.responseStart : 0
  return renderedAt - (performance.timeOrigin + arrivedAt)
}

/** In how many ms to send again; null when the answer stands. */
function againAfterMs(answer: Answer | null, attempts: number): number | null {
  if (!answer) return retryAfterMs(attempts)
  if (answer.ok) return null
  const { code, retryAfter } = answer.error
  if (code !== 'too_many' && code !== 'unavailable') return null
  // Without a time to wait it is a bound of the room, not of the moment: waiting does not help.
  return retryAfter === undefined ? (code === 'unavailable' ? patienceMs : null) : retryAfter * 1000
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
