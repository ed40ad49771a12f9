import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { RehearsalNote } from '#app/ui/room/rehearsal.tsx'
import { Summary, WhoReadsSummary } from '#app/ui/room/summary.tsx'
import { roomId } from '#server/platform/rules/ids.ts'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { isPast } from '#server/rooms/rules/state.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Summary${data ? `: ${data.title}` : ''} – Casecircle` },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const rehearsal = context.services.rehearsals.isRehearsal(room)
  return { room, rehearsal, ...found(await context.services.rooms.summary(actor, room)) }
}

export default function SummaryRoute() {
  const summary = useLoaderData<typeof loader>()
  const { room, title, people, startsAt, status } = summary
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.room(room)}>Back to the room</BackLink>
      {summary.rehearsal ? <RehearsalNote /> : null}
      <h1 className="govuk-heading-xl">{title}: summary</h1>
      <p className="govuk-body">
        {dayTextWithYear(londonDay(startsAt))}, {clockText(startsAt)}.{' '}
        {isPast(status)
          ? 'The room is closed.'
          : 'The room is not closed yet: this may still change.'}
      </p>
      <WhoReadsSummary />
      <div className="cc-btn-row govuk-!-margin-bottom-6">
        <Button href={paths.roomSummaryPdf(room)} classes="govuk-button--secondary">
          Download PDF
        </Button>
      </div>
      <Summary summary={summary} people={people} />
    </Page>
  )
}
