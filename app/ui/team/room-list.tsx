import { paths } from '#app/paths.ts'
import type { TeamRoom } from '#server/guidance/rules/team-matrix.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { whenText } from '../home/next-panel.tsx'

const states = {
  scheduled: 'To come',
  lobby: 'Open',
  running: 'Under way',
  paused: 'Paused',
  closed: 'Done',
  abandoned: 'Done',
} satisfies Record<TeamRoom['status'], string>

/** `attendedApart`: who was there, where no table of the page says it. */
type ListedRoom = TeamRoom & { attendedApart: readonly string[] | null }

/** The team's rooms, the next or newest first, each with a link. */
export function RoomList({ rooms, today }: { rooms: readonly ListedRoom[]; today: Day }) {
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
            , {room.hasLapsed ? 'nobody opened it' : states[room.status].toLowerCase()}
            {room.attendedApart ? attendedText(room.attendedApart) : null}
            {room.isUnled ? <Unled room={room} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** '. Attended: Hana Sato, Idris Bello' */
function attendedText(names: readonly string[]): string {
  return names.length > 0 ? `. Attended: ${names.join(', ')}` : '. Nobody of the team attended'
}

/** Nobody leads it any more: the manager takes it, or stays with the team without a room. */
function Unled({ room }: { room: TeamRoom }) {
  return (
    <form method="post">
      <p className="govuk-body govuk-!-margin-bottom-2">
        Its facilitator has left. Nobody leads this room.
      </p>
      <input type="hidden" name="room" value={room.room} />
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
        Lead this room<span className="govuk-visually-hidden">: {room.title}</span>
      </Button>
    </form>
  )
}
