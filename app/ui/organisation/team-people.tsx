import type { AdministeredTeam } from '#server/organisations/teams.server.ts'
import { TakeOutLink } from './person-links.tsx'
import { TeamTable } from './team-table.tsx'
import { roleText } from './words.ts'

/** The people of a team with their roles, which can be changed. */
export function TeamPeople({ team, members }: AdministeredTeam) {
  return (
    <>
      <TeamTable
        caption={
          <caption className="govuk-visually-hidden">The people of this team, by name</caption>
        }
        members={members}
        links={(member) => <TakeOutLink {...member} team={team} />}
        change={(member) => <OtherRole {...member} />}
      />
      <p className="govuk-body cc-small cc-quiet">
        Whoever gets another role signs in again, also when they are in a room just now. What they
        have written stays. A manager who becomes a practitioner hands the rooms that they lead to
        whoever helps there, else to the deputy; where there is neither, another manager takes them
        on the team’s page.
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
