import { paths } from '#app/paths.ts'
import { handOverText, ledRoomText, type HandOverFor } from '#server/rights/rules/hand-over.ts'
import type { LedRoom } from '#server/rooms/rules/succession.ts'

/** Says what becomes of the rooms that somebody leads, before they go. */
export function HandOver({ leads }: { leads: readonly LedRoom[] }) {
  if (leads.length === 0) return null
  return (
    <section aria-labelledby="rooms-you-lead">
      <h2 className="govuk-heading-m" id="rooms-you-lead">
        {leads.length === 1 ? 'The room that you lead' : 'The rooms that you lead'}
      </h2>
      <LedRooms leads={leads} reader="leaver" />
    </section>
  )
}

/** Each room and who leads it from then on; only who is in a room gets a link to it. */
export function LedRooms({ leads, reader }: { leads: readonly LedRoom[]; reader: HandOverFor }) {
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
