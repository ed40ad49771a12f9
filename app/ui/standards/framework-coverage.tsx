import type { CoveredFramework, CoveredStandard } from '#server/standards/rules/coverage.ts'
import { Mark } from '../mark.tsx'

const kinds = {
  module: 'module',
  room: 'room',
  entry: 'entry',
} satisfies Record<CoveredStandard['by'][number]['kind'], string>

/** One framework, standard by standard: what touches each, or that nothing does yet. */
export function FrameworkCoverage({ framework }: { framework: CoveredFramework }) {
  const { id, title, summary, source, url, standards, touched } = framework
  return (
    <section aria-labelledby={`framework-${id}`} className="govuk-!-margin-top-6">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-1" id={`framework-${id}`}>
        {title}
      </h2>
      <p className="govuk-body">
        <b>
          {touched} of {standards.length}
        </b>{' '}
        touched
      </p>
      <ul className="cc-ready">
        {standards.map((standard) => (
          <li key={standard.code}>
            <Mark
              kind={standard.by.length > 0 ? 'done' : 'empty'}
              words={standard.by.length > 0 ? 'Touched' : 'Not yet'}
            />
            <span>
              {standard.code}: {standard.title}
              <small>{byText(standard.by)}</small>
            </span>
          </li>
        ))}
      </ul>
      <p className="govuk-body cc-quiet cc-small">
        {summary} {source ? 'Source: ' : ''}
        {source && url ? (
          <a className="govuk-link" href={url}>
            {source}
          </a>
        ) : (
          source
        )}
        {source ? '.' : ''}
      </p>
    </section>
  )
}

function byText(by: CoveredStandard['by']): string {
  if (by.length === 0) return 'Nothing yet'
  return by.map(({ kind, title }) => `${title} (${kinds[kind]})`).join(', ')
}
