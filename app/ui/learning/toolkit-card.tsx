import { paths } from '#app/paths.ts'
import type { LibraryCard } from '#server/learning/assignments.server.ts'
import { dayTextWithYear, type Day } from '#server/platform/rules/london.ts'
import { Panel } from '../panel.tsx'
import { Steps } from '../progress.tsx'
import { Tag } from '../govuk/tag/tag.tsx'
import { dueText, kindText, minutesText, sectionsText } from './words.ts'

/** A toolkit in the library: what it is, how long it takes, when it is due, how far one is. */
export function ToolkitCard({ one, today }: { one: LibraryCard; today: Day }) {
  const { card, due, state, place } = one
  const heading = `toolkit-${card.toolkit}`
  return (
    <Panel as="section" labelledBy={heading} classes="govuk-!-margin-bottom-6">
      <h3 className="govuk-heading-m govuk-!-margin-bottom-1" id={heading}>
        <a className="govuk-link" href={paths.toolkit(card.toolkit)}>
          {card.title}
        </a>{' '}
        {card.preview ? <Tag classes="govuk-tag--grey">Preview</Tag> : null}
      </h3>
      <p className="govuk-body">{card.summary}</p>
      <p className="govuk-body cc-quiet">
        {kindText[card.kind]}.{' '}
        {card.sectionCount === 1 ? '1 section' : `${card.sectionCount} sections`}, about{' '}
        {minutesText(card.minutes)}.{' '}
        {due.map(({ teamName, dueOn }) => `${dueText(dueOn, today)} for ${teamName}.`).join(' ')}
      </p>
      {state === 'not-started' ? null : <Steps states={steps(one)} label={sectionsText(one)} />}
      <p className="govuk-body">{progressText(one)}</p>
      {place && state !== 'done' ? (
        <p className="govuk-body">
          <a className="govuk-link" href={paths.place(card.toolkit, place)}>
            {state === 'not-started' ? 'Start' : 'Continue'}: section {place.number}, {place.title}
            <span className="govuk-visually-hidden"> in {card.title}</span>
          </a>
        </p>
      ) : null}
    </Panel>
  )
}

function steps({ sections }: LibraryCard) {
  const states = { done: 'done', 'in-progress': 'now', 'not-started': 'empty' } as const
  return sections.map((section) => states[section.state])
}

function progressText(one: LibraryCard): string {
  switch (one.state) {
    case 'not-started':
      return 'You have not started it.'
    case 'in-progress':
      return `${sectionsText(one)}. About ${minutesText(one.minutesLeft)} left.`
    case 'done':
      return one.doneOn === null
        ? 'You have completed it.'
        : `You completed it on ${dayTextWithYear(one.doneOn)}.`
  }
}
