import type { Overview } from '#server/learning/study.server.ts'
import { dayTextWithYear, isDay, day } from '#server/platform/rules/london.ts'
import type { Reference } from '#server/toolkits/rules/release.ts'
import { Details } from '../govuk/details/details.tsx'
import { SummaryList } from '../govuk/summary-list/summary-list.tsx'
import { cpdTypeText, kindText, minutesText } from './words.ts'

/** What is to be known of a toolkit before one trusts it: time, review, authors, licence. */
export function ToolkitFacts({ overview }: { overview: Overview }) {
  const { card, authors, licence } = overview
  const { review } = card
  const rows = [
    ['Kind', kindText[card.kind]],
    [
      'Time',
      card.sectionCount === 1
        ? `About ${minutesText(card.minutes)}, in one section`
        : `About ${minutesText(card.minutes)}, in sections of about 7 minutes`,
    ],
    ['What you do', doingText(card)],
    ['Themes', card.themes.join(', ')],
    ['For', card.audiences.join(', ')],
    ['Type of CPD', card.cpdType ? cpdTypeText[card.cpdType] : ''],
    ['Standards it speaks to', card.standards.join(', ')],
    ['Review', `${review.by}, ${dateText(review.on)}. Next review by ${dateText(review.next)}.`],
    ['Written by', authors.join(', ')],
    ['Version', card.version],
    ['Licence', licence],
  ] as const
  return (
    <SummaryList
      rows={rows
        .filter(([, value]) => value !== '')
        .map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
    />
  )
}

function doingText({ checkCount, reflectionCount, stageCount }: Overview['card']): string {
  const parts = [
    countText(checkCount, 'check', 'checks'),
    countText(reflectionCount, 'private reflection', 'private reflections'),
    stageCount > 0
      ? `a case study in ${countText(stageCount, 'part', 'parts')} with your team`
      : '',
  ].filter((part) => part !== '')
  return parts.join(', ')
}

function countText(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`
}

/** A day in words; what is no day stays as it is. */
export function dateText(on: string): string {
  return isDay(on) ? dayTextWithYear(day.parse(on)) : on
}

/** The sources that the module leans on. */
export function References({ references }: { references: readonly Reference[] }) {
  if (references.length === 0) return null
  return (
    <Details summaryText={`References (${references.length})`}>
      <ul className="govuk-list govuk-list--spaced">
        {references.map((one) => (
          <li key={one.id}>
            {one.authors ? `${one.authors} (${one.year}). ` : null}
            <ReferenceTitle one={one} />
            {one.authors ? null : ` (${one.year})`}
            {one.publisher ? `. ${one.publisher}` : ''}
          </li>
        ))}
      </ul>
    </Details>
  )
}

function ReferenceTitle({ one }: { one: Reference }) {
  const address = one.doi ? `https://doi.org/${one.doi}` : one.url
  return address ? (
    <a className="govuk-link" href={address} rel="noreferrer">
      {one.title}
    </a>
  ) : (
    <>{one.title}</>
  )
}
