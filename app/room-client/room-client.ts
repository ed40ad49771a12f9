import { isOver } from '#server/rooms/rules/state.ts'
import { isEventType, type LogEvent } from '#server/rooms/rules/events.ts'
import { digestInput } from '#server/rooms/rules/view.ts'
import { paths } from '#app/paths.ts'
import type { Answer } from './answer.ts'
import type { DeviceKey } from './device-store.ts'
import { createDraftKeeper } from './draft-keeper.ts'
import type { RawCommand } from './form-command.ts'
import { keepAsNote } from './kept-note.ts'
import { createLink, type Farewell, type LinkState } from './link.ts'
import { textOf, type RefusedText } from './outbox.ts'
import { decide, phaseOf, type Decision } from './refused-texts.ts'
import { clockOffset, steadyNow, type Ping } from './room-clock.ts'
import { newsOf, newsOfMine } from './room-news.ts'
import {
  headOf,
  isStream,
  withEvents,
  withMine,
  withPresence,
  withSeat,
  withSnapshot,
  type RoomSnapshot,
  type RoomState,
  type StreamName,
} from './room-state.ts'
import { savedText, withAnswered, type AnsweredTexts } from './saved-text.ts'
import { seatTaken, type SeatTaken } from './seat-taken.ts'
import { createSender, emptySender, type SenderState, type Sent } from './sender.ts'
import { createStore } from './store.ts'
import { whenAwake } from './wake.ts'
import { isStageText, type StageText } from './wire.ts'

export type { Sent } from './sender.ts'

/** Where a field's text is: being typed, on its way, kept at an instant, or refused with a reason. */
export type FieldState =
  | { kind: 'typing' }
  | { kind: 'sending' }
  | { kind: 'kept'; at: number }
  | { kind: 'refused'; message: string }

export type ClientState = SenderState & {
  room: RoomState
  /** `none` until the page has woken up, and without JavaScript for good. */
  link: LinkState | 'none'
  /** How far the server's clock is ahead of ours, ms; null while it is not known. */
  offset: number | null
  kept: { at: number; for: 'me' | 'team' } | null
  news: string
  farewell: Farewell | null
  /** The server speaks of things that this page does not know: it is to be loaded again. */
  isOutdated: boolean
  fields: Readonly<Record<string, FieldState>>
  answered: AnsweredTexts
  stageTexts: Readonly<Record<string, StageText>>
  /** When one last asked for a pause in this page. */
  pauseAskedAt: number | null
  /** Who took the seat from the reader, until that has been read. */
  seatTaken: SeatTaken | null
}

export type RoomClient = ReturnType<typeof createRoomClient>

/** So often may the fold differ from the server's view before the page is taken for too old. */
const differencesAllowed = 3

export function initialClientState(room: RoomState): ClientState {
  return {
    ...emptySender,
    room,
    link: 'none',
    offset: null,
    kept: null,
    news: '',
    farewell: null,
    isOutdated: false,
    fields: {},
    answered: {},
    stageTexts: {},
    pauseAskedAt: null,
    seatTaken: null,
  }
}

/**
 * The browser's half of a room: keeps the fold of the log, hands what is written to the sender, and
 * says where every text is. Nothing runs before `start`.
 */
