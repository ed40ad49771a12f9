import { paths } from '#app/paths.ts'
import { ColumnHeads } from '#app/ui/column-heads.tsx'
import type { ListedTeam } from '#server/organisations/teams.server.ts'
import { peopleText } from './words.ts'

/** The teams of an organisation: who manages each and how many are in it. */
export function TeamsTable({ teams }: { teams: readonly ListedTeam[] }) {
  return (
    <table className="govuk-table">
      <caption className="govuk-visually-hidden">Teams, by name</caption>
      <ColumnHeads of={['Team', 'Managers', 'People']} />
      <tbody className="govuk-table__body">
        {teams.map(({ team, name, managers, people }) => (
          <tr className="govuk-table__row" key={team}>
            <th scope="row" className="govuk-table__header">
              <a className="govuk-link" href={paths.organisationTeam(team)}>
                {name}
              </a>
            </th>
            <td className="govuk-table__cell">
              {managers.length > 0 ? managers.join(', ') : <b>No manager yet</b>}
            </td>
            <td className="govuk-table__cell">{people === 0 ? 'Nobody' : peopleText(people)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
