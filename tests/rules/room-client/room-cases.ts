import type { RoomSnapshot } from '#app/room-client/room-state.ts'
import { personId, roomId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import { nothingBeside } from '#server/rooms/rules/beside.ts'
import type { Mine } from '#server/rooms/rules/shapes.ts'
import { fold } from '#server/rooms/rules/view.ts'

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const room = roomId.parse(uuid(1))
export const amara = personId.parse(uuid(11))
export const ben = personId.parse(uuid(12))
export const cardId = (n: number) => uuid(100 + n)

const at = '2026-11-26T10:00:00.000Z'

export const created: LogEvent = {
  stream: 'room',
  seq: 1,
  type: 'room.created',
  at,
  actor: amara,
  body: {
    id: room,
    title: 'The quiet visit',
    format: 'swott',
    startsAt: at,
    phases: [
      plan('write', 'Write', 'write'),
      { ...plan('theme', 'Theme and vote', 'theme'), dots: 3 },
    ],
    people: [
      { person: amara, name: 'Amara Osei', jobTitle: 'Team manager', role: 'facilitator' },
      { person: ben, name: 'Ben Whitfield', jobTitle: 'Social worker', role: 'participant' },
    ],
    seat: { person: amara, number: 1 },
  },
}

function plan(id: string, title: string, kind: 'write' | 'theme') {
  return { id, kind, title, minutes: 6, prompts: [], anonymous: false }
}

/** The log of a room that has started and is in its theme phase, up to `seq` 5. */
export const log: LogEvent[] = [
  created,
  { stream: 'room', seq: 2, type: 'room.opened', at, actor: amara, body: {} },
  { stream: 'room', seq: 3, type: 'room.started', at, actor: amara, body: {} },
  { stream: 'room', seq: 4, type: 'phase.opened', at, body: { phase: 'theme', again: false } },
  posted(5, 'First.'),
]

export function posted(seq: number, text: string, author = ben): LogEvent {
  const body = { card: cardId(seq), phase: 'theme', text, author }
  return { stream: 'room', seq, type: 'card.posted', at, actor: author, body }
}

export const noMine: Mine = {
  revision: 0,
  drafts: [],
  cards: [],
  votes: {},
  scales: {},
  opened: [],
  learning: {},
  asked: [],
  pauses: [],
}

/** What Ben is sent when the room is at `seq`. */
export function snapshotAt(seq: number): RoomSnapshot {
  return {
    person: ben,
    role: 'participant',
    heads: { room: seq },
    digest: '',
    view: fold(log.slice(0, seq)),
    mine: noMine,
    beside: nothingBeside,
    notes: [],
    helps: [],
  }
}
