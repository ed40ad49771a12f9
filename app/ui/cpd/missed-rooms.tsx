import { paths } from '#app/paths.ts'
import type { MissedRoom } from '#server/catch-up/catch-up.server.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

/** Rooms of one's team without oneself, and what to do instead. */
export function MissedRooms({ rooms }: { rooms: readonly MissedRoom[] }) {
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="missed">
      <h2 className="govuk-heading-m" id="missed">
        {rooms.length === 1 ? 'A room without you' : 'Rooms without you'}
      </h2>
      <ul className="govuk-list">
        {rooms.map(({ room, title, startsAt }) => (
          <li key={room}>
            <a className="govuk-link" href={paths.roomCatchUp(room)}>
              {title}
            </a>
            , {dayTextWithYear(londonDay(startsAt))}: talk about it with a peer instead
          </li>
        ))}
      </ul>
    </section>
  )
}
