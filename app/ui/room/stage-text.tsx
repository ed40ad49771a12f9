import { useEffect } from 'react'
import type { StageTitle } from '#server/rooms/rules/shapes.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { InsetText } from '../govuk/inset-text/inset-text.tsx'
import { WhoReads } from '../who-reads.tsx'
import { CommandForm } from './command-form.tsx'
import { partName } from '#server/rooms/rules/part-name.ts'
import { capitalised, noteText, useMainButton, useRoom } from './room-context.tsx'
import type { StageText } from './room-page.ts'

/** The text of a released part, once this person has opened it. */
export function useStage(stage: string): { isOpened: boolean; text: StageText | undefined } {
  const { page, state, mine } = useRoom()
  return {
    isOpened: mine.opened.includes(stage),
    text: state.stageTexts[stage] ?? page.stageTexts[stage],
  }
}

/**
 * Opens a released part by itself once the page is awake: that somebody read it before the next one
 * came is part of the evidence. Without JavaScript a button does it.
 */
export function useOpening(stage: string | undefined): void {
  const { client, view, mine, takesPart } = useRoom()
  const isReleased = stage !== undefined && view.stages.some((one) => one.stage === stage)
  const isOpened = stage !== undefined && mine.opened.includes(stage)
  useEffect(() => {
    if (!client || !isReleased || stage === undefined) return
    if (takesPart && !isOpened) void client.send('stage.open', { stage }, {}, `open/${stage}`)
    void client.readStage(stage)
  }, [client, isReleased, isOpened, stage, takesPart])
}

/** "Part 1: the call from school" */
export function stageHeading({ stage, title }: StageTitle): string {
  return `${capitalised(partName(stage))}: ${title}`
}

export function StageArticle({ text }: { text: StageText }) {
  return (
    <>
      {text.warning ? <InsetText classes="govuk-!-margin-top-0">{text.warning}</InsetText> : null}
      {/* HTML of our own making: compiled from checked content when it was published. */}
      <div className="cc-prose" dangerouslySetInnerHTML={{ __html: text.html }} />
    </>
  )
}

export function OpenStage({ stage }: { stage: string }) {
  const main = useMainButton()
  return (
    <CommandForm type="stage.open" fields={{ stage }}>
      <Button classes={main}>Open {partName(stage)}</Button>
    </CommandForm>
  )
}

/** Every part that has been shown, to read again. `except` is the one that stands on the page. */
export function ReadAgain({ except }: { except?: string }) {
  const { view } = useRoom()
  return (
    <>
      {view.stages
        .filter((one) => one.stage !== except)
        .map((one) => (
          <StageAgain key={one.stage} stage={one} />
        ))}
    </>
  )
}

function StageAgain({ stage }: { stage: StageTitle }) {
  const { client, takesPart } = useRoom()
  const { isOpened, text } = useStage(stage.stage)
  const known = text !== undefined && (isOpened || !takesPart)
  function open(): void {
    if (!client) return
    if (takesPart && !isOpened) {
      void client.send('stage.open', { stage: stage.stage }, {}, `open/${stage.stage}`)
    }
    void client.readStage(stage.stage)
  }
  return (
    <details
      className="govuk-details"
      id={stage.stage}
      onToggle={(event) => {
        if (event.currentTarget.open) open()
      }}
    >
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          Read {partName(stage.stage)}
          {isOpened ? ' again' : ''}
        </span>
      </summary>
      <div className="govuk-details__text">
        <h3 className="govuk-heading-m">{stageHeading(stage)}</h3>
        {known ? (
          <StageArticle text={text} />
        ) : client ? (
          <p className="govuk-body">Loading the text…</p>
        ) : (
          <OpenStage stage={stage.stage} />
        )}
      </div>
    </details>
  )
}

/** One's own notes of earlier phases, folded. */
export function OwnNotes({ except, open = false }: { except?: string; open?: boolean }) {
  const { view, mine } = useRoom()
  return (
    <>
      {view.phases
        .filter((phase) => phase.id !== except && noteText(mine, phase.id).trim() !== '')
        .map((phase) => (
          <Details key={phase.id} open={open} summaryText={`Your own notes from “${phase.title}”`}>
            <WhoReads readers="only-you" />
            <p className="govuk-body cc-lines">{noteText(mine, phase.id)}</p>
          </Details>
        ))}
    </>
  )
}
