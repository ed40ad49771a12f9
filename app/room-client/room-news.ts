import type { LogEvent } from '#server/rooms/rules/events.ts'
import { announcement } from '#server/rooms/rules/phases/index.ts'
import type { Mine, View } from '#server/rooms/rules/shapes.ts'
import { nameOf } from './people.ts'

/**
 * What a screen reader is told about `events` that have just been applied, in one short summary;
 * empty when there is nothing worth hearing. What oneself did is not told. Pure.
 */
export function newsOf(view: View, person: string, events: readonly LogEvent[]): string {
  const others = events.filter((event) => event.actor !== person)
  return [...moments(view, person, events), ...counts(view, others)].join(' ')
}

/** What a screen reader is told when one's own document has changed by what others did. Pure. */
export function newsOfMine(before: Mine, after: Mine): string {
  const asked = after.asked.some((phase) => !before.asked.includes(phase))
  const pauses = after.pauses.length > before.pauses.length
  return [
    ...(asked ? ['You are asked whether your cards may be shown.'] : []),
    ...(pauses ? ['Somebody needs a pause.'] : []),
  ].join(' ')
}

function moments(view: View, person: string, events: readonly LogEvent[]): string[] {
  return events.flatMap((event): string[] => {
    switch (event.type) {
      case 'room.opened':
        return ['The room is open. It starts when the facilitator starts it.']
      case 'room.paused':
        return ['The room is paused. Your text is kept.']
      case 'room.resumed':
        return ['The room goes on.']
      case 'room.closed':
        return ['The room is closed.']
      case 'phase.closing':
        return ['This phase is closing. Finish your sentence. Your text is kept.']
      case 'phase.opened': {
        const phase = view.phases.find((one) => one.id === event.body.phase)
        return phase ? [announcement(view, phase)] : []
      }
      case 'phase.closed':
        return view.current === undefined ? ['That was the last phase.'] : []
      case 'phase.extended':
        return [`${event.body.minutes} more minutes.`]
      case 'stage.released':
        return [`The facilitator shows a part of the case: ${event.body.title}.`]
      case 'turn.begun':
        return [
          event.body.person === person
            ? 'It is your turn.'
            : `${nameOf(view, event.body.person)} speaks.`,
        ]
      case 'seat.moved':
        return [
          event.body.person === person
            ? 'You facilitate now.'
            : `${nameOf(view, event.body.person)} facilitates now.`,
        ]
      case 'groups.formed': {
        const own = event.body.groups.find(({ people }) => people.some((one) => one === person))
        const others = own?.people.filter((one) => one !== person).map((one) => nameOf(view, one))
        if (!own) return ['Small groups are formed. You are in none.']
        return [`You are in ${own.title}${others?.length ? `, with ${others.join(', ')}` : ''}.`]
      }
      case 'groups.recalled':
        return ['Everybody comes back from the small groups.']
      case 'help.asked': {
        const group = view.groups.find((one) => one.group === event.body.group)
        return [`${group?.title ?? 'A group'} asks for help.`]
      }
      case 'votes.totalled':
        return ['All votes are shown.']
      case 'statement.proposed':
        return event.actor === person ? [] : ['A new statement is proposed.']
      case 'statement.revised':
        return ['A statement has a new version. Earlier answers to it are cleared.']
      default:
        return []
    }
  })
}

function counts(view: View, events: readonly LogEvent[]): string[] {
  const posted = events.filter((event) => event.type === 'card.posted').length
  const shown = events.reduce(
    (sum, event) => (event.type === 'cards.revealed' ? sum + event.body.cards.length : sum),
    0,
  )
  const moved = events.filter((event) => event.type === 'card.moved').length
  const hands = events.filter((event) => event.type === 'hand.raised')
  const signed = events.filter((event) => event.type === 'statement.signed').length
  const actions = events.filter((event) => event.type === 'action.added').length
  return [
    ...(posted > 0 ? [posted === 1 ? 'A new card.' : `${posted} new cards.`] : []),
    ...(shown > 0 ? [shown === 1 ? '1 card is shown.' : `${shown} cards are shown.`] : []),
    ...(moved > 0 ? [moved === 1 ? 'A card was moved.' : `${moved} cards were moved.`] : []),
    ...hands.flatMap((event) =>
      event.actor ? [`${nameOf(view, event.actor)} raises a hand.`] : [],
    ),
    ...(signed > 0
      ? [signed === 1 ? 'A new answer to a statement.' : `${signed} new answers.`]
      : []),
    ...(actions > 0 ? ['A new action.'] : []),
  ]
}
