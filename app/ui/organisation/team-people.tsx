import type { AdministeredTeam } from '#server/organisations/teams.server.ts'
import { TakeOutLink } from './person-links.tsx'
import { roleText } from './words.ts'

/** The people of a team with their roles, which can be changed. */
export function TeamPeople({ team, members }: AdministeredTeam) {
  return (
    <>
      <table className="govuk-table cc-teamboard">
        <caption className="govuk-visually-hidden">The people of this team, by name</caption>
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
          {members.map((member) => (
            <tr className="govuk-table__row" key={member.person}>
              <th scope="row" className="govuk-table__header">
                {member.name} <TakeOutLink {...member} team={team} />
              </th>
              <td className="govuk-table__cell">{member.jobTitle}</td>
              <td className="govuk-table__cell">
                {roleText[member.role]}
                <OtherRole {...member} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="govuk-body cc-small cc-quiet">
        Whoever gets another role signs in again, also when they are in a room just now. What they
        have written stays.
      </p>
    </>
  )
}

function OtherRole({ person, name, role }: AdministeredTeam['members'][number]) {
  const other = role === 'manager' ? 'practitioner' : 'manager'
  return (
    <form method="post">
      <input type="hidden" name="person" value={person} />
      <input type="hidden" name="role" value={other} />
      <button className="cc-link-button cc-small" name="intent" value="change-role">
        Make<span className="govuk-visually-hidden"> {name}</span> {roleText[other].toLowerCase()}
      </button>
    </form>
  )
}
