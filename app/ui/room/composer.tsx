import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { phaseRules } from '#server/rooms/rules/phases/index.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { classNames } from '../govuk/options.ts'
import { SaveState } from '../save-state.tsx'
import { slotOf, typingSlot } from '#app/room-client/kept-items.ts'
import { unsentText } from '#app/room-client/outbox.ts'
import { unsavedPlace } from '#app/room-client/save-place.ts'
import { awaitedText, savedText } from '#app/room-client/saved-text.ts'
import { WhoReads, type Readers } from '../who-reads.tsx'
import type { RoomRefusal } from './room-page.ts'
import { CommandForm, emptyTexts } from './command-form.tsx'
import { FieldError } from './field-error.tsx'
import { draftText, noteText, useLasting, useMainButton, useRoom } from './room-context.tsx'

export type ComposerProps = {
  phase: PhaseView
  field: 'card' | 'statement'
  label: string
  /** The first word on the button: Post, Propose. */
  button: string
  readers: Readers
  hint?: string
  rows?: number
  /** Only one composer of a page may be the main thing to do. */
  isMain?: boolean
  children?: ReactNode
}

/** Lets the page go on to the team's phase: what had held it back has been dealt with. */
export const Release = createContext<() => void>(() => undefined)

/**
 * Where somebody writes a text for the team. It is saved while they type. When the phase closes the
 * field stays as it is, and what can be done with the text changes.
 */
export function Composer(props: ComposerProps) {
  const { phase, field, label, button, readers, hint, rows = 3, isMain = true } = props
  const { refusal, holdsSeat } = useRoom()
  const release = useContext(Release)
  const key = `${phase.id}/${field}`
  const id = `${field}-${phase.id}`
  const late = phase.state === 'closed'
  const type = field === 'card' ? 'card.post' : 'statement.propose'
  const error = refusedText(refusal, type, phase.id)
  return (
    <CommandForm
      type={type}
      name={phase.id}
      expect={{ phase: phase.id }}
      classes={isMain && !holdsSeat && !late ? 'cc-panel cc-panel--now' : 'cc-panel'}
      draftKey={key}
      onDone={(form) => {
        emptyTexts(form)
        if (late) release()
      }}
    >
      <input type="hidden" name="page.phase" value={phase.id} />
      <input type="hidden" name="page.field" value={field} />
      <div
        className={classNames(
          'govuk-form-group govuk-!-margin-bottom-2',
          error && 'govuk-form-group--error',
        )}
      >
        <h2 className="govuk-label-wrapper">
          <label className="govuk-label govuk-label--m" htmlFor={id}>
            {label}
          </label>
        </h2>
        <WhoReads readers={readers} id={`${id}-who`} />
        <FieldError id={id} message={error} />
        <SavedTextarea
          id={id}
          fieldKey={key}
          text={error === null ? undefined : refusal?.typed['text']}
          rows={rows}
          describedBy={[`${id}-who`, hint ? `${id}-hint` : '', error ? `${id}-error` : '']}
        />
        {hint ? (
          <p className="govuk-hint govuk-!-margin-bottom-2" id={`${id}-hint`}>
            {hint}
          </p>
        ) : null}
      </div>
      <FieldSave fieldKey={key} />
      {late ? (
        <LateButtons phase={phase} isLateOf={label} />
      ) : (
        <OpenButtons button={button} isMain={isMain} />
      )}
      {props.children}
    </CommandForm>
  )
}

function OpenButtons({ button, isMain }: { button: string; isMain: boolean }) {
  const main = useMainButton()
  return (
    <div className="cc-btn-row govuk-!-margin-top-2">
      <Button classes={isMain ? main : 'govuk-button--secondary'}>{button}</Button>
      <Button classes="govuk-button--secondary" name="page.as" value="note">
        Keep as a private note
      </Button>
      <noscript>
        <Button classes="govuk-button--secondary" name="page.as" value="draft">
          Save draft
        </Button>
      </noscript>
    </div>
  )
}

/** What can be done with a text that came too late. */
export function LateButtons({ phase, isLateOf }: { phase: PhaseView; isLateOf: string }) {
  const hidden = <span className="govuk-visually-hidden">: {isLateOf}</span>
  return (
    <div className="cc-btn-row cc-tools govuk-!-margin-top-2">
      {phaseRules[phase.kind].late ? (
        <Button classes="govuk-button--secondary" name="page.as" value="late">
          Send late{hidden}
        </Button>
      ) : null}
      <Button classes="govuk-button--secondary" name="page.as" value="note">
        Keep as a private note{hidden}
      </Button>
      <Button classes="govuk-button--secondary" name="page.as" value="nothing">
        Throw away{hidden}
      </Button>
    </div>
  )
}

