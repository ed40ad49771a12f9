import { paths } from '#app/paths.ts'

export type ListedFormat = {
  id: string
  title: string
  summary: string
  minutes: number
  phases: number
  size: { min: number; max: number }
}

/** Formats under a heading, each a link with what it is for. */
export function FormatList(props: {
  id: string
  heading: string
  team: string
  formats: ListedFormat[]
}) {
  const { id, heading, team, formats } = props
  return (
    <section aria-labelledby={id} className="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-l" id={id}>
        {heading}
      </h2>
      <ul className="cc-stages">
        {formats.map((one) => (
          <li key={one.id}>
            <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
              <a className="govuk-link" href={paths.teamFormat(team, one.id)}>
                {one.title}
              </a>
            </h3>
            <p className="govuk-body govuk-!-margin-bottom-1">{one.summary}</p>
            <p className="govuk-body cc-small cc-quiet">
              {one.minutes} minutes, {one.phases} phases, for {one.size.min} to {one.size.max}{' '}
              people.
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
