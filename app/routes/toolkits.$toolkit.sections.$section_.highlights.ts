import { data, type ActionFunctionArgs } from '@remix-run/node'
import { readForm, readParam, signedIn } from '#app/context.ts'
import { newNoteForm } from '#server/notes/rules/note-form.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { httpStatus } from '#server/platform/rules/outcome.ts'

/** The same post as the notes of a section take, for the page's script: the answer is data. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  const form = await readForm(request, newNoteForm)
  if (!form.ok) return Response.json({ message: form.errors[0]?.message ?? '' }, { status: 422 })
  const { notes } = context.services
  const added = await notes.add(actor, toolkit, params['section'] ?? '', form.value)
  if (added.ok) return Response.json({ note: added.value }, { status: 201 })
  const { code, message } = added.error
  return Response.json({ message }, { status: httpStatus[code] })
}

/** There is nothing to look at here. */
export function loader() {
  throw data({ message: 'There is no such page.' }, { status: 404 })
}