export function createRoomClient(
  room: string,
  initial: RoomState,
  renderedAt: number,
  device: DeviceKey | null = null,
) {
  const store = createStore(initialClientState(initial))
  const change = (part: Partial<ClientState>) => store.set({ ...store.get(), ...part })
  let running = false
  let differences = 0
  let sleepless: () => void = () => undefined

  const link = createLink(room, {
    person: initial.person,
    heads: () => store.get().room.heads,
    onState(state) {
      if (state !== 'offline' && store.get().link !== state) sender.wake()
      change({ link: state })
    },
    onEvents: receive,
    onMine(mine) {
      const { room: before } = store.get()
      const news = newsOfMine(before.mine, mine)
      if (news) change({ news })
      hold(withMine(before, mine))
    },
    onHeads: (heads, digest) => void compare(heads, digest),
    onPresence: (presence) => change({ room: withPresence(store.get().room, presence) }),
    onSeat: (here) => change({ room: withSeat(store.get().room, here) }),
    onSnapshot: replace,
    onFarewell(reason) {
      change({ farewell: reason })
      if (reason === 'signed_out') sender.halt()
    },
  })

  const sender = createSender({
    room,
    device,
    send: (command) => link.send(command),
    savedIn: (key) => savedText(store.get().room.mine, key),
    isDraft: (text) => store.get().room.mine.drafts.some((one) => one.text.trim() === text.trim()),
    publish: change,
    onAccepted: accepted,
  })

  const drafts = createDraftKeeper((key, text) => void saveField(key, text))

  function receive(stream: StreamName, events: readonly LogEvent[]): void {
    const { room: before } = store.get()
    const applied = withEvents(before, stream, events)
    const news = newsOf(applied.state.view, before.person, applied.fresh)
    // The same words twice are not read out again: a space that nobody hears makes them new.
    const said = news === store.get().news ? `${news}\u00a0` : news
    const taken = seatTaken(before.view, before.person, applied.fresh)
    change({
      room: applied.state,
      ...(news ? { news: said } : {}),
      ...(taken === undefined ? {} : { seatTaken: taken }),
    })
    if (applied.fresh.some((event) => event.type === 'phase.closing')) drafts.flush()
    if (applied.fresh.some((event) => !isEventType(event.type))) change({ isOutdated: true })
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
    hold(withSnapshot(store.get().room, snapshot, force))
  }

  /** What is one's own has come anew: refused texts that stand in it are offered there. */
  function hold(next: RoomState): void {
    change({ room: next })
    sender.forgetSaved()
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
    if (!snapshot) return
    replace(snapshot, true)
    differences += 1
    if (differences >= differencesAllowed) change({ isOutdated: true })
  }

  function accepted(command: RawCommand, answer: Answer & { ok: true }, isOurs: boolean): void {
    const now = serverNow()
    change({
      kept: { at: now, for: 'mine' in answer ? 'me' : 'team' },
      answered: withAnswered(store.get().answered, command, answer),
      ...(command.type === 'pause.ask' ? { pauseAskedAt: now } : {}),
    })
    if (isOurs) return
    // An earlier page's form: the draft of what it sent goes, as that page would have seen to.
    const field = { 'card.post': 'card', 'statement.propose': 'statement' }[command.type]
    const { drafts: saved } = store.get().room.mine
    const draft = saved.find(
      (one) => one.field === field && one.text.trim() === String(command.body['text']).trim(),
    )
    if (!draft) return
    void sender.send('draft.save', { phase: draft.phase, field: draft.field, text: '' })
  }

  async function saveField(key: string, text: string): Promise<void> {
    setField(key, { kind: 'sending' })
    const answer = await sender.saveText(key, text)
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
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    if (pings.length > 0) change({ offset: clockOffset(pings) })
  }

  function onLeave(): void {
    drafts.flush()
    if (store.get().farewell === 'signed_out') return
    for (const { command } of sender.box().waiting) link.sendAtLeaving(command)
  }

  return {
    store,
    serverNow,
    shows: (place: string) => sender.shows(place),
    /** What stands in a form that saves nothing before it is sent; null when nothing would be lost. */
    holds: (place: string, text: Parameters<typeof sender.holds>[1]) => sender.holds(place, text),

    /** Puts a command on its way. Resolves when it was answered. */
    send(
      type: string,
      body: Record<string, unknown> = {},
      expect: Record<string, unknown> = {},
      key?: string,
      place?: string,
    ): Promise<Sent> {
      const named = {
        ...(key === undefined ? {} : { key }),
        ...(place === undefined ? {} : { place }),
      }
      return sender.send(type, body, expect, named)
    },

    start(): void {
      if (running) return
      running = true
      change({ link: 'connecting' })
      link.start()
      sender.start()
      void measureClock()
      sleepless = whenAwake({
        onHide: () => drafts.flush(),
        onLeave,
        onOffline: () => link.lose(),
        onWake() {
          if (store.get().link === 'offline') change({ link: 'connecting' })
          link.hurry()
          sender.wake()
        },
      })
    },

    stop(): void {
      running = false
      link.stop()
      sender.stop()
      sleepless()
    },

    /** A keystroke in a field `phase/field`, or `learning/question`. */
    typed(key: string, text: string): void {
      if (store.get().fields[key]?.kind !== 'typing') setField(key, { kind: 'typing' })
      sender.typed(key, text)
      drafts.typed(key, text)
    },

    /** The field's text has gone somewhere else: what was saved of it as a draft goes too. */
    emptied(key: string): void {
      drafts.drop(key)
      sender.untyped(key)
      const { fields, outbox } = store.get()
      change({ fields: Object.fromEntries(Object.entries(fields).filter(([one]) => one !== key)) })
      const [phase, field] = key.split('/')
      const { drafts: saved } = store.get().room.mine
      const isSaved = saved.some((one) => one.phase === phase && one.field === field)
      if (!isSaved && !outbox.waiting.some((one) => one.key === key)) return
      void sender.send('draft.save', { phase, field, text: '' }, {}, { key })
    },

    /** What somebody does with a refused text; false when it could not be done. */
    async decide(text: RefusedText, decision: Decision): Promise<boolean> {
      const { room: here } = store.get()
      const next = decide(text.command, decision, here)
      if (next && isOver(here.view)) {
        const { id: phase } = phaseOf(text.command, here.view) ?? {}
        if (!(await keepAsNote(room, { person: here.person, phase, text: textOf(text.command) }))) {
          return false
        }
        const fresh = await link.snapshot()
        if (fresh) replace(fresh)
      } else if (next) {
        const answer = await sender.send(next.type, next.body)
        if (!answer?.ok) return false
      }
      sender.settled(text.command.id)
      return true
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

    /** That somebody else leads now has been read. */
    seatTakenRead(): void {
      change({ seatTaken: null })
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

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
