import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { newCommandId } from '#app/room-client/command-id.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { WarningText } from '#app/ui/govuk/warning-text/warning-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { RehearsalNote } from '#app/ui/room/rehearsal.tsx'
import { roomId } from '#server/platform/rules/ids.ts'
import { dayTextWithYear, clockText, londonDay } from '#server/platform/rules/london.ts'
import type { View } from '#server/rooms/rules/shapes.ts'
import { isOver } from '#server/rooms/rules/state.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${titleOf(data)} – Casecircle` },
]

type Ending = 'call-off' | 'close-early' | 'close'

function titleOf(data?: { ending: Ending; rehearsal: boolean }): string {
  if (data?.ending === 'call-off') return 'Call off the session'
  return `${data?.rehearsal ? 'Rehearsal: close' : 'Close'} the room`
}

/** The one page between a facilitator and the end of a room: also of one that has not begun. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const { view } = found(await context.services.rooms.snapshot(actor, room))
  if (view.seat.person !== actor.person || isOver(view)) throw seeOther(paths.room(room))
  const startsAt = Date.parse(view.room.startsAt)
  return {
    room,
    ending: endingOf(view),
    rehearsal: context.services.rehearsals.isRehearsal(room),
    title: view.room.title,
    when: `${dayTextWithYear(londonDay(startsAt))}, ${clockText(startsAt)}`,
    seat: view.seat.number,
    id: newCommandId(),
    missing: view.phases.filter((phase) => phase.state === 'pending').map((one) => one.title),
    open: view.phases.find((phase) => phase.id === view.current)?.title ?? null,
  }
}

function endingOf({ room }: View): Ending {
  if (room.status === 'scheduled') return 'call-off'
  return room.status === 'lobby' ? 'close-early' : 'close'
}

export default function CloseRoute() {
  const page = useLoaderData<typeof loader>()
  const { room, rehearsal, title, seat, id } = page
  const callsOff = page.ending === 'call-off'
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.room(room)}>Back to the room</BackLink>
      {rehearsal ? <RehearsalNote /> : null}
      <h1 className="govuk-heading-l">
        {callsOff ? `Call off “${title}”?` : `Close the room “${title}”?`}
      </h1>
      {page.ending === 'close' ? <WhatIsOpen missing={page.missing} open={page.open} /> : null}
      <p className="govuk-body">{whatFollows(page)}</p>
      <WarningText>
        {callsOff
          ? 'This cannot be undone. You can schedule another room.'
          : 'A closed room cannot be opened again.'}
      </WarningText>
      <form method="post" action={paths.roomCommands(room)}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="type" value={callsOff ? 'room.cancel' : 'room.close'} />
        <input type="hidden" name="expect.seat" value={seat} />
        <div className="cc-btn-row">
          <Button>{callsOff ? 'Call off the session' : 'Close the room'}</Button>
          {callsOff ? (
            <a className="govuk-link" href={paths.roomReschedule(room)}>
              Change the date or time instead
            </a>
          ) : (
            <a className="govuk-link" href={paths.room(room)}>
              Go back to the room
            </a>
          )}
        </div>
      </form>
    </Page>
  )
}

function whatFollows({
  ending,
  rehearsal,
  when,
}: {
  ending: Ending
  rehearsal: boolean
  when: string
}): string {
  if (ending === 'call-off') {
    return `It is planned for ${when}. It leaves everybody’s home page and calendar address at once. Casecircle sends no message: tell your team.`
  }
  if (rehearsal) {
    return 'In a room of your team, each person would now find a CPD draft in their record.'
  }
  if (ending === 'close-early') {
    return 'The session has not started. If you close the room now, it did not take place: nobody gets a CPD draft, and nobody has missed it.'
  }
  return 'Each person finds a CPD draft in their record. Notes and own learning stay with the person who wrote them. The summary stays with the team.'
}

function WhatIsOpen({ missing, open }: { missing: readonly string[]; open: string | null }) {
  return (
    <>
      {open ? (
        <p className="govuk-body">
          “{open}” is still open. Cards that have not been shown stay their authors’ notes.
        </p>
      ) : null}
      {missing.length > 0 ? (
        <>
          <p className="govuk-body">These phases have not been opened:</p>
          <ul className="govuk-list govuk-list--bullet">
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className="govuk-body">All phases have been opened.</p>
      )}
    </>
  )
}
