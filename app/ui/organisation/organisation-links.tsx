import { paths } from '#app/paths.ts'

const links = [
  { text: 'Overview', href: paths.organisation },
  { text: 'People', href: paths.people },
  { text: 'Teams', href: paths.organisationTeams },
  { text: 'Audit log', href: paths.audit },
]

/** The ways between the pages of an organisation. `current` is the address of this one. */
export function OrganisationLinks({ current }: { current: string }) {
  return (
    <nav aria-label="Organisation pages">
      <ul className="govuk-list cc-btn-row">
        {links.map(({ text, href }) => (
          <li key={href}>
            {href === current ? (
              <b aria-current="page">{text}</b>
            ) : (
              <a className="govuk-link" href={href}>
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
