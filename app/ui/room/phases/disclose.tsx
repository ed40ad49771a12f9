import { Panel } from '../../panel.tsx'
import { NotesOf } from '../case-parts.tsx'
import { NoteField } from '../composer.tsx'
import { partName } from '#server/rooms/rules/part-name.ts'
import { facilitatorName, useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import {
  OpenStage,
  OwnNotes,
  ReadAgain,
  StageArticle,
  stageHeading,
  useOpening,
  useStage,
} from '../stage-text.tsx'
import { PhaseHeading, Prompts, type PhaseProps } from './parts.tsx'

/** One part of the case, read in quiet, with notes of one's own. */
export function Disclose({ phase }: PhaseProps) {
  const { view, client, takesPart, holdsSeat, isStaff } = useRoom()
  const stage = phase.stage ?? ''
  const released = view.stages.find((one) => one.stage === stage)
  const { isOpened, text } = useStage(stage)
  useOpening(phase.stage)
  const shown = released && text && (isOpened || !takesPart) ? text : null
  return (
    <>
      <div className={holdsSeat ? 'cc-beside' : undefined}>
        <article className="cc-case">
          <PhaseHeading className="govuk-heading-l">
            {released ? stageHeading(released) : phase.title}
          </PhaseHeading>
          {shown ? (
            <StageArticle text={shown} />
          ) : !released ? (
            <Panel classes="govuk-!-margin-bottom-6">
              <p className="govuk-body">
                {holdsSeat
                  ? `Nobody can see ${partName(stage)} yet. Introduce it, then release it.`
                  : `${facilitatorName(view)} shows ${partName(stage)} in a moment. It then appears here.`}
              </p>
            </Panel>
          ) : client ? (
            <p className="govuk-body" aria-busy="true">
              Loading the text…
            </p>
          ) : (
            <OpenStage stage={stage} />
          )}
          <Prompts phase={phase} title="While you read" />
        </article>
        {isStaff ? <NotesOf stage={stage} /> : null}
      </div>
      {takesPart ? <NoteField phase={phase} label="Your own notes" /> : null}
      <div className="govuk-!-margin-top-6">
        <JustShown phase={phase} />
        <ShownBefore but={phase} />
        <OwnNotes except={phase.id} />
        <ReadAgain except={stage} />
      </div>
    </>
  )
}
