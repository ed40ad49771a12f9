import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { phaseRules } from '#server/rooms/rules/phases/index.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { AgreedTexts } from './agreed-texts.tsx'
import { CommandForm } from './command-form.tsx'
import { LateButtons, Release } from './composer.tsx'
import { LearningForm } from './learning-form.tsx'
import { phasePages } from './phases/index.ts'
import { Heading, PhaseHeading } from './phases/parts.tsx'
import { currentPhase, draftText, facilitatorName, isOver, useRoom } from './room-context.tsx'
import { OwnNotes, ReadAgain } from './stage-text.tsx'

/**
 * The work of the phase that the team is in. Somebody who is typing when the phase changes stays
 * where they are: the old phase stands there with their text until they go on.
 */
export function PhaseWork({ level }: { level: 'h1' | 'h2' }) {
  const { view } = useRoom()
  const place = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const { shown, held, goOn, hadFocus } = useShownPhase(view.current, place)
  useEffect(() => {
    // What had the focus has gone with the old phase: the new heading takes its place.
    if (hadFocus.current) heading.current?.focus()
    hadFocus.current = false
  }, [shown, hadFocus])
  const ofHeading = useMemo(() => ({ level, element: heading }), [level])
  const phase = view.phases.find((one) => one.id === shown)
  return (
    <Release.Provider value={goOn}>
      <Heading.Provider value={ofHeading}>
        {held ? <TeamHasMovedOn goOn={goOn} /> : null}
        <LateTexts except={held ? shown : undefined} />
        <div ref={place} id="work">
          {phase ? <PhasePage key={phase.id} phase={phase} /> : <AfterTheLast />}
        </div>
      </Heading.Provider>
    </Release.Provider>
  )
}

function PhasePage({ phase }: { phase: PhaseView }) {
  const Page = phasePages[phase.kind]
  return <Page phase={phase} />
}

/** Which phase this page shows: the team's, unless somebody is in the middle of a text. */
function useShownPhase(current: string | undefined, place: React.RefObject<HTMLDivElement>) {
  const [shown, setShown] = useState(current)
  const [held, setHeld] = useState(false)
  const hadFocus = useRef(false)
  if (shown === current && held) setHeld(false)
  if (shown !== current && !held) {
    if (isWriting(place.current)) setHeld(true)
    else {
      hadFocus.current = place.current?.contains(document.activeElement) ?? false
      setShown(current)
    }
  }
  const goOn = useCallback(() => {
    if (!held) return
    hadFocus.current = true
    setHeld(false)
    setShown(current)
  }, [held, current])
  return { shown, held, goOn, hadFocus }
}

/** Whether the focus is in a field of `place` that holds text. */
export function isWriting(place: HTMLElement | null): boolean {
  const field = document.activeElement
  if (!place?.contains(field)) return false
  const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
  return isText && field.value.trim() !== ''
}

function TeamHasMovedOn({ goOn }: { goOn: () => void }) {
  const { view } = useRoom()
  const phase = currentPhase(view)
  return (
    <Panel kind="now" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>{phase ? `The team is now in “${phase.title}”.` : 'The last phase is over.'}</b> Your
        text is kept on this page. Go to the team when you are ready.
      </p>
      <div className="cc-btn-row cc-tools">
        <Button type="button" attributes={{ onClick: goOn }}>
          Go to the team
        </Button>
      </div>
    </Panel>
  )
}

/** Texts that were begun in a phase that is over, each with its three choices. */
export function LateTexts({ except }: { except?: string | undefined }) {
  const { view, mine, refusal, state } = useRoom()
  if (isOver(view)) return null
  const drafts = view.phases.flatMap((phase) =>
    (['card', 'statement'] as const).flatMap((field) => {
      if (phase.id === except || phase.state !== 'closed') return []
      const text = lateText(refusal?.typed, phase.id, field) ?? draftText(mine, phase.id, field)
      const typing = state.fields[`${phase.id}/${field}`]?.kind === 'typing'
      return text.trim() === '' || typing ? [] : [{ phase, field, text }]
    }),
  )
  return (
    <>
      {drafts.map(({ phase, field, text }) => (
        <Panel key={`${phase.id}/${field}`} kind="warn" classes="govuk-!-margin-bottom-6">
          <p className="govuk-body cc-lines">“{text}”</p>
          <p className="govuk-body">
            You wrote this in “{phase.title}”, and it has not been sent. What shall we do with it?
          </p>
          {phase.anonymous && phaseRules[phase.kind].late ? (
            <p className="govuk-body">
              Sent late, it comes alone: the team may guess that it is yours.
            </p>
          ) : null}
          <CommandForm
            type={field === 'card' ? 'card.post' : 'statement.propose'}
            name={`late/${phase.id}`}
            draftKey={`${phase.id}/${field}`}
            onDone={() => undefined}
          >
            <input type="hidden" name="page.phase" value={phase.id} />
            <input type="hidden" name="page.field" value={field} />
            <input type="hidden" name="text" value={text} />
            <LateButtons phase={phase} isLateOf={`text from “${phase.title}”`} />
          </CommandForm>
        </Panel>
      ))}
    </>
  )
}

/** What a refused form had brought for this phase and field. */
function lateText(
  typed: Record<string, string> | undefined,
  phase: string,
  field: string,
): string | undefined {
  if (!typed || typed['page.phase'] !== phase || typed['page.field'] !== field) return undefined
  return typed['text']
}

/** Between the last phase and the end: time to finish one's own learning. */
function AfterTheLast() {
  const { view, holdsSeat, takesPart } = useRoom()
  return (
    <>
      <PhaseHeading className="govuk-heading-l">All phases are done</PhaseHeading>
      <p className="govuk-body">
        {holdsSeat
          ? 'Close the room when everybody has saved their own learning.'
          : `${facilitatorName(view)} closes the room in a moment. Save your own learning before that.`}
      </p>
      {takesPart ? <LearningForm /> : null}
      <OwnNotes />
      <AgreedTexts />
      <ReadAgain />
    </>
  )
}
