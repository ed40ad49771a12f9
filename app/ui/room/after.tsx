import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { PartsPlayed } from './parts-cast.tsx'
import { Summary } from './summary.tsx'
import { KeepAsNote } from './keep-as-note.tsx'
import { OwnTexts } from './own-texts.tsx'
import { draftText, noteText, useRoom } from './room-context.tsx'
import { ReadAgain } from './stage-text.tsx'
import { neverBegan } from '#server/rooms/rules/state.ts'
import { summaryOf } from '#server/rooms/rules/summary.ts'

/** A closed room: the way to one's CPD, what the team agreed, and one's own words. */
export function AfterTheEnd() {
  const { view, beside, page, mine, takesPart } = useRoom()
  if (page.rehearsal) return <AfterTheRehearsal />
  if (neverBegan(view)) return <NeverBegan />
  const abandoned = view.room.status === 'abandoned'
  return (
    <>
      <h1 className="govuk-heading-l">The room is closed</h1>
      <Panel kind="done" classes="govuk-!-margin-bottom-6">
        <p className="govuk-body">
          <b>Thank you for reflecting together.</b>{' '}
          {abandoned ? 'The room closed by itself. Everything is kept. ' : ''}
          {takesPart
            ? Object.values(mine.learning).some((text) => text.trim() !== '')
              ? 'What you wrote as your own learning is a draft in your CPD record. It needs a last look from you.'
              : 'You have not written your own learning yet. You can do it now, in your CPD record.'
            : ''}
        </p>
        <div className="cc-btn-row cc-tools">
          <Button href={paths.cpd}>Go to my drafts</Button>
          <a className="govuk-link" href={paths.roomSummary(page.room)}>
            Summary of the room
          </a>
          <a className="govuk-link" href={paths.roomCatchUp(page.room)}>
            Not there, or only for a short time?
          </a>
        </div>
      </Panel>
      {takesPart ? <KeepAsNote /> : null}
      {takesPart ? <OwnWords /> : null}
      <PartsPlayed past />
      <Summary summary={summaryOf(view, beside)} people={view.people} />
      <ReadAgain />
    </>
  )
}

/** Called off, or closed before the session started: it counts for nobody. */
function NeverBegan() {
  const { view } = useRoom()
  return (
    <>
      <h1 className="govuk-heading-l">This session did not take place</h1>
      <Panel classes="govuk-!-margin-bottom-6">
        <p className="govuk-body">
          <b>{view.room.title}.</b> It was called off or closed before it started. Nobody has missed
          anything, and nothing about it stands in anybody’s record.
        </p>
        <p className="govuk-body govuk-!-margin-bottom-0">
          <a className="govuk-link" href={paths.home}>
            Go to what to do next
          </a>
        </p>
      </Panel>
    </>
  )
}

/** The end of a rehearsal: what a team would keep, and that nobody keeps it. */
function AfterTheRehearsal() {
  const { view, beside, page } = useRoom()
  return (
    <>
      <h1 className="govuk-heading-l">The rehearsal is over</h1>
      <Panel kind="done" classes="govuk-!-margin-bottom-6">
        <p className="govuk-body">
          <b>This is where a room ends.</b> Your team would find their CPD drafts now, and the
          summary below. Nothing of this rehearsal is kept.
        </p>
        <div className="cc-btn-row cc-tools">
          <Button href={paths.newRoom(page.team.team)}>Schedule a room</Button>
          <a className="govuk-link" href={paths.roomSummary(page.room)}>
            Summary of the room
          </a>
        </div>
      </Panel>
      <Summary summary={summaryOf(view, beside)} people={view.people} />
      <ReadAgain />
    </>
  )
}

/** One's own learning and notes stay on the room's page. */
function OwnWords() {
  const { view, mine, page } = useRoom()
  const learnt = page.asked.questions.flatMap(({ id, question }) => {
    const text = mine.learning[id]
    return text ? [{ heading: question, text }] : []
  })
  const notes = view.phases.flatMap((phase) => {
    const texts = [
      noteText(mine, phase.id),
      draftText(mine, phase.id, 'card'),
      draftText(mine, phase.id, 'statement'),
    ]
    const text = texts.filter((one) => one.trim() !== '').join('\n\n')
    return text ? [{ heading: `Your notes from “${phase.title}”`, text }] : []
  })
  const texts = [...learnt, ...notes]
  return texts.length > 0 ? <OwnTexts texts={texts} classes="govuk-!-margin-bottom-6" /> : null
}
