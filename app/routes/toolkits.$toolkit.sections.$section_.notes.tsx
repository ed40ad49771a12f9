import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { NoteFields } from '#app/ui/notes/note-fields.tsx'
import { NoteList } from '#app/ui/notes/note-list.tsx'
import { newNoteForm } from '#server/notes/rules/note-form.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `Your notes: ${page.section.title} – Casecircle` : 'Casecircle' },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  return found(await context.services.notes.inSection(actor, toolkit, params['section'] ?? ''))
}

/** A new note; then back to the section. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  const section = params['section'] ?? ''
  const form = await readForm(request, newNoteForm)
  if (!form.ok) return refused(form)
  const added = await context.services.notes.add(actor, toolkit, section, form.value)
  if (!added.ok) return refused(added, form.typed)
  return seeOther(`${paths.section(toolkit, section)}#own-notes`)
}

export default function SectionNotesPage() {
  const page = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  const { toolkit, section, notes } = page
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <BackLink href={paths.section(toolkit, section.id)}>Back to the section</BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Your notes on “{section.title}”</h1>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          {notes.length > 0 ? <NoteList notes={notes} /> : null}
          <form method="post" noValidate>
            <NoteFields page={page} refusal={refusal} />
          </form>
        </div>
      </div>
    </Page>
  )
}
