import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { found, readForm, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import type { SaveAnswer } from '#app/ui/cpd/autosave.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { savedText } from '#app/ui/cpd/saved-text.ts'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import { entryId } from '#server/platform/rules/ids.ts'
import { httpStatus } from '#server/platform/rules/outcome.ts'

/** How often the reader's own entry was saved: a page asks when it may be older than that. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.cpdEntry(params['entry'] ?? ''))
  const id = readParam(entryId, params['entry'])
  const { entry } = found(await context.services.cpd.entry(actor, id))
  return Response.json({ revision: entry.revision })
}

/**
 * What an entry's page sends by itself while its owner types: the same form, answered as JSON, so
 * that nothing on the page moves.
 */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { actor, services } = context
  if (!actor) return answer({ ok: false, message: 'Sign in again: your text is still here.' }, 401)
  const id = readParam(entryId, params['entry'])
  const form = await readForm(request, entryForm)
  if (!form.ok) {
    const message = form.errors[0]?.message ?? 'This cannot be saved.'
    return answer({ ok: false, message: `Not saved. ${message} Your text is still here.` }, 422)
  }
  const { intent, isNew, written, revision, writer } = form.value
  const save = { written, revision, writer }
  const isAutosave = intent !== 'save'
  const regulator = readFor(request)
  const saved = await services.cpd.save(actor, id, save, { isAutosave, isNew, regulator })
  if (!saved.ok) {
    return answer({ ok: false, message: saved.error.message }, httpStatus[saved.error.code])
  }
  const { savedAt, revision: kept, checks } = saved.value
  return answer(
    { ok: true, savedText: savedText(savedAt, Date.now()), revision: kept, checks },
    200,
  )
}

function answer(body: SaveAnswer, status: number): Response {
  return Response.json(body, { status })
}
