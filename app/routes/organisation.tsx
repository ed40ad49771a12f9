import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { LedRooms } from '#app/ui/account/hand-over.tsx'
import { NotificationBanner } from '#app/ui/govuk/notification-banner/notification-banner.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { OrganisationLinks } from '#app/ui/organisation/organisation-links.tsx'
import { RemoveLink, TakeOutLink } from '#app/ui/organisation/person-links.tsx'
import { TeamTable } from '#app/ui/organisation/team-table.tsx'
import { personId } from '#server/platform/rules/ids.ts'
import type { LedRoom } from '#server/rooms/rules/succession.ts'

export const meta: MetaFunction = () => [{ title: 'Organisation – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { organisations, rights } = context.services
  const asked = personId.safeParse(new URL(request.url).searchParams.get('removed'))
  return {
    ...found(await organisations.overview(actor)),
    you: actor.person,
    removed: asked.success ? await rights.removed(actor, asked.data) : null,
  }
}

export default function OrganisationPage() {
  const { name, teams, people, you, removed } = useLoaderData<typeof loader>()
  const outside = people.filter(
    ({ person }) => !teams.some((team) => team.members.some((member) => member.person === person)),
  )
  return (
    <Page reader={useReader()} current={paths.organisation}>
      {removed ? <Removed {...removed} organisation={name} /> : null}
      <h1 className="govuk-heading-xl">{name}</h1>
      <OrganisationLinks current={paths.organisation} />
      <p className="govuk-body">
        {people.length} people in {teams.length} teams. You see who belongs where. What people learn
        and write is not shown here.
      </p>
      {teams.map((team) => (
        <TeamTable
          key={team.team}
          caption={
            <caption className="govuk-table__caption govuk-table__caption--m">{team.name}</caption>
          }
          members={team.members}
          links={(member) => (
            <>
              <RemoveLink {...member} you={you} /> <TakeOutLink {...member} team={team.team} />
            </>
          )}
        />
      ))}
      {outside.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">In no team</h2>
          <ul className="govuk-list">
            {outside.map((person) => (
              <li key={person.person}>
                {person.name}, {person.jobTitle}
                {person.administrator ? ' (administrator)' : ''}{' '}
                <RemoveLink {...person} you={you} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
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
