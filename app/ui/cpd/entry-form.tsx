import { useState, type FormEvent, type RefObject } from 'react'
import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { isStillNothing, type Autosave } from './autosave.ts'
import { EntryFields, type FieldsProps } from './entry-fields.tsx'

/** By this the buttons beside the form belong to it. */
export const formId = 'entry-form'

export type EntryFormProps = Omit<FieldsProps, 'texts'> & {
  form: RefObject<HTMLFormElement>
  autosave: Autosave
  /** Where it posts to: the page's own address. */
  address: string
  /** The page of the entry, also where this one is for a new entry. */
  own: string
  isNew: boolean
  versions: number
  /** Names this open page, so that its own saves never conflict. */
  writer: string
  onSaved(savedText: string): void
}

/**
 * The form in which a piece is written. Works by posting; with JavaScript it saves itself while one
 * types, and `Save entry` stays on the page; only a new entry goes on to the page of its own.
 */
export function EntryForm(props: EntryFormProps) {
  const { entry, address, own, autosave, isNew, writer } = props
  const [texts, setTexts] = useState<Record<string, string>>({})

  function changed({ target }: FormEvent<HTMLFormElement>) {
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) {
      const { name, value } = target
      setTexts((before) => ({ ...before, [name]: value }))
    }
    autosave.changed()
  }

  async function submitted(event: FormEvent<HTMLFormElement>) {
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    const isSave = submitter instanceof HTMLButtonElement && submitter.value === 'save'
    // What the server refused goes out by the form itself: its page says what to do, text kept.
    const isRefused = autosave.state.kind === 'refused' || isStillNothing(event.currentTarget)
    if (!isSave || isRefused) return autosave.handOver()
    event.preventDefault()
    const savedText = await autosave.saveNow()
    if (savedText === null) return
    props.onSaved(savedText)
    // The entry's own page has what a new one cannot have yet: standards, sharing, deleting.
    if (isNew) location.replace(own)
  }

  return (
    <form
      ref={props.form}
      id={formId}
      method="post"
      action={address}
      noValidate
      onInput={changed}
      onSubmit={(event) => void submitted(event)}
    >
      {/* Enter in a field saves: it must not press whichever button comes first. */}
      <button
        className="govuk-visually-hidden"
        name="intent"
        value="save"
        tabIndex={-1}
        aria-hidden="true"
      >
        Save
      </button>
      <input type="hidden" name="entry" value={entry.id} />
      {isNew ? <input type="hidden" name="new" value="yes" /> : null}
      <input type="hidden" name="writer" value={writer} />
      <input
        type="hidden"
        name="revision"
        value={String(autosave.last?.revision ?? entry.revision)}
      />
      <EntryFields {...props} texts={texts} />
      <div className="cc-btn-row">
        <Button name="intent" value="ready">
          Mark as ready
        </Button>
        <Button name="intent" value="save" classes="govuk-button--secondary">
          Save entry
        </Button>
        {isNew ? (
          <a className="govuk-link" href={paths.cpd}>
            Cancel
          </a>
        ) : (
          <Button name="intent" value="delete" classes="govuk-button--secondary">
            Delete
          </Button>
        )}
      </div>
      {isNew ? null : <FormFoot id={entry.id} versions={props.versions} />}
    </form>
  )
}

function FormFoot({ id, versions }: { id: string; versions: number }) {
  return (
    <p className="govuk-body cc-small cc-quiet">
      A deleted entry can be brought back for 30 days.{' '}
      {versions > 0 ? (
        <a className="govuk-link" href={paths.cpdEntryVersions(id)}>
          Earlier versions ({versions})
        </a>
      ) : null}
    </p>
  )
}
