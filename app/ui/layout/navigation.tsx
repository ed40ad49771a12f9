import { paths } from '#app/paths.ts'

export type NavigationLink = { text: string; href: string }

/**
 * The main links of a signed-in person, in order: home, toolkits, CPD, the teams they lead, the
 * organisation for its administrator, and the search.
 */
export function navigationLinks(person: {
  teams: readonly { team: string; name: string }[]
  isAdministrator: boolean
}): NavigationLink[] {
  return [
    { text: 'Home', href: paths.home },
    { text: 'Toolkits', href: paths.toolkits },
    { text: 'My CPD', href: paths.cpd },
    ...person.teams.map(({ team, name }) => ({ text: name, href: paths.team(team) })),
    ...(person.isAdministrator ? [{ text: 'Organisation', href: paths.organisation }] : []),
    { text: 'Search', href: paths.search },
  ]
}

/** The main navigation. `current` is the address of the link that this page belongs to. */
export function Navigation(props: { links: readonly NavigationLink[]; current?: string }) {
  return (
    <nav className="cc-nav" aria-label="Main">
      <div className="govuk-width-container">
        <ul>
          {props.links.map(({ text, href }) => (
            <li key={href}>
              <a
                className="govuk-link govuk-link--no-visited-state"
                href={href}
                aria-current={href === props.current ? 'page' : undefined}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}
