import type { RegistrationChoice } from '#server/cpd/cpd.server.ts'

/** For who has several registrations: the page for each of them. Nothing for everybody else. */
export function RegulatorLinks({
  choices,
  path,
}: {
  choices: readonly RegistrationChoice[]
  /** The same page for a registration; the first one's address names none. */
  path: (regulator: string | undefined) => string
}) {
  if (choices.length < 2) return null
  return (
    <nav aria-label="Your registrations">
      <ul className="govuk-list cc-btn-row">
        {choices.map(({ regulator, name, isShown }, index) => (
          <li key={regulator}>
            {isShown ? (
              <b aria-current="true">{name}</b>
            ) : (
              <a className="govuk-link" href={path(index === 0 ? undefined : regulator)}>
                {name}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
