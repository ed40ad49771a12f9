import { clockText, dayText, londonDay } from '#server/platform/rules/london.ts'
import { Panel } from '../panel.tsx'

type CalledOff = { room: string; title: string; startsAt: number }

/** Says of each room that was called off that it will not take place; nothing where there is none. */
export function CalledOffRooms({ rooms }: { rooms: readonly CalledOff[] }) {
  if (rooms.length === 0) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-4">
      {rooms.map(({ room, title, startsAt }) => (
        <p className="govuk-body" key={room}>
          The room “{title}” on {dayText(londonDay(startsAt))}, {clockText(startsAt)}, was called
          off.
        </p>
      ))}
    </Panel>
  )
}
