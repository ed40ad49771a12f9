import { paths } from '#app/paths.ts'
import { handOverText, ledRoomText, type HandOverFor } from '#server/rights/rules/hand-over.ts'
import type { LedRoom } from '#server/rooms/rules/succession.ts'

type LedBy = { leads: readonly LedRoom[]; reader: HandOverFor }

/** Says what becomes of the rooms that somebody leads, before they go. */
export function HandOver({ leads, reader }: LedBy) {
  if (leads.length === 0) return null
  const who = reader === 'leaver' ? 'you' : 'they'
  return (
    <section aria-labelledby="rooms-led">
      <h2 className="govuk-heading-m" id="rooms-led">
        {leads.length === 1 ? `The room that ${who} lead` : `The rooms that ${who} lead`}
      </h2>
      <LedRooms leads={leads} reader={reader} />
    </section>
  )
}

/** Said before the last manager of a team goes. */
export function NoOtherManager({ team }: { team: string }) {
  return (
    <p className="govuk-body">
      <b>{team} has no other manager.</b> Until it has one, nobody gives it toolkits or schedules
      its rooms.
    </p>
  )
}

/** Each room and who leads it from then on; only who is in a room gets a link to it. */
export function LedRooms({ leads, reader }: LedBy) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {leads.map((led) => (
        <li key={led.room}>
          {reader === 'leaver' ? (
            <a className="govuk-link" href={paths.room(led.room)}>
              {ledRoomText(led)}
            </a>
          ) : (
            ledRoomText(led)
          )}
          : {handOverText(led, reader)}
        </li>
      ))}
    </ul>
  )
}
