import { paths } from '#app/paths.ts'
import { ColumnHeads } from '#app/ui/column-heads.tsx'
import type { ListedPerson } from '#server/organisations/people.server.ts'
import { RemoveLink, TakeOutLink } from './person-links.tsx'
import { invitationText, roleText } from './words.ts'

/** The people of an organisation with where they belong, and what can be done about each. */
export function PeopleTable({ people, you }: { people: readonly ListedPerson[]; you: string }) {
  return (
    <table className="govuk-table cc-teamboard cc-belonging">
      <caption className="govuk-visually-hidden">People, by name</caption>
      <ColumnHeads of={['Name, job title, e-mail address', 'Teams and role']} />
      <tbody className="govuk-table__body">
        {people.map((one) => (
          <tr className="govuk-table__row" key={one.person}>
            <th scope="row" className="govuk-table__header">
              {one.name} <RemoveLink {...one} you={you} />
              <span className="cc-belonging__line">{one.jobTitle}</span>
              <span className="cc-belonging__line">{one.workEmail ?? 'No address at work'}</span>
              {one.hasSignedIn ? null : <NotIn {...one} />}
            </th>
            <td className="govuk-table__cell">
              <TeamsOf {...one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NotIn({ person, name, invitedUntil }: ListedPerson) {
  return (
    <span className="cc-belonging__line">
      <b>{invitationText(invitedUntil)}</b>{' '}
      <a className="govuk-link" href={paths.invitePerson(person)}>
        New invitation<span className="govuk-visually-hidden"> for {name}</span>
      </a>
    </span>
  )
}

function TeamsOf({ person, name, teams, administrator }: ListedPerson) {
  return (
    <ul className="govuk-list govuk-!-margin-bottom-0">
      {administrator ? <li>Administrator</li> : null}
      {teams.map(({ team, name: teamName, role }) => (
        <li key={team}>
          <a className="govuk-link" href={paths.organisationTeam(team)}>
            {teamName}
          </a>
          , {roleText[role].toLowerCase()}{' '}
          <TakeOutLink {...{ person, name, team }} {...(teams.length > 1 ? { teamName } : {})} />
        </li>
      ))}
      {teams.length === 0 && !administrator ? <li>In no team</li> : null}
    </ul>
  )
}
