import { paths } from '#app/paths.ts'

/** The way out of one team, for somebody who stays in the organisation. */
export function TakeOutLink({
  person,
  name,
  team,
  teamName,
}: {
  person: string
  name: string
  team: string
  /** Where several teams of one person stand side by side. */
  teamName?: string
}) {
  return (
    <a className="govuk-link cc-small" href={paths.leaveTeam(person, team)}>
      Take<span className="govuk-visually-hidden"> {name}</span> out of {teamName ?? 'the team'}
    </a>
  )
}

/** Nobody removes themselves: they leave on their own page. */
export function RemoveLink({ person, name, you }: { person: string; name: string; you: string }) {
  if (person === you) return <span className="cc-small cc-quiet">(you)</span>
  return (
    <a className="govuk-link cc-small" href={paths.removePerson(person)}>
      Remove<span className="govuk-visually-hidden"> {name}</span>
    </a>
  )
}
