import { z } from 'zod'
import { personId, roomId, type PersonId } from '#server/platform/rules/ids.ts'
import {
  cardView,
  day,
  group,
  instantText,
  person,
  phaseId,
  phasePlan,
  position,
  role,
  seat,
  slug,
  stageTitle,
  thingId,
  totals,
  turnEnd,
} from './shapes.ts'

/** The stream of one small group. */
const groupStream = z.templateLiteral(['group:', slug])
const groupName = /^group:[a-z0-9]+(-[a-z0-9]+)*$/

export function isGroupStream(stream: string): stream is GroupStream {
  return groupName.test(stream)
}

export function streamOfGroup(group: string): GroupStream {
  return `group:${group}`
}

const nothing = z.strictObject({})
const revision = z.number().int().min(1)

/** The body of each event. `actor` beside it says who did it, where that may be known. */
export const eventBodies = {
  'room.created': z.strictObject({
    id: roomId,
    title: z.string(),
    format: z.string(),
    startsAt: instantText,
    phases: z.array(phasePlan),
    people: z.array(person),
    seat,
  }),
  'room.rescheduled': z.strictObject({ startsAt: instantText }),
  'room.opened': nothing,
  'room.started': nothing,
  'room.paused': nothing,
  'room.resumed': z.strictObject({ deadline: instantText.optional() }),
  'room.closed': z.strictObject({ abandoned: z.literal(true).optional() }),
  'stages.listed': z.strictObject({ stages: z.array(stageTitle) }),
  'person.joined': person,
  'code.used': nothing,
  'person.removed': z.strictObject({ person: personId }),
  'phase.opened': z.strictObject({
    phase: phaseId,
    again: z.boolean(),
    order: z.array(personId).optional(),
  }),
  'phase.closing': z.strictObject({
    phase: phaseId,
    deadline: instantText,
    next: phaseId.optional(),
  }),
  'phase.closed': z.strictObject({ phase: phaseId }),
  'phase.extended': z.strictObject({ phase: phaseId, minutes: z.number().int() }),
  'rules.accepted': nothing,
  'stage.released': stageTitle,
  'cards.revealed': z.strictObject({
    phase: phaseId,
    cards: z.array(
      z.strictObject({
        card: thingId,
        text: z.string(),
        author: personId.optional(),
        group: slug.optional(),
      }),
    ),
  }),
  'card.posted': cardView,
  'card.revised': z.strictObject({ card: thingId, text: z.string() }),
  'card.withdrawn': z.strictObject({ card: thingId }),
  'card.moved': z.strictObject({ card: thingId, theme: thingId.nullable() }),
  'theme.made': z.strictObject({ theme: thingId, title: z.string() }),
  'theme.renamed': z.strictObject({ theme: thingId, title: z.string() }),
  'votes.totalled': z.strictObject({ phase: phaseId, totals }),
  'scales.totalled': z.strictObject({ phase: phaseId, values: totals }),
  'turn.begun': z.strictObject({ person: personId }),
  'turn.ended': z.strictObject({ person: personId, how: turnEnd }),
  'hand.raised': nothing,
  'hand.lowered': nothing,
  'statement.proposed': z.strictObject({ statement: thingId, revision, text: z.string() }),
  'statement.revised': z.strictObject({ statement: thingId, revision, text: z.string() }),
  'statement.signed': z.strictObject({
    statement: thingId,
    revision,
    position,
    text: z.string().optional(),
  }),
  'action.added': z.strictObject({
    action: thingId,
    text: z.string(),
    owner: z.string().optional(),
    due: day.optional(),
  }),
  'action.changed': z.strictObject({
    action: thingId,
    text: z.string().optional(),
    owner: z.string().optional(),
    due: day.optional(),
  }),
  'staff.added': z.strictObject({ person: personId }),
  'staff.removed': z.strictObject({ person: personId }),
  'deputy.named': z.strictObject({ person: personId }),
  'role.changed': z.strictObject({ person: personId, role }),
  'seat.moved': z.strictObject({ person: personId, seat: z.number().int().min(1) }),
  'groups.formed': z.strictObject({ groups: z.array(group) }),
  'groups.recalled': nothing,
  'help.asked': z.strictObject({ group: slug }),
  'part.cast': z.strictObject({ part: slug, person: personId, plays: z.boolean() }),
  'company.set': z.strictObject({ people: z.array(personId) }),
  'company.left': nothing,
  'floor.given': z.strictObject({ person: personId }),
  'clock.held': z.strictObject({ phase: phaseId }),
  'clock.ran': z.strictObject({ phase: phaseId }),
  'carried.done': z.strictObject({ text: z.string() }),
} as const

export type EventType = keyof typeof eventBodies
export type EventBody<T extends EventType> = z.infer<(typeof eventBodies)[T]>

/**
 * `room` for everybody, `staff` for facilitator and co-facilitators, `group:<group>` for the members
 * of a small group and staff.
 */
export const streamName = z.union([z.enum(['room', 'staff']), groupStream])
export type Stream = z.infer<typeof streamName>
export type GroupStream = z.infer<typeof groupStream>

function eventOf<T extends EventType>(type: T) {
  return z.strictObject({
    stream: streamName,
    seq: z.number().int().min(1),
    type: z.literal(type),
    at: instantText,
    body: eventBodies[type],
    actor: personId.optional(),
  })
}

/** An event as it stands in the log and goes to clients. */
export const logEvent = z.discriminatedUnion('type', [
  eventOf('room.created'),
  eventOf('room.rescheduled'),
  eventOf('room.opened'),
  eventOf('room.started'),
  eventOf('room.paused'),
  eventOf('room.resumed'),
  eventOf('room.closed'),
  eventOf('stages.listed'),
  eventOf('person.joined'),
  eventOf('code.used'),
  eventOf('person.removed'),
  eventOf('phase.opened'),
  eventOf('phase.closing'),
  eventOf('phase.closed'),
  eventOf('phase.extended'),
  eventOf('rules.accepted'),
  eventOf('stage.released'),
  eventOf('cards.revealed'),
  eventOf('card.posted'),
  eventOf('card.revised'),
  eventOf('card.withdrawn'),
  eventOf('card.moved'),
  eventOf('theme.made'),
  eventOf('theme.renamed'),
  eventOf('votes.totalled'),
  eventOf('scales.totalled'),
  eventOf('turn.begun'),
  eventOf('turn.ended'),
  eventOf('hand.raised'),
  eventOf('hand.lowered'),
  eventOf('statement.proposed'),
  eventOf('statement.revised'),
  eventOf('statement.signed'),
  eventOf('action.added'),
  eventOf('action.changed'),
  eventOf('staff.added'),
  eventOf('staff.removed'),
  eventOf('deputy.named'),
  eventOf('role.changed'),
  eventOf('seat.moved'),
  eventOf('groups.formed'),
  eventOf('groups.recalled'),
  eventOf('help.asked'),
  eventOf('part.cast'),
  eventOf('company.set'),
  eventOf('company.left'),
  eventOf('floor.given'),
  eventOf('clock.held'),
  eventOf('clock.ran'),
  eventOf('carried.done'),
])
export type LogEvent = z.infer<typeof logEvent>

/** An event before the store has numbered and timed it. */
export type NewEvent = {
  [T in EventType]: {
    stream: Stream
    type: T
    body: EventBody<T>
    actor?: PersonId
    /** Epoch ms, where the moment of writing must not be told. */
    at?: number
  }
}[EventType]

/** Whether this version knows the type; a client counts and ignores what it does not know. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventBodies, type)
}
