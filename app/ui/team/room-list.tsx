import { paths } from '#app/paths.ts'
import type { TeamRoom } from '#server/guidance/rules/team-matrix.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { whenText } from '../home/next-panel.tsx'

const states = {
  scheduled: 'To come',
  lobby: 'Open',
  running: 'Under way',
  paused: 'Paused',
  closed: 'Done',
  abandoned: 'Done',
} satisfies Record<TeamRoom['status'], string>

/** The team's rooms, the next or newest first, each with a link. */
export function RoomList({ rooms, today }: { rooms: readonly TeamRoom[]; today: Day }) {
  if (rooms.length === 0) return null
  const newestFirst = [...rooms].sort((a, b) => b.startsAt - a.startsAt)
  return (
    <section aria-labelledby="rooms">
      <h2 className="govuk-heading-m" id="rooms">
        Rooms
      </h2>
      <ul className="govuk-list govuk-list--spaced">
        {newestFirst.map((room) => (
          <li key={room.room}>
            <a className="govuk-link" href={paths.room(room.room)}>
              {whenText(room.startsAt, room.minutes, today)}: {room.title}
            </a>
            , {states[room.status].toLowerCase()}
          </li>
        ))}
      </ul>
    </section>
  )
}
