import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import {
  createRoomClient,
  initialClientState,
  type ClientState,
  type RoomClient,
} from '#app/room-client/room-client.ts'
import { nameOf } from '#app/room-client/people.ts'
import { stateOf } from '#app/room-client/room-state.ts'
import { hearPresses, stillness } from '#app/room-client/stillness.ts'
import { shownWhenStill } from '#app/room-client/store.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { presentOf } from '#server/rooms/rules/beside.ts'
import type { Beside, Mine, PhaseView, View } from '#server/rooms/rules/shapes.ts'
import type { RoomPage, RoomRefusal } from './room-page.ts'

/** What every part of a room's page works with. */
export type Room = {
  page: RoomPage
  /** Null until the page has woken up, and without JavaScript for good. */
  client: RoomClient | null
  state: ClientState
  view: View
  mine: Mine
  /** The reader. */
  me: PersonId
  /** Who plays which part, who shares a device, who is deputy. */
  beside: Beside
  /** Who has the room open, and who is with them on one device; null while nobody has told us. */
  here: readonly string[] | null
  holdsSeat: boolean
  isStaff: boolean
  takesPart: boolean
  refusal: RoomRefusal | null
}

const Context = createContext<Room | null>(null)

export function useRoom(): Room {
  const room = useContext(Context)
  if (!room) throw new Error('Only inside a RoomProvider.')
  return room
}

export const RoomProvider = Context.Provider

/** The room of this page: as it was rendered, and, once the page is awake, as it is now. */
export function useLiveRoom(page: RoomPage, refusal: RoomRefusal | null): Room {
  const [client] = useState(() =>
    createRoomClient(page.room, stateOf(page.snapshot, page.here), page.now, page.deviceKey),
  )
  // As the server saw it: once awake, the page is told who has gone and come back.
  const [first] = useState(() =>
    initialClientState(stateOf(page.snapshot, page.here, page.holder.isHere)),
  )
  const [awake, setAwake] = useState(false)
  const [shown] = useState(() => shownWhenStill(client.store, stillness))
  useEffect(() => {
    const deaf = hearPresses(stillness)
    client.start()
    setAwake(true)
    return () => {
      client.stop()
      deaf()
    }
  }, [client])
  const state = useSyncExternalStore(shown.subscribe, shown.get, () => first)
  const { view, mine, beside, person, role, here } = state.room
  return {
    page,
    client: awake ? client : null,
    state,
    view,
    mine,
    me: person,
    beside,
    here: here === null ? null : [...presentOf(here, beside)],
    holdsSeat: view.seat.person === person,
    isStaff: role === 'facilitator' || role === 'co-facilitator',
    takesPart: role !== 'observer' && role !== 'projector',
    refusal,
  }
}

/** The server's time, epoch ms: that of the page, and once it is awake renewed every `everyMs`. */
export function useServerNow(everyMs: number): number {
  const { client, page } = useRoom()
  const [now, setNow] = useState(page.now)
  useEffect(() => {
    if (!client) return
    setNow(client.serverNow())
    let callOff = (): void => undefined
    const timer = setInterval(() => {
      callOff()
      callOff = stillness.whenStill(() => setNow(client.serverNow()))
    }, everyMs)
    return () => {
      clearInterval(timer)
      callOff()
    }
  }, [client, everyMs])
  return now
}

/**
 * The look of the main button of a phase: green, but for the facilitator, whose one green button is
 * the next step of the room.
 */
export function useMainButton(): string {
  return useRoom().holdsSeat ? 'govuk-button--secondary' : ''
}

/** What a person is called here; oneself is marked. */
export function useNames(): (person: string) => string {
  const { view, me } = useRoom()
  return (person) => (person === me ? `${nameOf(view, person)} (you)` : nameOf(view, person))
}

/** The first name of whoever facilitates. */
export function facilitatorName(view: View): string {
  return nameOf(view, view.seat.person)
}

/** The phase that the room is in; undefined before the first and after the last. */
export function currentPhase(view: View): PhaseView | undefined {
  return view.phases.find((phase) => phase.id === view.current)
}

/** 4 of "Phase 4 of 10". */
export function placeOf(view: View, phase: PhaseView): number {
  return view.phases.indexOf(phase) + 1
}

export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** The text of a draft that has not been sent; empty where the same text stands as a card. */
export function draftText(mine: Mine, phase: string, field: string): string {
  const draft = mine.drafts.find((one) => one.phase === phase && one.field === field)
  if (!draft) return ''
  const posted = mine.cards.some((card) => card.phase === phase && card.text === draft.text.trim())
  return field === 'card' && posted ? '' : draft.text
}

/** All notes of a phase under one another: cards that were never shown become notes too. */
export function noteText(mine: Mine, phase: string): string {
  return mine.drafts
    .filter((one) => one.phase === phase && one.field === 'note')
    .map((one) => one.text)
    .join('\n\n')
}

/** True once `is` has held for `forMs`. */
export function useLasting(is: boolean, forMs: number): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    if (!is) return
    let callOff = (): void => undefined
    const timer = setTimeout(() => {
      callOff = stillness.whenStill(() => setLong(true))
    }, forMs)
    return () => {
      clearTimeout(timer)
      callOff()
    }
  }, [is, forMs])
  return is && long
}
