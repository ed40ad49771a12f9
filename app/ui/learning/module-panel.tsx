import { paths } from '#app/paths.ts'
import type { Overview } from '#server/learning/study.server.ts'
import { dayTextWithYear, type Day } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { Icon } from '../icon.tsx'
import { Panel } from '../panel.tsx'
import { Steps } from '../progress.tsx'
import { dueText, minutesText, sectionsText, workedText } from './words.ts'

/** How far one is with a module, and the one thing to do about it. */
export function ModulePanel(props: {
  overview: Overview
  today: Day
  /** The CPD entry that grew, or grows, out of completing it; null when it is not to be found. */
  entry: string | null
}) {
  const { overview, today } = props
  if (overview.progress.state === 'done') return <Done overview={overview} entry={props.entry} />
  const { progress, place, card, assigned } = overview
  const begins = progress.state === 'not-started'
  return (
    <Panel kind="now" as="section" labelledBy="progress" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="progress">
        {begins ? beginText[card.kind] : 'Your progress'}
      </h2>
      {assigned.map(({ teamName, dueOn }) => (
        <p className="govuk-body" key={teamName}>
          {dueText(dueOn, today)} for {teamName}.
        </p>
      ))}
      <Steps
        states={progress.sections.map((section) =>
          section.state === 'done'
            ? 'done'
            : section.section === place?.section && !begins
              ? 'now'
              : 'empty',
        )}
        label={sectionsText(progress)}
        percent={percentOf(overview)}
      />
      <p className="govuk-body">
        {sectionsText(progress)}. About {minutesText(progress.minutesLeft)} left.{' '}
        {workedText(overview.activeMinutes)}
      </p>
      {place ? (
        <Button href={paths.place(card.toolkit, place)} classes="govuk-button--start">
          {begins ? 'Start' : 'Continue'}: section {place.number}, {place.title}{' '}
          <Icon name="arrow-right" />
        </Button>
      ) : null}
    </Panel>
  )
}

const beginText = {
  team: 'The module: you learn alone, in short sections',
  briefing: 'The briefing: one section, read alone',
  example: 'The example: read the case, answer its questions, log what you take from it',
} satisfies Record<Overview['card']['kind'], string>

const doneText = {
  team: 'You have completed this module',
  briefing: 'You have completed this briefing',
  example: 'You have completed this example',
} satisfies Record<Overview['card']['kind'], string>

const logText = {
  team: 'Complete your CPD',
  briefing: 'Log this in my CPD',
  example: 'Log this in my CPD',
} satisfies Record<Overview['card']['kind'], string>

function percentOf({ progress, place }: Overview): number {
  const section = progress.sections.find((one) => one.section === place?.section)
  return section && section.parts > 0 ? (section.partsDone / section.parts) * 100 : 0
}

/** What happens next: the CPD draft stands ready, the room comes. */
function Done({ overview, entry }: { overview: Overview; entry: string | null }) {
  const { doneOn, activeMinutes, card } = overview
  return (
    <Panel kind="done" as="section" labelledBy="progress" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="progress">
        <Icon name="tick" /> {doneText[card.kind]}
      </h2>
      <p className="govuk-body">
        {doneOn === null ? null : `Completed on ${dayTextWithYear(doneOn)}. `}
        {workedText(activeMinutes)}
      </p>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">What happens next</h3>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          A CPD draft stands ready in your record. It holds the facts; what you wrote here is
          offered beside it, and only you can read it.
        </li>
        {card.stageCount > 0 ? (
          <li>
            Your team reflects on the case study together in a room. A room that your manager has
            scheduled stands on your home page until it is held.
          </li>
        ) : null}
        <li>You can open every section again and change your reflections.</li>
      </ul>
      <Button href={entry === null ? paths.cpd : paths.cpdEntry(entry)}>
        {logText[card.kind]}
      </Button>
    </Panel>
  )
}
