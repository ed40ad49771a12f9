import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Organisation – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return found(await context.services.organisations.overview(signedIn(context)))
}

export default function OrganisationPage() {
  const { name, teams, people } = useLoaderData<typeof loader>()
  const outside = people.filter(
    ({ person }) => !teams.some((team) => team.members.some((member) => member.person === person)),
  )
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <h1 className="govuk-heading-xl">{name}</h1>
      <p className="govuk-body">
        {people.length} people in {teams.length} teams. You see who belongs where. What people learn
        and write is not shown here.
      </p>
      {teams.map((team) => (
        <table className="govuk-table cc-teamboard" key={team.team}>
          <caption className="govuk-table__caption govuk-table__caption--m">{team.name}</caption>
          <thead className="govuk-table__head">
            <tr className="govuk-table__row">
              <th scope="col" className="govuk-table__header">
                Name
              </th>
              <th scope="col" className="govuk-table__header">
                Job title
              </th>
              <th scope="col" className="govuk-table__header">
                Role
              </th>
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {team.members.map((member) => (
              <tr className="govuk-table__row" key={member.person}>
                <th scope="row" className="govuk-table__header">
                  {member.name}{' '}
                  <a className="govuk-link cc-small" href={paths.removePerson(member.person)}>
                    Remove<span className="govuk-visually-hidden"> {member.name}</span>
                  </a>
                </th>
                <td className="govuk-table__cell">{member.jobTitle}</td>
                <td className="govuk-table__cell">
                  {member.role === 'manager' ? 'Team manager' : 'Practitioner'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {outside.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">In no team</h2>
          <ul className="govuk-list">
            {outside.map((person) => (
              <li key={person.person}>
                {person.name}, {person.jobTitle}
                {person.administrator ? ' (administrator)' : ''}{' '}
                <a className="govuk-link cc-small" href={paths.removePerson(person.person)}>
                  Remove<span className="govuk-visually-hidden"> {person.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Page>
  )
}
