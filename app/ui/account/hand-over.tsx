import { paths } from '#app/paths.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import type { LedRoom } from '#server/rooms/rooms.server.ts'

/** Says what becomes of the rooms that somebody leads, before they go. */
export function HandOver({ leads }: { leads: readonly LedRoom[] }) {
  if (leads.length === 0) return null
  return (
    <section aria-labelledby="rooms-you-lead">
      <h2 className="govuk-heading-m" id="rooms-you-lead">
        {leads.length === 1 ? 'The room that you lead' : 'The rooms that you lead'}
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {leads.map(({ room, title, startsAt, to }) => (
          <li key={room}>
            <a className="govuk-link" href={paths.room(room)}>
              {title}
            </a>
            , {dayTextWithYear(londonDay(startsAt))}:{' '}
            {to === null
              ? 'nobody leads it then. Hand the seat to somebody there first, or your team’s manager has to take it.'
              : `${to} leads it then.`}
          </li>
        ))}
      </ul>
    </section>
  )
}