/** One's own notes in a phase: saved while one types, read by nobody else. */
export function NoteField({ phase, label }: { phase: PhaseView; label: string }) {
  const { refusal } = useRoom()
  const error = refusedText(refusal, 'draft.save', phase.id)
  const key = `${phase.id}/note`
  const id = `note-${phase.id}`
  return (
    <CommandForm
      type="draft.save"
      name={phase.id}
      fields={{ phase: phase.id, field: 'note' }}
      classes="cc-panel cc-panel--private govuk-!-margin-top-6"
      onDone={() => undefined}
    >
      <div className="govuk-form-group govuk-!-margin-bottom-2">
        <h2 className="govuk-label-wrapper">
          <label className="govuk-label govuk-label--m" htmlFor={id}>
            {phase.state === 'closed' ? `Your notes from “${phase.title}”` : label}
          </label>
        </h2>
        <WhoReads readers="only-you" id={`${id}-who`} />
        <FieldError id={id} message={error} />
        <SavedTextarea
          id={id}
          fieldKey={key}
          text={error ? refusal?.typed['text'] : undefined}
          rows={5}
          describedBy={[`${id}-who`, error ? `${id}-error` : '']}
        />
      </div>
      <div className="cc-row">
        <FieldSave fieldKey={key} />
        <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">Save now</Button>
      </div>
    </CommandForm>
  )
}

/**
 * A textarea whose text is saved as one types. It is never overwritten while somebody is in it; what
 * was saved on another device comes in when it is left alone.
 */
export function SavedTextarea(props: {
  id: string
  /** `phase/field`, or `learning/question`. */
  fieldKey: string
  name?: string
  /** Typed text of a refused form, in place of what is saved. */
  text?: string
  rows: number
  describedBy: string[]
}) {
  const { client, mine, state } = useRoom()
  const { fieldKey } = props
  const saved =
    unsentText(state.outbox, fieldKey) ??
    awaitedText(state.answered, mine, fieldKey) ??
    fieldText(mine, fieldKey)
  useEffect(() => client?.shows(fieldKey), [client, fieldKey])
  const element = useRef<HTMLTextAreaElement>(null)
  const field = state.fields[fieldKey]
  useEffect(() => {
    // What was typed before the page woke up was heard by nobody: on a slow device that is much.
    const area = element.current
    if (client && area && area.value !== area.defaultValue) client.typed(fieldKey, area.value)
  }, [client, fieldKey])
  useEffect(() => {
    const area = element.current
    if (!client || !area || document.activeElement === area) return
    if (field === undefined || field.kind === 'kept') {
      if (props.text === undefined && area.value !== saved) area.value = saved
    }
    // Only what is saved may change the field; a keystroke elsewhere must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [saved])
  return (
    <textarea
      ref={element}
      className="govuk-textarea"
      data-saved=""
      id={props.id}
      name={props.name ?? 'text'}
      rows={props.rows}
      defaultValue={props.text ?? saved}
      aria-describedby={props.describedBy.filter((id) => id !== '').join(' ') || undefined}
      onInput={(event) => client?.typed(fieldKey, event.currentTarget.value)}
      onBlur={() => client?.flush()}
    />
  )
}

/** The text of a field as its writer sees it: all notes of a phase, no draft of what was posted. */
function fieldText(mine: Parameters<typeof draftText>[0], fieldKey: string): string {
  const [phase = '', field = ''] = fieldKey.split('/')
  if (phase === 'learning') return savedText(mine, fieldKey)
  return field === 'note' ? noteText(mine, phase) : draftText(mine, phase, field)
}

/** Says where the text of a field is; nothing while there is none. */
export function FieldSave({ fieldKey }: { fieldKey: string }) {
  const { state, mine } = useRoom()
  const field = state.fields[fieldKey]
  const [phase, name] = fieldKey.split('/')
  if (field?.kind === 'refused') {
    return (
      <p className="govuk-error-message govuk-!-margin-bottom-0">
        <span className="govuk-visually-hidden">Error:</span> {field.message}
      </p>
    )
  }
  if (field?.kind === 'typing' || field?.kind === 'sending') {
    return <OnItsWay fieldKey={fieldKey} />
  }
  if (field?.kind === 'kept')
    return <SaveState state={{ kind: 'saved', time: clockText(field.at) }} />
  const draft = mine.drafts.find((one) => one.phase === phase && one.field === name)
  if (unsentText(state.outbox, fieldKey) !== undefined) return <OnItsWay fieldKey={fieldKey} />
  if (!draft || fieldText(mine, fieldKey) === '') return null
  return <SaveState state={{ kind: 'saved', time: clockText(Date.parse(draft.at)) }} />
}

/** While there is a connection the line only keeps its place, so that nothing jumps. */
function OnItsWay({ fieldKey }: { fieldKey: string }) {
  const { state } = useRoom()
  const { link, outbox, onDevice } = state
  const isSlow = useLasting(true, 2_000)
  if ((link === 'live' || link === 'requests') && !isSlow) return <p className="cc-save">&nbsp;</p>
  const waiting = outbox.waiting.find((one) => one.key === fieldKey)
  const name = waiting ? slotOf(waiting.command) : typingSlot(fieldKey)
  return <SaveState state={unsavedPlace(link, onDevice.has(name))} />
}

/** The phase that a refused form was written in; undefined when it did not say. */
export function refusedPhase({ typed }: RoomRefusal): string | undefined {
  return typed['page.phase'] ?? typed['expect.phase'] ?? typed['phase']
}

/** Why a text of this kind was refused; null when it was not, or belongs to another phase. */
export function refusedText(
  refusal: RoomRefusal | null,
  type: string,
  phase: string,
): string | null {
  if (!refusal || refusal.typed['type'] !== type) return null
  return refusedPhase(refusal) === phase ? (refusal.errors[0]?.message ?? null) : null
}
