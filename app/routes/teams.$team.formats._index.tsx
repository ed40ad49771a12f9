import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormatList, type ListedFormat } from '#app/ui/formats/format-list.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import type { TeamFormat } from '#server/formats/formats.server.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import { formatMinutes } from '#server/toolkits/rules/format.ts'

export const meta: MetaFunction = () => [{ title: 'Session formats – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { formats, mayChange } = found(await context.services.formats.page(actor, team))
  return {
    team,
    name: actor.memberships.find((one) => one.team === team)?.teamName ?? '',
    mayChange,
    general: formats.filter(({ own }) => !own).map(listed),
    own: formats.filter(({ own, retired }) => own && !retired).map(listed),
    retired: formats.filter(({ retired }) => retired).map(listed),
  }
}

function listed({ format }: TeamFormat): ListedFormat {
  const { id, title, summary, size, phases } = format
  return { id, title, summary, size, minutes: formatMinutes(format), phases: phases.length }
}

export default function FormatsRoute() {
  const { team, name, mayChange, general, own, retired } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      {mayChange ? (
        <BackLink href={paths.team(team)}>{name}</BackLink>
      ) : (
        <BackLink href={paths.home}>Home</BackLink>
      )}
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Session formats</h1>
          <p className="govuk-body-l">
            A format is the order of phases that a room goes through.
            {mayChange ? ' Copy one to make it fit your team.' : ''}
          </p>
          {own.length > 0 ? (
            <FormatList id="own" heading={`Formats of ${name}`} team={team} formats={own} />
          ) : null}
          <FormatList id="general" heading="Formats for every team" team={team} formats={general} />
          {retired.length > 0 ? (
            <FormatList id="retired" heading="No longer offered" team={team} formats={retired} />
          ) : null}
          {mayChange ? (
            <Button href={paths.newFormat(team)} classes="govuk-button--secondary">
              Copy a format
            </Button>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
