import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { LedRooms } from '#app/ui/account/hand-over.tsx'
import { NotificationBanner } from '#app/ui/govuk/notification-banner/notification-banner.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { OrganisationLinks } from '#app/ui/organisation/organisation-links.tsx'
import { TeamsTable } from '#app/ui/organisation/teams-table.tsx'
import { peopleText } from '#app/ui/organisation/words.ts'
import { personId } from '#server/platform/rules/ids.ts'
import type { LedRoom } from '#server/rooms/rules/succession.ts'

export const meta: MetaFunction = () => [{ title: 'Organisation – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { teams, rights } = context.services
  const asked = personId.safeParse(new URL(request.url).searchParams.get('removed'))
  return {
    ...found(await teams.overview(actor)),
    removed: asked.success ? await rights.removed(actor, asked.data) : null,
  }
}

export default function OrganisationPage() {
  const { name, teams, people, outside, removed } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.organisation}>
      {removed ? <Removed {...removed} organisation={name} /> : null}
      <h1 className="govuk-heading-xl">{name}</h1>
      <OrganisationLinks current={paths.organisation} />
      <p className="govuk-body">
        {peopleText(people)} in {teams.length === 1 ? '1 team' : `${teams.length} teams`}. You see
        who belongs where. What people learn and write is not shown here.
      </p>
      {teams.length === 0 ? null : <TeamsTable teams={teams} />}
      {outside === 0 ? null : (
        <p className="govuk-body">
          <a className="govuk-link" href={paths.peopleInNoTeam}>
            {peopleText(outside)} in no team
          </a>
        </p>
      )}
    </Page>
  )
}

/** What has just been done, and what became of the rooms that whoever has gone was to lead. */
function Removed({
  name,
  organisation,
  rooms,
}: {
  name: string
  organisation: string
  rooms: readonly LedRoom[]
}) {
  return (
    <NotificationBanner type="success">
      <p className="govuk-notification-banner__heading">
        {name} no longer belongs to {organisation}.
      </p>
      {rooms.length > 0 ? (
        <>
          <p className="govuk-body">
            {rooms.length === 1 ? 'The room that they led:' : 'The rooms that they led:'}
          </p>
          <LedRooms leads={rooms} reader="administrator" />
        </>
      ) : null}
    </NotificationBanner>
  )
}
