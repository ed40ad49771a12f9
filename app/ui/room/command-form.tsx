import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { formCommandId } from '#app/room-client/command-id.ts'
import { commandOfForm } from '#app/room-client/form-command.ts'
import { paths } from '#app/paths.ts'
import type { CommandType, Expectation } from '#server/rooms/rules/commands.ts'
import { classNames } from '../govuk/options.ts'
import { useHeldText } from './held-text.tsx'
import { noteText, useRoom } from './room-context.tsx'

export type CommandFormProps = {
  type: CommandType
  /** Body fields that the person does not type. */
  fields?: Record<string, string | number | undefined>
  expect?: Expectation
  /** Tells forms of the same type apart. */
  name?: string
  classes?: string
  /** The text of this field is sent: nothing of it is to be saved as a draft any more. */
  draftKey?: string
  /** What to do once it was accepted, in place of emptying the text fields. */
  onDone?: (form: HTMLFormElement) => void
  children: ReactNode
}

/**
 * One command as a plain form: without JavaScript it is posted and the page comes again, with it the
 * same fields go over the room's connection, and nothing moves.
 */
export function CommandForm(props: CommandFormProps) {
  const { type, fields = {}, expect = {}, name = '', classes, children } = props
  const { page } = useRoom()
  const place = useId()
  const { submit, error } = useSubmit(props, place)
  const { form, holds } = useHeldText(props, place)
  const key = `${type}/${name}/${JSON.stringify(fields)}`
  return (
    <form
      ref={form}
      onInput={holds}
      method="post"
      action={paths.roomCommands(page.room)}
      className={classNames(classes) || undefined}
      onSubmit={submit}
    >
      <input type="hidden" name="id" value={formCommandId(page.seed, key)} />
      <input type="hidden" name="type" value={type} />
      {Object.entries(fields).map(([field, value]) =>
        value === undefined ? null : (
          <input key={field} type="hidden" name={field} value={String(value)} />
        ),
      )}
      {Object.entries(expect).map(([field, value]) =>
        value === undefined ? null : (
          <input key={field} type="hidden" name={`expect.${field}`} value={String(value)} />
        ),
      )}
      {error ? (
        <p className="govuk-error-message">
          <span className="govuk-visually-hidden">Error:</span> {error}
        </p>
      ) : null}
      {children}
    </form>
  )
}

/** Sends a form over the connection once the page is awake; until then the browser posts it. */
function useSubmit({ onDone, draftKey }: CommandFormProps, place: string) {
  const { client, page, mine } = useRoom()
  const [error, setError] = useState<string | null>(null)
  const busy = useRef(false)
  // While this form stands on the page, a text that was refused stays in it; then it is offered.
  useEffect(() => client?.shows(place), [client, place])

  async function send(form: HTMLFormElement, entries: [string, unknown][]): Promise<void> {
    if (!client) return
    const read = commandOfForm(page.room, entries, (phase) => noteText(mine, phase))
    if (!read.ok) return setError(read.error.message)
    const { type, body, expect } = read.command
    const answer = await client.send(type, body, expect, undefined, place)
    if (!answer) return
    if (!answer.ok) {
      setError(answer.error.message)
      client.say(answer.error.message)
      return
    }
    setError(null)
    if (draftKey) client.emptied(draftKey)
    if (read.clears) void client.send('draft.save', { ...read.clears, text: '' })
    if (onDone) onDone(form)
    else emptyTexts(form)
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    if (!client) return
    event.preventDefault()
    if (busy.current) return
    busy.current = true
    const form = event.currentTarget
    void send(form, entriesOf(form, event.nativeEvent)).finally(() => {
      busy.current = false
    })
  }

  return { submit, error }
}

function entriesOf(form: HTMLFormElement, event: Event): [string, unknown][] {
  const entries: [string, unknown][] = [...new FormData(form).entries()]
  const button = event instanceof SubmitEvent ? event.submitter : null
  if (button instanceof HTMLButtonElement && button.name !== '') {
    entries.push([button.name, button.value])
  }
  return entries
}

export function emptyTexts(form: HTMLFormElement): void {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value = ''
    if (field instanceof HTMLInputElement && field.type !== 'hidden') field.value = ''
  }
}
