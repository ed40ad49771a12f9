import {
  clockText,
  dayTextAhead,
  daysBetween,
  londonDay,
  type Day,
} from '#server/platform/rules/london.ts'
import { Panel } from '../panel.tsx'

type CalledOff = { room: string; title: string; startsAt: number }

/** Says of each room that was called off that it will not take place; nothing where there is none. */
export function CalledOffRooms({ rooms, today }: { rooms: readonly CalledOff[]; today: Day }) {
  if (rooms.length === 0) return null
  const dayOf = (startsAt: number) => {
    const on = londonDay(startsAt)
    return dayTextAhead(on, daysBetween(today, on))
  }
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-4">
      {rooms.map(({ room, title, startsAt }) => (
        <p className="govuk-body" key={room}>
          The room “{title}” on {dayOf(startsAt)}, {clockText(startsAt)}, was called off.
        </p>
      ))}
    </Panel>
  )
}
