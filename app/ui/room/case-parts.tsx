import { coFacilitators, listed, nameOf } from '#app/room-client/people.ts'
import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Icon } from '../icon.tsx'
import { Panel } from '../panel.tsx'
import { WhoReads } from '../who-reads.tsx'
import { CommandForm } from './command-form.tsx'
import { partName } from '#server/rooms/rules/part-name.ts'
import { currentPhase, placeOf, useRoom } from './room-context.tsx'
import { stageHeading } from './stage-text.tsx'
import type { Lead } from './room-page.ts'

/** Every part of the case for those who lead: what is shown, what is held back, and their notes. */
export function CaseParts() {
  const { page } = useRoom()
  if (!page.lead) {
    // Somebody who has just begun to lead: the notes come with the next page.
    return (
      <Panel as="section" labelledBy="case-parts">
        <h2 className="govuk-heading-m" id="case-parts">
          Parts of the case
        </h2>
        <p className="govuk-body">
          <a className="govuk-link" href={paths.room(page.room)}>
            Show the parts and your notes
          </a>
        </p>
      </Panel>
    )
  }
  return (
    <Panel as="section" labelledBy="case-parts">
      <h2 className="govuk-heading-m" id="case-parts">
        Parts of the case
      </h2>
      <ol className="cc-stages">
        {page.lead.stages.map((stage) => (
          <Part key={stage.stage} {...stage} />
        ))}
      </ol>
    </Panel>
  )
}

function Part({ stage, title, notesHtml }: Lead['stages'][number]) {
  const { view, page, holdsSeat } = useRoom()
  const shown = view.stages.some((one) => one.stage === stage)
  const begun = view.room.status === 'running' || view.room.status === 'paused'
  // While its own phase is open, releasing it is the next step, and that stands in the bottom bar.
  const standsInBar =
    currentPhase(view)?.stage === stage &&
    currentPhase(view)?.state === 'open' &&
    view.room.status === 'running'
  return (
    <li id={`part-${stage}`}>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{stageHeading({ stage, title })}</h3>
      <p className="govuk-body cc-small">
        <Icon name={shown ? 'tick' : 'lock'} />{' '}
        {shown ? 'Shown to all.' : <HeldBack stage={stage} />}
      </p>
      {notesHtml ? (
        <Details
          classes="govuk-!-margin-bottom-3"
          summaryText={`Your notes for ${partName(stage)}`}
        >
          <WhoReads readers="facilitators" />
          {/* HTML of our own making: compiled from checked content when it was published. */}
          <div className="cc-prose" dangerouslySetInnerHTML={{ __html: notesHtml }} />
        </Details>
      ) : null}
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.roomStage(page.room, stage)}>
          Read {partName(stage)}
          {shown ? '' : ' ahead'}
        </a>
      </p>
      {!shown && holdsSeat && begun && !standsInBar ? (
        <CommandForm
          type="stage.release"
          name="part"
          fields={{ stage }}
          expect={{ seat: view.seat.number }}
        >
          <Button classes="govuk-button--secondary">Release {partName(stage)} to all now</Button>
        </CommandForm>
      ) : null}
    </li>
  )
}

/** The facilitators' notes for one part, to stand beside its text. */
export function NotesOf({ stage }: { stage: string }) {
  const { page } = useRoom()
  const notesHtml = page.lead?.stages.find((one) => one.stage === stage)?.notesHtml
  if (!notesHtml) return null
  return (
    <Panel as="section" kind="private" labelledBy={`notes-${stage}`}>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-2" id={`notes-${stage}`}>
        Your notes for {partName(stage)}
      </h3>
      <WhoReads readers="facilitators" />
      {/* HTML of our own making: compiled from checked content when it was published. */}
      <div className="cc-prose" dangerouslySetInnerHTML={{ __html: notesHtml }} />
    </Panel>
  )
}

function HeldBack({ stage }: { stage: string }) {
  const { view, me } = useRoom()
  const planned = view.phases.find((phase) => phase.stage === stage)
  const leads = [view.seat.person, ...coFacilitators(view).map((one) => one.person)]
  const others = leads.filter((person) => person !== me).map((person) => nameOf(view, person))
  const readers = others.length > 0 ? `you and ${listed(others)}` : 'you'
  return (
    <>
      Only {readers} can read this part.{' '}
      {planned
        ? `Planned for phase ${placeOf(view, planned)}.`
        : 'Held back. Use it only if there is time.'}
    </>
  )
}
