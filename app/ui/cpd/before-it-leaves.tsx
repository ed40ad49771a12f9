import { paths } from '#app/paths.ts'
import type { SpottedEntry } from '#server/cpd/cpd.server.ts'
import { spottedText } from '#server/cpd/rules/confidentiality/spotted-text.ts'
import { Panel } from '../panel.tsx'
import { controlOf } from './gap-path.ts'

/**
 * Before words leave for a file, a form or a printer: what the confidentiality check found in them,
 * and where to change it. It is told, never in the way.
 */
export function BeforeItLeaves({ spotted }: { spotted: readonly SpottedEntry[] }) {
  return (
    <Panel as="section" kind={spotted.length > 0 ? 'warn' : undefined} labelledBy="before">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="before">
        Before it leaves
      </h2>
      {spotted.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {spotted.map(({ id, title, count, field }) => (
            <li key={id}>
              <a className="govuk-link" href={`${paths.cpdEntry(id)}#${controlOf(field)}`}>
                {title}
              </a>
              : {spottedText(count)}
            </li>
          ))}
        </ul>
      ) : (
        <p className="govuk-body govuk-!-margin-bottom-2">
          We found no pattern, such as a name, a date of birth or an address.
        </p>
      )}
      <p className="govuk-body">
        We cannot tell that a text is anonymous. Read it once as the person you wrote about would,
        or a neighbour of theirs.
      </p>
    </Panel>
  )
}
