import { paths } from '#app/paths.ts'
import type { RecordRow } from '#server/cpd/cpd.server.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { copyText } from './copy-text.ts'
import type { Profile } from '#server/cpd/rules/regulator/profile.ts'
import { Tag } from '../govuk/tag/tag.tsx'

/** The pieces of one registration year, newest first. */
export function RecordList({
  rows,
  profile,
  shownFor,
}: {
  rows: readonly RecordRow[]
  profile: Pick<Profile, 'name' | 'questions'>
  /** The regulator that is shown; nothing for the first. */
  shownFor: string | undefined
}) {
  return (
    <ul className="govuk-list cc-stack">
      {rows.map((row) => (
        <li key={row.id} className="cc-panel">
          <div className="cc-row govuk-!-margin-bottom-1">
            <h3 className="govuk-heading-s govuk-!-margin-bottom-0">
              <a className="govuk-link" href={paths.cpdEntry(row.id, shownFor)}>
                {row.title}
              </a>
            </h3>
            <Tag classes={row.status === 'ready' ? 'govuk-tag--green' : 'govuk-tag--grey'}>
              {row.status === 'ready' ? 'Ready' : 'Draft'}
            </Tag>
          </div>
          <p className="govuk-body govuk-!-margin-bottom-1">{factsText(row)}</p>
          {row.status === 'ready' ? (
            <p className="govuk-body govuk-!-margin-bottom-0">
              <a className="govuk-link" href={paths.cpdEntryCopy(row.id, shownFor)}>
                {copyText(profile)}
                <span className="govuk-visually-hidden">: {row.title}</span>
              </a>
              {row.submittedAt === null ? null : ' (handed in)'}
            </p>
          ) : (
            <p className="cc-quiet cc-small govuk-!-margin-bottom-0">
              {row.isSaved
                ? 'Go on writing, then mark it as ready.'
                : 'Drafted for you from what you did. The words are yours to write.'}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function factsText(row: RecordRow): string {
  const parts = [
    row.date ? dayTextWithYear(row.date) : 'No date yet',
    row.activity !== row.title ? row.activity : null,
    row.hasPeer ? 'with peer reflection' : null,
  ]
  return parts.filter((part) => part).join(', ')
}
