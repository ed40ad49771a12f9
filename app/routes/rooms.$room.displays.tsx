import {
  data,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { roomId } from '#server/platform/rules/ids.ts'
import { clockText, dayText, londonDay } from '#server/platform/rules/london.ts'
import { displayForm } from '#server/rooms/rules/display-form.ts'

export const meta: MetaFunction = () => [{ title: 'Display addresses – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  return { room, displays: found(await context.services.rooms.displays(actor, room)) }
}

/** Makes an address, which this answer alone shows, or stops one. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const { rooms } = context.services
  found(await rooms.displays(actor, room))
  const form = await readForm(request, displayForm)
  if (!form.ok) return refused(form)
  if (form.value.intent === 'stop') {
    const stopped = await rooms.stopDisplay(actor, room, form.value.display)
    return stopped.ok ? seeOther(paths.roomDisplays(room)) : refused(stopped)
  }
  const made = await rooms.makeDisplay(actor, room)
  if (!made.ok) return refused(made)
  const address = `${context.origin}${paths.roomScreen(room)}?display=${made.value.secret}`
  return data({ address }, { status: 201 })
}

export default function DisplaysRoute() {
  const { room, displays } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.room(room)}>Back to the room</BackLink>
      <FormErrors refusal={answer && 'errors' in answer ? answer : undefined} />
      <h1 className="govuk-heading-l">Display addresses</h1>
      {answer && 'address' in answer ? <NewAddress address={answer.address} /> : null}
      <p className="govuk-body">
        With a display address a screen on the wall shows this room, without signing in. It shows
        the question, the time, cards and statements of all: no private text, no notes for
        facilitators. Whoever has the address sees the same, so stop it after the room.
      </p>
      <form method="post" action={paths.roomDisplays(room)}>
        <input type="hidden" name="intent" value="make" />
        <Button classes={displays.length > 0 ? 'govuk-button--secondary' : ''}>
          Make a display address
        </Button>
      </form>
      <h2 className="govuk-heading-m">In use: {displays.length}</h2>
      {displays.length === 0 ? (
        <p className="govuk-body">No display address is in use.</p>
      ) : (
        <ul className="govuk-list cc-stack">
          {displays.map(({ display, madeBy, madeAt }) => (
            <li key={display}>
              <p className="govuk-body govuk-!-margin-bottom-1">
                Made by {madeBy} on {dayText(londonDay(madeAt))}, {clockText(madeAt)}
              </p>
              <form method="post" action={paths.roomDisplays(room)}>
                <input type="hidden" name="intent" value="stop" />
                <input type="hidden" name="display" value={display} />
                <Button classes="govuk-button--secondary">
                  Stop this address
                  <span className="govuk-visually-hidden">
                    , made at {clockText(madeAt)} by {madeBy}
                  </span>
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

function NewAddress({ address }: { address: string }) {
  return (
    <Panel kind="now" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m">The new display address</h2>
      <p className="govuk-body cc-address">
        <code>{address}</code>
      </p>
      <p className="govuk-body">
        Copy it now: it is shown this once. Open it on the computer of the big screen, in full
        screen (F11), so that nobody reads the address off the wall.
      </p>
    </Panel>
  )
}
