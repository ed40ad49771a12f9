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

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.rehearsal ? 'Rehearsal: close' : 'Close'} the room – Casecircle` },
]

/** The one page between a facilitator and the end of a room. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const { view } = found(await context.services.rooms.snapshot(actor, room))
  const { status, title } = view.room
  const closes = status === 'lobby' || status === 'running' || status === 'paused'
  if (view.seat.person !== actor.person || !closes) throw seeOther(paths.room(room))
  return {
    room,
    rehearsal: context.services.rehearsals.isRehearsal(room),
    title,
    seat: view.seat.number,
    id: newCommandId(),
    missing: view.phases.filter((phase) => phase.state === 'pending').map((one) => one.title),
    open: view.phases.find((phase) => phase.id === view.current)?.title ?? null,
  }
}

export default function CloseRoute() {
  const { room, rehearsal, title, seat, id, missing, open } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.room(room)}>Back to the room</BackLink>
      {rehearsal ? <RehearsalNote /> : null}
      <h1 className="govuk-heading-l">Close the room “{title}”?</h1>
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
      <p className="govuk-body">
        {rehearsal
          ? 'In a room of your team, each person would now find a CPD draft in their record.'
          : 'Each person finds a CPD draft in their record. Notes and own learning stay with the person who wrote them. The summary stays with the team.'}
      </p>
      <WarningText>A closed room cannot be opened again.</WarningText>
      <form method="post" action={paths.roomCommands(room)}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="type" value="room.close" />
        <input type="hidden" name="expect.seat" value={seat} />
        <div className="cc-btn-row">
          <Button>Close the room</Button>
          <a className="govuk-link" href={paths.room(room)}>
            Go back to the room
          </a>
        </div>
      </form>
    </Page>
  )
}
