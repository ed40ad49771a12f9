import type { PersonId } from '#server/platform/rules/ids.ts'
import { streamOfGroup, type LogEvent, type Stream } from './events.ts'
import type { GroupNote, Help, Role, View } from './shapes.ts'
import { isStaff } from './state.ts'

export type { GroupNote, Help } from './shapes.ts'

/** The group that `person` works in now. */
export function groupOf(view: View, person: PersonId): string | undefined {
  return view.groups.find(({ people }) => people.includes(person))?.group
}

/** The streams that somebody may read: their own group's, for staff those of all groups. */
export function streamsFor(view: View, person: PersonId, role: Role): Stream[] {
  const streams: Stream[] = isStaff(role) ? ['room', 'staff'] : ['room']
  const inside = view.groups.filter(({ people }) => isStaff(role) || people.includes(person))
  return [...streams, ...inside.map(({ group }) => streamOfGroup(group))]
}

/** `notes` after one event of a group's stream; what the room has been shown drops out. */
export function applyNote(notes: readonly GroupNote[], event: LogEvent): readonly GroupNote[] {
  if (event.stream === 'room') return shown(notes, event)
  if (event.stream === 'staff') return notes
  const group = event.stream.slice('group:'.length)
  switch (event.type) {
    case 'card.posted': {
      const { card, phase, text, author } = event.body
      return author === undefined ? notes : [...notes, { group, card, phase, text, author }]
    }
    case 'card.revised': {
      const { card, text } = event.body
      return notes.map((one) => (one.card === card ? { ...one, text } : one))
    }
    case 'card.withdrawn':
      return notes.filter((one) => one.card !== event.body.card)
    default:
      return notes
  }
}

function shown(notes: readonly GroupNote[], event: LogEvent): readonly GroupNote[] {
  if (event.type !== 'cards.revealed' || notes.length === 0) return notes
  const cards = new Set(event.body.cards.map(({ card }) => card))
  const left = notes.filter(({ card }) => !cards.has(card))
  return left.length === notes.length ? notes : left
}

/** Groups that have asked for help since they were formed, each with when it last did. */
export function applyHelp(helps: readonly Help[], event: LogEvent): readonly Help[] {
  switch (event.type) {
    case 'help.asked': {
      const { group } = event.body
      return [...helps.filter((one) => one.group !== group), { group, at: event.at }]
    }
    case 'groups.formed':
    case 'groups.recalled':
      return helps.length === 0 ? helps : []
    default:
      return helps
  }
}

/** The notes of all groups' `events` that the room has not been shown yet. */
export function notesOf(view: View, events: Iterable<LogEvent>): GroupNote[] {
  let notes: readonly GroupNote[] = []
  for (const event of events) notes = applyNote(notes, event)
  const known = new Set(view.cards.map(({ card }) => card))
  return notes.filter(({ card }) => !known.has(card))
}
