import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { CommandType, Expectation } from '#server/rooms/rules/commands.ts'
import { useRoom } from './room-context.tsx'

/**
 * A text that is saved nowhere before it is sent lies on the device meanwhile, and is offered when its
 * form goes: because the phase or the room was closed, or the page left.
 */
export function useHeldText(
  { type, expect = {} }: { type: CommandType; expect?: Expectation },
  place: string,
) {
  const { client } = useRoom()
  const form = useRef<HTMLFormElement>(null)

  function hold(field: EventTarget): void {
    if (!client || !isUnsavedText(field)) return
    const text = isTyped(field) ? { type, body: { [field.name]: field.value }, expect } : null
    client.holds(place, text)
  }

  useEffect(() => {
    // What was typed before the page woke up was heard by nobody.
    for (const field of form.current?.elements ?? []) {
      if (isUnsavedText(field) && isTyped(field)) hold(field)
    }
    // Only when the page wakes up.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client])

  return { form, holds: (event: FormEvent<HTMLFormElement>) => hold(event.target) }
}

type TextField = HTMLTextAreaElement | HTMLInputElement

/** Whether it holds words for the team that nothing saves as one types. */
function isUnsavedText(field: EventTarget): field is TextField {
  const isText =
    field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && field.type === 'text')
  if (!isText || field.dataset['saved'] !== undefined) return false
  return field.name === 'text' || field.name === 'title'
}

function isTyped({ value, defaultValue }: TextField): boolean {
  return value.trim() !== '' && value.trim() !== defaultValue.trim()
}

/**
 * Fields that begin with words of the team, such as a statement to be changed: whoever has typed in
 * one keeps it when those words (`latest`) change, and `isBehind` says that they have.
 */
export function useTeamsWords(latest: string) {
  const place = useRef<HTMLDivElement>(null)
  const known = useRef(new Map<TextField, string>())
  const [isBehind, setIsBehind] = useState(false)
  useEffect(() => {
    const fields = place.current?.querySelectorAll<TextField>(
      'textarea, input:not([type="hidden"])',
    )
    let hasTyped = false
    for (const field of fields ?? []) {
      const before = known.current.get(field)
      known.current.set(field, field.defaultValue)
      if (before === undefined) continue
      if (field.value !== before && isTyped(field)) hasTyped = true
      else field.value = field.defaultValue
    }
    setIsBehind(hasTyped)
  }, [latest])
  return { place, isBehind }
}

/** Said beside a text that was kept while the words that it began with changed. */
export function WordsHaveChanged() {
  return (
    <p className="govuk-body cc-small">
      <b>The words above were changed while you were writing.</b> Your text is still here. Look at
      the new words before you send it.
    </p>
  )
}
