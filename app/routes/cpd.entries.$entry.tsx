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
import { DeletedEntry, ReadyEntry } from '#app/ui/cpd/ready-entry.tsx'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { savedText } from '#app/ui/cpd/saved-text.ts'
import { controlOf } from '#app/ui/cpd/gap-path.ts'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import { entryId } from '#server/platform/rules/ids.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.page.title ?? 'CPD entry'} – Casecircle` },
]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { cpd } = context.services
  const page = found(await cpd.entry(actor, readParam(entryId, params['entry']), readFor(request)))
  const readers = await context.services.sharing.readersOf(actor, page.entry.id)
  const { savedAt } = page.entry
  return {
    page,
    readers,
    writer: cpd.newWriter(),
    savedText: savedAt === null ? null : savedText(savedAt, Date.now()),
    untilText: page.undoUntil === null ? '' : dayTextWithYear(londonDay(page.undoUntil)),
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { cpd } = context.services
  const id = readParam(entryId, params['entry'])
  const form = await readForm(request, entryForm)
  if (!form.ok) return refused(form)
  const { intent, use, replace, written, revision, writer } = form.value
  const save = { written, revision, writer }
  const regulator = readFor(request)
  const here = paths.cpdEntry(id, regulator)
  if (use) {
    const used = await cpd.useWords(actor, id, save, use)
    if (!used.ok) return refused(used, form.typed)
    return seeOther(`${here}#${controlOf(used.value.field)}`)
  }
  if (replace) {
    const changed = await cpd.changeSpotted(actor, id, save, replace)
    if (!changed.ok) return refused(changed, form.typed)
    return seeOther(`${here}#${controlOf(changed.value.field)}`)
  }
  switch (intent) {
    case 'change':
      found(await cpd.change(actor, id))
      return seeOther(here)
    case 'bring-back':
      found(await cpd.undoDelete(actor, id))
      return seeOther(here)
    case 'delete':
      // What was typed last is kept with it: a deletion can be undone.
      if ('learnt' in form.typed) await cpd.save(actor, id, save, { isAutosave: true })
      found(await cpd.delete(actor, id))
      return seeOther(paths.cpd)
    case 'ready': {
      const marked = await cpd.markReady(actor, id, save, { regulator })
      if (marked.ok) return seeOther(paths.cpdFor(regulator))
      const { errors } = marked.error
      return errors
        ? refused({ ok: false, errors, typed: form.typed })
        : refused(marked, form.typed)
    }
    case 'save':
    case 'autosave': {
      const saved = await cpd.save(actor, id, save, { isAutosave: intent === 'autosave' })
      return saved.ok ? seeOther(here) : refused(saved, form.typed)
    }
  }
}

export default function CpdEntryPage() {
  const { page, readers, writer, savedText, untilText } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>() ?? null
  const reader = useReader()
  if (page.undoUntil !== null && !refusal) return <DeletedEntry {...{ page, reader, untilText }} />
  if (page.entry.status === 'ready' && !refusal) {
    return <ReadyEntry {...{ page, readers, reader, savedText }} />
  }
  return <EntryEditor {...{ page, readers, reader, refusal, writer, savedText }} isNew={false} />
}
