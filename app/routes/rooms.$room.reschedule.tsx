import type {
  ActionFunctionArgs,
  AppLoadContext,
  LoaderFunctionArgs,
  MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  found,
  readForm,
  readParam,
  refused,
  seeOther,
  signedIn,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { DateAndTime } from '#app/ui/room/date-and-time.tsx'
import type { Actor } from '#server/access/rules/actor.ts'
import { roomId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { rescheduleForm } from '#server/rooms/rules/schedule.ts'

export const meta: MetaFunction = () => [{ title: 'Change the date or time – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const view = await scheduledView(context, actor, room)
  const startsAt = Date.parse(view.room.startsAt)
  return { room, title: view.room.title, date: londonDay(startsAt), time: londonMinute(startsAt) }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  await scheduledView(context, actor, room)
  const form = await readForm(request, rescheduleForm)
  if (!form.ok) return refused(form)
  const moved = await context.services.rooms.reschedule(actor, room, form.value)
  return moved.ok ? seeOther(paths.room(room)) : refused(moved, form.typed)
}

/** The room for whoever holds its seat while it can be moved; everybody else goes to its page. */
async function scheduledView({ services }: AppLoadContext, actor: Actor, room: RoomId) {
  const { view } = found(await services.rooms.snapshot(actor, room))
  if (view.seat.person !== actor.person || view.room.status !== 'scheduled') {
    throw seeOther(paths.room(room))
  }
  return view
}

export default function RescheduleRoute() {
  const { room, title, date, time } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.room(room)}>Back to the room</BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-l">Change the date or time of “{title}”</h1>
      <form method="post" noValidate>
        <DateAndTime
          date={refusal?.typed['date'] ?? date}
          time={refusal?.typed['time'] ?? time}
          errors={{ date: errorOf(refusal, 'date'), time: errorOf(refusal, 'time') }}
        />
        <div className="cc-btn-row">
          <Button>Save the new time</Button>
        </div>
      </form>
    </Page>
  )
}
