import type { PersonId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import { announcement } from '#server/rooms/rules/phases/index.ts'
import type { Mine, View } from '#server/rooms/rules/shapes.ts'
import { listed, nameOf } from './people.ts'

/**
 * What a screen reader is told about `events` that have just been applied, in one short summary;
 * empty when there is nothing worth hearing. What oneself did is not told. Pure.
 */
export function newsOf(view: View, person: string, events: readonly LogEvent[]): string {
  const others = events.filter((event) => event.actor !== person)
  const moments = events.flatMap(
    (event) =>
      ofTheRoom(view, event) ?? ofTurns(view, person, event) ?? ofPeople(view, person, event) ?? [],
  )
  return [...moments, ...counts(view, others)].join(' ')
}

/** What a screen reader is told when one's own document has changed by what others did. Pure. */
export function newsOfMine(before: Mine, after: Mine): string {
  const asked = after.asked.some((phase) => !before.asked.includes(phase))
  const pauses = after.pauses.length > before.pauses.length
  return [
    ...(asked
      ? ['Few people wrote. You are asked whether your cards may be shown without your name.']
      : []),
    ...(pauses ? ['Somebody needs a pause.'] : []),
  ].join(' ')
}

/** The room and its phases; null for what is no matter of theirs. */
function ofTheRoom(view: View, event: LogEvent): string[] | null {
  switch (event.type) {
    case 'room.opened':
      return ['The room is open. It starts when the facilitator starts it.']
    case 'room.paused':
      return ['The room is paused. Your text is kept.']
    case 'room.resumed':
      return ['The room goes on.']
    case 'room.closed':
      return ['The room is closed. What you wrote for yourself is kept.']
    case 'phase.closing':
      return [`This phase closes ${untilThen(event)}. Finish your sentence. Your text is kept.`]
    case 'phase.opened': {
      const phase = view.phases.find((one) => one.id === event.body.phase)
      return phase ? [announcement(view, phase)] : []
    }
    case 'phase.closed':
      return view.current === undefined ? ['That was the last phase.'] : []
    case 'phase.extended':
      return [event.body.minutes === 1 ? '1 more minute.' : `${event.body.minutes} more minutes.`]
    case 'clock.held':
      return ['The clock of this phase is held.']
    case 'clock.ran':
      return ['The clock goes on.']
    case 'stage.released':
      return [`The facilitator shows a part of the case: ${event.body.title}.`]
    case 'votes.totalled':
      return ['All votes are shown.']
    case 'scales.totalled':
      return ['All values are shown.']
    default:
      return null
  }
}

function untilThen({ at, body }: Extract<LogEvent, { type: 'phase.closing' }>): string {
  const seconds = Math.round((Date.parse(body.deadline) - Date.parse(at)) / 1000)
  if (seconds < 1) return 'now'
  return seconds === 1 ? 'in 1 second' : `in ${seconds} seconds`
}

function ofTurns(view: View, person: string, event: LogEvent): string[] | null {
  switch (event.type) {
    case 'turn.begun':
      return [
        event.body.person === person
          ? 'It is your turn.'
          : `${nameOf(view, event.body.person)} speaks.`,
      ]
    case 'turn.ended': {
      const { person: speaker, how } = event.body
      const passed = how === 'passed' && speaker !== person
      const isOver = Object.values(view.turns).every(({ now }) => now === undefined)
      return [
        ...(passed ? [`${nameOf(view, speaker)} passes.`] : []),
        ...(isOver ? ['Everybody has had a turn.'] : []),
      ]
    }
    default:
      return null
  }
}

/** Who leads, who is with whom, and what becomes of oneself. */
function ofPeople(view: View, person: string, event: LogEvent): string[] | null {
  const isMe = (who: PersonId) => who === person
  switch (event.type) {
    case 'seat.moved': {
      const { person: holder } = event.body
      return [isMe(holder) ? 'You facilitate now.' : `${nameOf(view, holder)} facilitates now.`]
    }
    case 'staff.added':
      return isMe(event.body.person) ? ['You help to facilitate now.'] : []
    case 'staff.removed':
      return isMe(event.body.person) ? ['You take part now, without leading.'] : []
    case 'role.changed': {
      if (!isMe(event.body.person)) return []
      return [event.body.role === 'observer' ? 'You watch now.' : 'You take part now.']
    }
    case 'part.cast': {
      const { person: player, plays } = event.body
      if (!plays) return []
      return isMe(player)
        ? ['You have a part now. It stands above the work.']
        : [`${nameOf(view, player)} has a part now.`]
    }
    case 'floor.given':
      return [
        isMe(event.body.person)
          ? 'You have the floor.'
          : `${nameOf(view, event.body.person)} has the floor.`,
      ]
    case 'deputy.named':
      return isMe(event.body.person)
        ? ['You are the deputy. You can take over when the facilitator is away.']
        : []
    case 'person.joined':
      return isMe(event.body.person) ? [] : [`${nameOf(view, event.body.person)} comes in.`]
    case 'person.removed':
      return ['One person is not in the room any more.']
    case 'company.set': {
      const { actor, body } = event
      if (actor === undefined || !body.people.some(isMe)) return []
      return [`${nameOf(view, actor)} says that you are together on one device.`]
    }
    case 'groups.formed': {
      const own = event.body.groups.find(({ people }) => people.some(isMe))
      if (!own) return event.actor === person ? [] : ['Small groups are formed. You are in none.']
      const others = own.people.filter((one) => !isMe(one)).map((one) => nameOf(view, one))
      return [`You are in ${own.title}${others.length > 0 ? `, with ${listed(others)}` : ''}.`]
    }
    case 'groups.recalled':
      return ['Everybody comes back from the small groups.']
    case 'help.asked': {
      const group = view.groups.find((one) => one.group === event.body.group)
      return [`${group?.title ?? 'A group'} asks for help.`]
    }
    default:
      return null
  }
}

type OfType<T extends LogEvent['type']> = Extract<LogEvent, { type: T }>

function ofType<T extends LogEvent['type']>(events: readonly LogEvent[], type: T): OfType<T>[] {
  return events.filter((event): event is OfType<T> => event.type === type)
}

/** What comes in numbers: told once for all that came together, by others than oneself. */
function counts(view: View, events: readonly LogEvent[]): string[] {
  const posted = ofType(events, 'card.posted')
  const late = posted.filter(({ body }) => body.late === true)
  const shown = ofType(events, 'cards.revealed').reduce(
    (sum, { body }) => sum + body.cards.length,
    0,
  )
  const themes = ofType(events, 'theme.made')
  const [theme] = themes
  return [
    ...counted(posted.length - late.length, 'A new card.', 'new cards.'),
    ...counted(late.length, 'A card is sent late.', 'cards are sent late.'),
    ...counted(shown, '1 card is shown.', 'cards are shown.'),
    ...counted(themes.length, `A new theme: ${theme?.body.title ?? ''}.`, 'new themes.'),
    ...ofType(events, 'theme.renamed').map(({ body }) => `A theme is now called ${body.title}.`),
    ...counted(ofType(events, 'card.moved').length, 'A card was moved.', 'cards were moved.'),
    ...ofType(events, 'hand.raised').flatMap(({ actor }) =>
      actor ? [`${nameOf(view, actor)} raises a hand.`] : [],
    ),
    ...counted(
      ofType(events, 'statement.proposed').length,
      'A new statement is proposed.',
      'new statements are proposed.',
    ),
    ...ofType(events, 'statement.revised').map(
      () => 'A statement has a new version. Earlier answers to it are cleared.',
    ),
    ...counted(
      ofType(events, 'statement.signed').length,
      'A new answer to a statement.',
      'new answers to statements.',
    ),
    ...counted(ofType(events, 'action.added').length, 'A new action.', 'new actions.'),
  ]
}

function counted(count: number, one: string, many: string): string[] {
  if (count === 0) return []
  return [count === 1 ? one : `${count} ${many}`]
}
