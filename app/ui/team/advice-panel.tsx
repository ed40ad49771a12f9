import { paths } from '#app/paths.ts'
import type { Reminder } from '#server/guidance/rules/reminder.ts'
import type { ToolkitMatrix } from '#server/guidance/rules/team-matrix.ts'
import { daysBetween, dayTextAhead, londonDay, type Day } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'

/** What would help the team on now. */
export function AdvicePanel(props: {
  matrix: ToolkitMatrix
  team: string
  today: Day
  reminder: Reminder | null
}) {
  const { matrix, team, today, reminder } = props
  const { advice } = matrix
  const done = advice.kind === 'all-done'
  return (
    <Panel kind={done ? 'done' : 'now'} as="section" labelledBy="advice">
      <Words advice={advice} hasCase={matrix.hasCase} today={today} />
      <div className="cc-btn-row">
        {advice.kind === 'schedule-room' ? (
          <Button href={paths.newRoom(team, matrix.toolkit)}>Schedule a room</Button>
        ) : null}
        {matrix.room && advice.kind === 'room-ahead' ? (
          <Button href={paths.room(matrix.room.room)}>Prepare the room</Button>
        ) : null}
        {reminder ? (
          <Button
            href={reminder.href}
            classes={advice.kind === 'unfinished' ? '' : 'govuk-button--secondary'}
          >
            Send a reminder
          </Button>
        ) : null}
      </div>
      {reminder ? <AboutReminder to={reminder.to} /> : null}
    </Panel>
  )
}

/** In the manager's own mail program, so that it can be worded, and comes from somebody known. */
function AboutReminder({ to }: Pick<Reminder, 'to'>) {
  return (
    <>
      <p className="govuk-body cc-small">
        It opens in your mail program, with words that you can change.{' '}
        {to.length === 1
          ? 'One person gets it.'
          : `${to.length} people get it, and do not see each other.`}
      </p>
      <Details summaryText="Or copy the addresses" classes="govuk-!-margin-bottom-0">
        <p className="govuk-body cc-lines">{to.join('\n')}</p>
      </Details>
    </>
  )
}

function Words(props: Pick<ToolkitMatrix, 'advice' | 'hasCase'> & { today: Day }) {
  const { advice, hasCase, today } = props
  switch (advice.kind) {
    case 'schedule-room':
      return (
        <Sentence heading="Find a time for the room">
          Allow 90 minutes. People can work on the module until then.
        </Sentence>
      )
    case 'unfinished': {
      const open = advice.notStarted.length + advice.inProgress.length
      const room =
        advice.roomAt === null ? '' : `, and the room is ${whenText(advice.roomAt, today)}`
      return (
        <Sentence
          heading={`${open} ${open === 1 ? 'person has' : 'people have'} not finished the module${room}`}
        >
          {begun(advice)}
          {hasCase ? ' They can still come to the room without it.' : ''}
        </Sentence>
      )
    }
    case 'room-ahead':
      return (
        <Sentence heading={`Everybody has finished. The room is ${whenText(advice.at, today)}`}>
          Read the case and your notes beforehand.
        </Sentence>
      )
    case 'cpd-open':
      return (
        <Sentence
          heading={
            hasCase
              ? 'The room is done. Some CPD is still to be completed'
              : 'Everybody has finished. Some CPD is still to be completed'
          }
        >
          {list(advice.people)} {advice.people.length === 1 ? 'is' : 'are'} not ready yet. The
          drafts stand in their own records.
        </Sentence>
      )
    case 'all-done':
      return (
        <Sentence heading="Everybody is done">The whole team has learnt this together.</Sentence>
      )
  }
}

function Sentence({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <>
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="advice">
        {heading}
      </h2>
      <p className="govuk-body">{children}</p>
    </>
  )
}

function begun({ notStarted, inProgress }: { notStarted: string[]; inProgress: string[] }): string {
  const sentences = []
  if (inProgress.length > 0) {
    sentences.push(`${list(inProgress)} ${inProgress.length === 1 ? 'has' : 'have'} begun.`)
  }
  if (notStarted.length > 0) {
    sentences.push(`${list(notStarted)} ${notStarted.length === 1 ? 'has' : 'have'} not started.`)
  }
  return sentences.join(' ')
}

/** 'Ben, Chloe and Dev' */
function list(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

function whenText(at: number, today: Day): string {
  const on = londonDay(at)
  const days = daysBetween(today, on)
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `on ${dayTextAhead(on, days)}`
}
