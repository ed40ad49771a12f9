import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  found,
  readForm,
  readParam,
  refused,
  seeOther,
  signedIn,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { EntryEditor } from '#app/ui/cpd/entry-editor.tsx'
import { controlOf } from '#app/ui/cpd/gap-path.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import { entryId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Add an entry – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { cpd } = context.services
  const page = found(await cpd.newPage(actor, readFor(request)))
  return { page, writer: cpd.newWriter() }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { cpd } = context.services
  const form = await readForm(request, entryForm)
  if (!form.ok) return refused(form)
  const { intent, entry, replace, written, revision, writer } = form.value
  const id = readParam(entryId, entry)
  const save = { written, revision, writer }
  const regulator = readFor(request)
  const here = paths.cpdEntry(id, regulator)
  if (replace) {
    const changed = await cpd.changeSpotted(actor, id, save, replace, { isNew: true })
    if (!changed.ok) return refused(changed, form.typed)
    return seeOther(`${here}#${controlOf(changed.value.field)}`)
  }
  if (intent !== 'ready') {
    const saved = await cpd.create(actor, id, save, {
      isAutosave: intent === 'autosave',
      regulator,
    })
    return saved.ok ? seeOther(here) : refused(saved, form.typed)
  }
  const marked = await cpd.markReady(actor, id, save, { isNew: true, regulator })
  if (marked.ok) return seeOther(paths.cpdFor(regulator))
  const { errors } = marked.error
  return errors ? refused({ ok: false, errors, typed: form.typed }) : refused(marked, form.typed)
}

export default function NewEntryPage() {
  const { page, writer } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>() ?? null
  const reader = useReader()
  // A refused post belongs to the entry that it named, not to the fresh one of this load.
  const named = entryId.safeParse(refusal?.typed['entry'])
  const entry = named.success ? { ...page.entry, id: named.data } : page.entry
  const own = { ...page, entry }
  const kept = refusal?.typed['writer'] ?? writer
  const shown = { page: own, readers: [], reader, refusal, writer: kept, savedText: null }
  return <EntryEditor {...shown} isNew />
}
