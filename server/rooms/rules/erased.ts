import type { PersonId } from '#server/platform/rules/ids.ts'
import type { EventBody, EventType } from './events.ts'

/** What stands where somebody's text stood, once they have erased their account. */
export const erasedText = 'Erased by its author'

/** Who is erased, and what to call them from then on. */
export type Erased = {
  person: PersonId
  /** Their name as the room knew it, for the actions that say who does them. */
  names: readonly string[]
  /** Texts of actions that were theirs, which later rooms may repeat. */
  actions: readonly string[]
  calledNow: { name: string; jobTitle: string }
}

type Erase<T extends EventType> = (body: EventBody<T>, isActor: boolean, of: Erased) => EventBody<T>

const asItIs = <B>(body: B): B => body
const own =
  <B extends { text: string }>() =>
  (body: B, isActor: boolean): B =>
    isActor ? { ...body, text: erasedText } : body
const ownTitle =
  <B extends { title: string }>() =>
  (body: B, isActor: boolean): B =>
    isActor ? { ...body, title: erasedText } : body

/**
 * What each event says once `of.person` is erased: their texts and their name go, whatever others
 * wrote and decided stays. A kind of event that is left out here does not compile. Texts without a
 * name cannot be told from anybody else's, so they stay.
 */
const erasures: { [T in EventType]: Erase<T> } = {
  'room.created': (body, _isActor, of) => ({
    ...body,
    people: body.people.map((one) => unnamed(one, of)),
  }),
  'person.joined': (body, _isActor, of) => unnamed(body, of),
  'cards.revealed': (body, _isActor, of) => ({
    ...body,
    cards: body.cards.map((one) => (one.author === of.person ? { ...one, text: erasedText } : one)),
  }),
  'card.posted': (body, isActor, of) =>
    isActor || body.author === of.person ? { ...body, text: erasedText } : body,
  'card.revised': own(),
  'theme.made': ownTitle(),
  'theme.renamed': ownTitle(),
  'statement.proposed': own(),
  'statement.revised': own(),
  'statement.signed': (body, isActor) =>
    isActor && body.text !== undefined ? { ...body, text: erasedText } : body,
  'action.added': (body, isActor, of) => action(isActor ? { ...body, text: erasedText } : body, of),
  'action.changed': (body, isActor, of) =>
    action(isActor && body.text !== undefined ? { ...body, text: erasedText } : body, of),
  'carried.done': (body, _isActor, of) =>
    of.actions.includes(body.text) ? { text: erasedText } : body,
  'room.rescheduled': asItIs,
  'room.opened': asItIs,
  'room.started': asItIs,
  'room.paused': asItIs,
  'room.resumed': asItIs,
  'room.closed': asItIs,
  'stages.listed': asItIs,
  'code.used': asItIs,
  'person.removed': asItIs,
  'phase.opened': asItIs,
  'phase.closing': asItIs,
  'phase.closed': asItIs,
  'phase.extended': asItIs,
  'rules.accepted': asItIs,
  'stage.released': asItIs,
  'card.withdrawn': asItIs,
  'card.moved': asItIs,
  'votes.totalled': asItIs,
  'scales.totalled': asItIs,
  'turn.begun': asItIs,
  'turn.ended': asItIs,
  'hand.raised': asItIs,
  'hand.lowered': asItIs,
  'staff.added': asItIs,
  'staff.removed': asItIs,
  'deputy.named': asItIs,
  'role.changed': asItIs,
  'seat.moved': asItIs,
  'groups.formed': asItIs,
  'groups.recalled': asItIs,
  'help.asked': asItIs,
  'part.cast': asItIs,
  'company.set': asItIs,
  'company.left': asItIs,
  'floor.given': asItIs,
  'clock.held': asItIs,
  'clock.ran': asItIs,
}

/** The body of an event without what `of.person` wrote and was called; the same one where nothing was. */
export function erasedBody<T extends EventType>(
  { type, body, actor }: { type: T; body: EventBody<T>; actor: string | null },
  of: Erased,
): EventBody<T> {
  return erasures[type](body, actor === of.person, of)
}

/** The texts that erasing takes out of an event: exactly those are somebody's own in the log. */
export function textsTaken(before: unknown, after: unknown): string[] {
  if (typeof before === 'string') return after === erasedText && before !== after ? [before] : []
  if (typeof before !== 'object' || before === null) return []
  if (typeof after !== 'object' || after === null) return []
  return Object.entries(before).flatMap(([key, value]: [string, unknown]) =>
    textsTaken(value, Reflect.get(after, key)),
  )
}

function unnamed<P extends { person: PersonId; name: string; jobTitle: string }>(
  one: P,
  { person, calledNow }: Erased,
): P {
  return one.person === person ? { ...one, ...calledNow } : one
}

function action<B extends { owner?: string | undefined }>(body: B, of: Erased): B {
  const isTheirs = body.owner !== undefined && of.names.some((name) => isSame(name, body.owner))
  return isTheirs ? { ...body, owner: of.calledNow.name } : body
}

function isSame(name: string, owner = ''): boolean {
  return owner.trim().toLowerCase() === name.trim().toLowerCase()
}
