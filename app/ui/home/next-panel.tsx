import { paths } from '#app/paths.ts'
import type { NextStep } from '#server/guidance/rules/next-step.ts'
import {
  clockText,
  dayText,
  dayTextAhead,
  daysBetween,
  londonDay,
  type Day,
} from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { Icon } from '../icon.tsx'
import { Panel } from '../panel.tsx'
import { Steps } from '../progress.tsx'
import type { CpdYearProps } from './cpd-year.tsx'

export type HomeRoom = {
  room: string
  title: string
  teamName: string
  startsAt: number
  status: 'scheduled' | 'lobby' | 'running' | 'paused' | 'closed' | 'abandoned'
  role: 'facilitator' | 'co-facilitator' | 'participant' | 'observer' | 'projector'
  facilitatorName: string
  isUnled: boolean
  hasLapsed: boolean
  minutes: number
  seat: number
}

export type HomeModule = {
  /** Null, and not due, where it was given to nobody and its reader began it all the same. */
  assignment: string | null
  toolkit: string
  title: string
  dueOn: Day | null
  state: 'not-started' | 'in-progress' | 'done'
  sectionsDone: number
  sections: { title: string; state: 'not-started' | 'in-progress' | 'done' }[]
  minutesLeft: number
  place: {
    section: string
    item: string | null
    begun: boolean
    number: number
    title: string
  } | null
}

type Draft = { id: string; title: string }

/** The one plum panel of the home page: what to do next, and the one green button for it. */
export function NextPanel(props: {
  step: NextStep<HomeRoom, HomeModule, Draft>
  cpd: Pick<CpdYearProps, 'profileName' | 'cycleWord' | 'daysLeft'>
  today: Day
  commandId: string
}) {
  const { step, today, cpd } = props
  switch (step.kind) {
    case 'go-to-room':
      return (
        <Next heading={`Your room is open: ${step.room.title}`}>
          <p className="govuk-body">
            {step.room.teamName}. {facilitatedText(step.room)}
          </p>
          <Go href={paths.room(step.room.room)}>Go to the room</Go>
        </Next>
      )
    case 'open-room':
      return (
        <Next heading={`Your team meets at ${clockText(step.room.startsAt)}`}>
          <p className="govuk-body">
            {step.room.title}, {step.room.teamName}. When you open the room, your team can go in.
          </p>
          <form method="post" action={paths.roomCommands(step.room.room)}>
            <input type="hidden" name="id" value={props.commandId} />
            <input type="hidden" name="type" value="room.open" />
            <input type="hidden" name="expect.seat" value={step.room.seat} />
            <Button classes="govuk-button--start">
              Open the room <Icon name="arrow-right" />
            </Button>
          </form>
        </Next>
      )
    case 'start':
    case 'continue':
      return <ModuleNext module={step.module} kind={step.kind} today={today} />
    case 'complete-cpd':
      return (
        <Next heading="Your CPD draft is waiting">
          <p className="govuk-body">
            “{step.draft.title}” is still a draft. Write what is missing, and mark it as ready.
          </p>
          <Go href={paths.cpdEntry(step.draft.id)}>Complete your CPD</Go>
        </Next>
      )
    case 'finish-year':
      return (
        <Next heading={endsText(cpd)}>
          <p className="govuk-body">
            What {cpd.profileName} asks for is not met yet. See what is missing. You can also write
            about something you did elsewhere, such as supervision or reading.
          </p>
          <p className="govuk-body">
            Registered elsewhere, or nowhere?{' '}
            <a className="govuk-link" href={paths.registrations}>
              Say so once
            </a>
            .
          </p>
          <Go href={paths.cpd}>Complete your CPD</Go>
        </Next>
      )
    case 'nothing':
      return (
        <Panel kind="done">
          <h2 className="govuk-heading-m">Nothing is due</h2>
          <p className="govuk-body">
            You can look at the{' '}
            <a className="govuk-link" href={paths.toolkits}>
              toolkits
            </a>{' '}
            or{' '}
            <a className="govuk-link" href={paths.cpd}>
              your CPD
            </a>{' '}
            whenever you like.
          </p>
        </Panel>
      )
  }
}

function ModuleNext({
  module,
  kind,
  today,
}: {
  module: HomeModule
  kind: 'start' | 'continue'
  today: Day
}) {
  const { place } = module
  const starting = kind === 'start'
  const done = `${module.sectionsDone} of ${module.sections.length} sections done`
  return (
    <Next heading={starting ? `Start “${module.title}”` : `Carry on with “${module.title}”`}>
      <p className="govuk-body">
        {dueText(module.dueOn, today)}
        {place && !starting ? ` You stopped in section ${place.number}, ${place.title}.` : ''}
      </p>
      <Steps
        states={module.sections.map(({ state }) =>
          state === 'done' ? 'done' : state === 'in-progress' ? 'now' : 'empty',
        )}
        label={done}
        percent={50}
      />
      <p className="govuk-body">
        {done}. About {module.minutesLeft} minutes left.
      </p>
      <Go href={place ? paths.place(module.toolkit, place) : paths.toolkit(module.toolkit)}>
        {starting ? 'Start' : 'Continue'}
        {place ? `: section ${place.number}, ${place.title}` : ''}
      </Go>
    </Next>
  )
}

/** 'Your CPD year ends tomorrow' */
function endsText({ cycleWord, daysLeft }: Pick<CpdYearProps, 'cycleWord' | 'daysLeft'>): string {
  const when = daysLeft === 0 ? 'today' : daysLeft === 1 ? 'tomorrow' : `in ${daysLeft} days`
  return `Your CPD ${cycleWord} ends ${when}`
}

/** 'It is due tomorrow.' */
export function dueText(dueOn: Day | null, today: Day): string {
  if (dueOn === null) return 'Nothing is due. You began this by yourself.'
  const days = daysBetween(today, dueOn)
  if (days < 0) return `It was due on ${dayText(dueOn)}. You can still do it.`
  if (days === 0) return 'It is due today.'
  if (days === 1) return 'It is due tomorrow.'
  return `It is due on ${dayText(dueOn)}.`
}

/** 'Tomorrow, 10am to 11:30am'; of a day that is far off the year is said. */
export function whenText(startsAt: number, minutes: number, today: Day): string {
  const on = londonDay(startsAt)
  const days = daysBetween(today, on)
  const name = days === 0 ? 'Today' : days === 1 ? 'Tomorrow' : dayTextAhead(on, Math.abs(days))
  return `${name}, ${clockText(startsAt)} to ${clockText(startsAt + minutes * 60_000)}`
}

function Next({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Panel kind="now" as="section" labelledBy="next">
      <h2 className="govuk-heading-l govuk-!-margin-bottom-2" id="next">
        {heading}
      </h2>
      {children}
    </Panel>
  )
}

function Go({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Button href={href} classes="govuk-button--start">
      {children} <Icon name="arrow-right" />
    </Button>
  )
}

/** 'Facilitated by Amara Okafor.' Who has left the organisation facilitates nothing. */
export function facilitatedText({ facilitatorName, isUnled }: HomeRoom): string {
  return isUnled
    ? 'Nobody facilitates it now. The team’s manager can take it, on the team’s page.'
    : `Facilitated by ${facilitatorName}.`
}
