import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Textarea } from '#app/ui/govuk/textarea/textarea.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { PassageText } from '#app/ui/notes/passage-text.tsx'
import { PieceButtons } from '#app/ui/notes/piece-buttons.tsx'
import { ShownText } from '#app/ui/notes/shown-text.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { noteForm } from '#server/notes/rules/note-form.ts'
import { noteId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Your note – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  return found(await context.services.notes.note(actor, readParam(noteId, params['note'])))
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { notes, diary } = context.services
  const note = found(await notes.note(actor, readParam(noteId, params['note'])))
  const form = await readForm(request, noteForm)
  if (!form.ok) return refused(form)
  const { intent, text, shown } = form.value
  if (intent === 'remove') {
    found(await notes.remove(actor, note.id))
    return seeOther(placeOf(note))
  }
  const saved = await notes.change(actor, note.id, text, shown)
  if (!saved.ok) return refused(saved, form.typed)
  if (intent === 'save') return seeOther(placeOf(note))
  return seeOther(paths.cpdEntry(found(await diary.promoteNote(actor, note.id))))
}

/** Where a note stands: its section, or the diary when that is gone. */
function placeOf(note: { toolkit: string; section: { id: string } | null }): string {
  return note.section ? `${paths.section(note.toolkit, note.section.id)}#own-notes` : paths.diary
}

export default function NotePage() {
  const note = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <BackLink href={placeOf(note)}>Back</BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Your note</h1>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <p className="govuk-body cc-quiet">
            {note.toolkitTitle}
            {note.section ? `: ${note.section.title}` : ' (its section is no longer there)'}
          </p>
          {note.about === '' ? null : <p className="govuk-body">{note.about}</p>}
          {note.passage ? <PassageText passage={note.passage} /> : null}
          <form method="post" noValidate>
            <ShownText text={note.text} refusal={refusal} />
            <Textarea
              id="text"
              name="text"
              rows={6}
              label={{ text: 'Your note', classes: 'govuk-label--m' }}
              value={refusal?.typed['text'] ?? note.text}
              errorMessage={errorOf(refusal, 'text')}
              describedBy="note-readers"
            />
            <WhoReads readers="only-you" id="note-readers" />
            <PieceButtons save="Save note" remove="Remove this note" entry={note.entry} />
          </form>
        </div>
      </div>
    </Page>
  )
}
