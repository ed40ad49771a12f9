import { paths } from '#app/paths.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { Panel } from '../panel.tsx'
import { facilitatedText, whenText, type HomeRoom } from './next-panel.tsx'

/** A room ahead: when, what, who leads it, and what one can do about it now. */
export function RoomCard({ room, today }: { room: HomeRoom; today: Day }) {
  const leads = room.role === 'facilitator'
  return (
    <Panel classes="govuk-!-margin-bottom-4">
      <h3 className="govuk-heading-m govuk-!-margin-bottom-1">
        {whenText(room.startsAt, room.minutes, today)}
      </h3>
      <p className="govuk-body">
        {room.title}: a case for {room.teamName}.
        <br />
        {leads ? 'You facilitate.' : facilitatedText(room)}
        {room.hasLapsed ? ' Nobody has opened this room, and its time is over.' : ''}
      </p>
      <div className="cc-btn-row">
        <a className="govuk-link" href={paths.room(room.room)}>
          {linkText(room)}
        </a>
        {room.hasLapsed ? null : (
          <a className="govuk-link" href={paths.calendar}>
            Add to calendar
          </a>
        )}
      </div>
    </Panel>
  )
}

function linkText({ role, hasLapsed }: HomeRoom): string {
  if (role !== 'facilitator') return 'See the room'
  return hasLapsed ? 'Move it or call it off' : 'Prepare the room'
}
