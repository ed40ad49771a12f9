import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { unsentText } from '#app/room-client/outbox.ts'
import { phaseRules } from '#server/rooms/rules/phases/index.ts'
import type { CommandType } from '#server/rooms/rules/commands.ts'
import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import type { PhaseView, View } from '#server/rooms/rules/shapes.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { AgreedTexts } from './agreed-texts.tsx'
import { CommandForm } from './command-form.tsx'
import { LateButtons, refusedPhase, Release } from './composer.tsx'
import type { RoomRefusal } from './room-page.ts'
import { LearningForm } from './learning-form.tsx'
import { phasePages } from './phases/index.ts'
import { Held, Heading, PhaseHeading } from './phases/parts.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { currentPhase, draftText, facilitatorName, useRoom } from './room-context.tsx'
import { ShownBefore } from './shown-before.tsx'
import { OwnNotes, ReadAgain } from './stage-text.tsx'

/**
 * The work of the phase that the team is in. Somebody who is typing when the phase changes keeps the
 * field that they are in, above the new phase, until they have decided about their text.
 */
export function PhaseWork({ level }: { level: 'h1' | 'h2' }) {
  const { view } = useRoom()
  const place = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const { kept, goOn, hadFocus } = useKeptPhase(view.current, place)
  useEffect(() => {
    if (!hadFocus.current) return
    // What had the focus has gone with the old phase: the new heading takes its place.
    heading.current?.focus()
    hadFocus.current = false
  })
  const shown = [...(kept ? [kept] : []), view.current ?? afterTheLast]
  return (
    <Release.Provider value={goOn}>
      {kept ? <TeamHasMovedOn goOn={goOn} /> : null}
      <LateTexts except={kept ?? undefined} />
      <div ref={place} id="work">
        {shown.map((id) => (
          <div key={id} data-phase={id} className={id === kept ? 'cc-held' : undefined}>
            <Heading.Provider value={{ level, element: id === kept ? null : heading }}>
              <Held.Provider value={id === kept}>
                <PhasePage id={id} />
              </Held.Provider>
            </Heading.Provider>
          </div>
        ))}
      </div>
    </Release.Provider>
  )
}

const afterTheLast = 'after the last'

function PhasePage({ id }: { id: string }) {
  const { view } = useRoom()
  const phase = view.phases.find((one) => one.id === id)
  if (!phase) return <AfterTheLast />
  const Page = phasePages[phase.kind]
  return <Page phase={phase} />
}

/** The phase before, while somebody is in the middle of a text in it; null otherwise. */
function useKeptPhase(current: string | undefined, place: RefObject<HTMLDivElement>) {
  const [seen, setSeen] = useState(current)
  const [kept, setKept] = useState<string | null>(null)
  const hadFocus = useRef(false)
  if (seen !== current) {
    setSeen(current)
    const field = isWriting(place.current) ? document.activeElement : null
    const page = field?.closest('[data-phase]')?.getAttribute('data-phase') ?? null
    field?.closest('form')?.setAttribute('data-held', '')
    setKept(page)
    hadFocus.current = !field && (place.current?.contains(document.activeElement) ?? false)
  }
  if (kept !== null && kept === current) setKept(null)
  const goOn = useCallback(() => {
    hadFocus.current = true
    setKept(null)
  }, [])
  return { kept, goOn, hadFocus }
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
function LateTexts({ except }: { except?: string | undefined }) {
  const { view, mine, refusal, state } = useRoom()
  if (isOver(view)) return null
  const drafts = view.phases.flatMap((phase) =>
    (['card', 'statement'] as const).flatMap((field) => {
      if (phase.id === except || phase.state !== 'closed') return []
      const text =
        lateText(refusal, phase.id, field) ??
        unsentText(state.outbox, `${phase.id}/${field}`) ??
        draftText(mine, phase.id, field)
      const typing = state.fields[`${phase.id}/${field}`]?.kind === 'typing'
      return text.trim() === '' || typing ? [] : [{ phase, field, text }]
    }),
  )
  return (
    <>
      <HomelessText />
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
function lateText(refusal: RoomRefusal | null, phase: string, field: string): string | undefined {
  if (!refusal || refusedPhase(refusal) !== phase) return undefined
  return refusal.typed['type'] === typeOf[field] ? refusal.typed['text'] : undefined
}

const typeOf: Record<string, string> = { card: 'card.post', statement: 'statement.propose' }

/** The text of a refused form that has no field on this page any more: nothing typed is lost. */
function HomelessText() {
  const { view, refusal } = useRoom()
  const text = refusal?.typed['text'] ?? refusal?.typed['title'] ?? ''
  const phase = currentPhase(view)
  if (!refusal || text.trim() === '' || hasField(view, refusal)) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body cc-lines">“{text}”</p>
      <p className="govuk-body">This has not been sent. Copy it, or keep it as a note.</p>
      {phase ? (
        <CommandForm type="draft.save" name="homeless" onDone={() => undefined}>
          <input type="hidden" name="page.phase" value={phase.id} />
          <input type="hidden" name="text" value={text} />
          <Button classes="govuk-button--secondary" name="page.as" value="note">
            Keep as a private note
          </Button>
        </CommandForm>
      ) : null}
    </Panel>
  )
}

const withNotes = new Set<PhaseKind>(['welcome', 'disclose', 'round', 'discuss', 'small-groups'])

function takes(phase: PhaseView, type: 'card.post' | 'statement.propose'): boolean {
  const accepts: readonly CommandType[] = phaseRules[phase.kind].accepts
  return accepts.includes(type)
}

/** Whether the text of a refused form stands in a field of the page already. */
function hasField(view: View, refusal: RoomRefusal): boolean {
  const type = refusal.typed['type'] ?? ''
  const of = refusedPhase(refusal)
  const phase = view.phases.find((one) => one.id === of)
  const kind = currentPhase(view)?.kind
  switch (type) {
    case 'card.post':
    case 'statement.propose':
      if (!phase || phase.state === 'pending') return false
      return phase.state === 'closed' || takes(phase, type)
    case 'draft.save':
      return phase !== undefined && phase.id === view.current && withNotes.has(phase.kind)
    case 'statement.sign':
    case 'statement.revise':
    case 'action.add':
    case 'action.change':
      return kind === 'agree'
    case 'theme.make':
      return kind === 'theme'
    default:
      return false
  }
}

/** Between the last phase and the end: time to finish one's own learning. */
function AfterTheLast() {
  const { view, holdsSeat, takesPart } = useRoom()
  const closes = `${facilitatorName(view)} closes the room in a moment.`
  return (
    <>
      <PhaseHeading className="govuk-heading-l">All phases are done</PhaseHeading>
      <p className="govuk-body">
        {holdsSeat
          ? 'Close the room when everybody has saved their own learning.'
          : takesPart
            ? `${closes} Save your own learning before that.`
            : closes}
      </p>
      {takesPart ? <LearningForm /> : null}
      <ShownBefore />
      <OwnNotes />
      <AgreedTexts />
      <ReadAgain />
    </>
  )
}
