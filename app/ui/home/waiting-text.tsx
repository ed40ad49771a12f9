import { useEffect, useState } from 'react'
import { paths } from '#app/paths.ts'
import { roomsWithUnsent } from '#app/room-client/device-store.ts'
import { Panel } from '../panel.tsx'

/** Says where a text waits on this device that a bad network has held back; nothing when none does. */
export function WaitingText({ owner }: { owner: string | null }) {
  const [rooms, setRooms] = useState<readonly string[]>([])
  useEffect(() => {
    if (owner !== null) void roomsWithUnsent(owner).then(setRooms)
  }, [owner])
  if (rooms.length === 0) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>Something you wrote in a room has not been sent.</b> It is kept on this device, and only
        you can read it. Open the room to send it, to keep it as a note, or to throw it away.
      </p>
      <ul className="govuk-list govuk-!-margin-bottom-0">
        {rooms.map((room, index) => (
          <li key={room}>
            <a className="govuk-link" href={paths.room(room)}>
              Open the room{rooms.length > 1 ? ` (${index + 1} of ${rooms.length})` : ''}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
