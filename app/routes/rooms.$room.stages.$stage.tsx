import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { RehearsalNote } from '#app/ui/room/rehearsal.tsx'
import { StageArticle, stageHeading } from '#app/ui/room/stage-text.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { roomId } from '#server/platform/rules/ids.ts'
import { stageId } from '#server/rooms/rules/shapes.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `${data?.rehearsal ? 'Rehearsal: ' : ''}${data ? stageHeading(data) : 'Part of the case'} – Casecircle`,
  },
]

/** One part of the case; what is not released is the same 404 as what does not exist. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const stage = readParam(stageId, params['stage'])
  const rehearsal = context.services.rehearsals.isRehearsal(room)
  return { room, rehearsal, ...found(await context.services.rooms.stage(actor, room, stage)) }
}

export default function StageRoute() {
  const stage = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.room(stage.room)}>Back to the room</BackLink>
      {stage.rehearsal ? <RehearsalNote /> : null}
      <article className="cc-case">
        <h1 className="govuk-heading-l">{stageHeading(stage)}</h1>
        <StageArticle text={stage} />
      </article>
      {stage.notesHtml ? (
        <Panel as="section" labelledBy="notes" classes="govuk-!-margin-top-6">
          <h2 className="govuk-heading-m" id="notes">
            Notes for this part
          </h2>
          <WhoReads readers="facilitators" />
          <div className="cc-prose" dangerouslySetInnerHTML={{ __html: stage.notesHtml }} />
        </Panel>
      ) : null}
    </Page>
  )
}
