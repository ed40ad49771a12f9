import { paths } from '#app/paths.ts'
import type { Profile } from '#server/cpd/rules/regulator/profile.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { Details } from '../govuk/details/details.tsx'

/** What a regulator asks for, where we read it and when, and what we add. */
export function RegulatorRules({ profile }: { profile: Profile }) {
  const { name, rules, advice } = profile
  return (
    <section aria-labelledby="rules">
      <h2 className="govuk-heading-m" id="rules">
        {rules.length > 0 ? `What ${name} asks for` : 'Good to know'}
      </h2>
      {rules.length > 0 ? (
        <>
          <ul className="govuk-list govuk-list--bullet cc-small">
            {rules.map((rule) => (
              <li key={rule.text}>{rule.text}</li>
            ))}
          </ul>
          <p className="cc-quiet cc-small">Our summary.</p>
          <Details summaryText="Where we read it, and when">
            <Sources profile={profile} />
          </Details>
        </>
      ) : null}
      {advice.length > 0 ? (
        <Details summaryText={rules.length > 0 ? 'What we add to it' : 'More about it'}>
          <ul className="govuk-list govuk-list--bullet cc-small">
            {advice.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Details>
      ) : null}
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.registrations}>
          Your registrations
        </a>
      </p>
    </section>
  )
}

/** Where each rule was read, and when. */
function Sources({ profile }: { profile: Profile }) {
  return (
    <ul className="govuk-list govuk-list--bullet cc-small">
      {Object.entries(profile.sources).map(([key, { title, address, read, note }]) => (
        <li key={key}>
          {address ? (
            <a className="govuk-link" href={address} rel="noreferrer noopener">
              {title}
            </a>
          ) : (
            title
          )}
          , read on {dayTextWithYear(read)}. {note}
        </li>
      ))}
    </ul>
  )
}
