import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { DiaryFields } from '#app/ui/diary/diary-fields.tsx'
import { DiaryPieces } from '#app/ui/diary/diary-pieces.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { diaryForm } from '#server/diary/rules/diary-form.ts'

export const meta: MetaFunction = () => [{ title: 'Your learning diary – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const wanted = Number(new URL(request.url).searchParams.get('page') ?? 1)
  return context.services.diary.page(actor, Number.isInteger(wanted) ? wanted : 1)
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, diaryForm)
  if (!form.ok) return refused(form)
  const { entry, date, text } = form.value
  if (!entry || !date) {
    const message = 'Your text is kept on this page. Load the page again and save it there.'
    return refused({ ok: false, errors: [{ message }], typed: form.typed })
  }
  const added = await context.services.diary.add(actor, { id: entry, date, text })
  return added.ok ? seeOther(paths.diary) : refused(added, form.typed)
}

export default function DiaryPage() {
  const diary = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Your learning diary</h1>
      <WhoReads readers="only-you" />
      <div className="cc-split">
        <div>
          {diary.days.length === 0 ? (
            <Panel>
              <p className="govuk-body">
                <b>Nothing is in it yet.</b> Notes and reflections that you write in a module stand
                here by day, beside what you write here yourself.
              </p>
            </Panel>
          ) : (
            <DiaryPieces diary={diary} />
          )}
          <p className="govuk-body">
            <a className="govuk-link" href={paths.diaryExport}>
              Download your diary (JSON)
            </a>
          </p>
        </div>
        <section className="cc-aside" aria-labelledby="write">
          <h2 className="govuk-heading-m" id="write">
            Write in it
          </h2>
          <form method="post" noValidate>
            <input type="hidden" name="entry" value={refusal?.typed['entry'] ?? diary.nextEntry} />
            <DiaryFields date={diary.today} text="" refusal={refusal} />
            <Button name="intent" value="save">
              Save entry
            </Button>
          </form>
        </section>
      </div>
    </Page>
  )
}
