import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { DiaryFields } from '#app/ui/diary/diary-fields.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { PieceButtons } from '#app/ui/notes/piece-buttons.tsx'
import { ShownText } from '#app/ui/notes/shown-text.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { diaryForm } from '#server/diary/rules/diary-form.ts'
import { diaryEntryId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Diary entry – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(diaryEntryId, params['written'])
  return found(await context.services.diary.entry(actor, id))
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { diary } = context.services
  const kept = found(await diary.entry(actor, readParam(diaryEntryId, params['written'])))
  const form = await readForm(request, diaryForm)
  if (!form.ok) return refused(form)
  const { intent, date, text, shown } = form.value
  if (intent === 'remove') {
    found(await diary.remove(actor, kept.id))
    return seeOther(paths.diary)
  }
  const saved = await diary.change(actor, kept.id, {
    date: date ?? kept.date,
    text: text === '' ? kept.text : text,
    shown,
  })
  if (!saved.ok) return refused(saved, form.typed)
  if (intent === 'save') return seeOther(paths.diary)
  return seeOther(paths.cpdEntry(found(await diary.promoteEntry(actor, kept.id))))
}

export default function DiaryEntryPage() {
  const entry = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.diary}>Your learning diary</BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Diary entry</h1>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <WhoReads readers="only-you" />
          <form method="post" noValidate>
            <ShownText text={entry.text} refusal={refusal} />
            <DiaryFields date={entry.date} text={entry.text} refusal={refusal} />
            <PieceButtons save="Save entry" remove="Remove this entry" entry={entry.entry} />
          </form>
        </div>
      </div>
    </Page>
  )
}
