import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { QuestionForm } from '#app/ui/recall/question-form.tsx'
import { RecallChoices } from '#app/ui/recall/recall-choices.tsx'
import { dayText } from '#server/platform/rules/london.ts'
import type { RecallPage as Loaded } from '#server/recall/recall.server.ts'
import { recallForm, type RecallForm } from '#server/recall/rules/recall-form.ts'
import type { Recall } from '#server/recall/recall.server.ts'
import type { Actor } from '#server/access/rules/actor.ts'

export const meta: MetaFunction = () => [{ title: 'Questions that come back – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return context.services.recall.page(signedIn(context))
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, recallForm)
  if (!form.ok) return refused(form)
  await done(context.services.recall, actor, form.value)
  return seeOther(`${paths.recall}#choices`)
}

async function done(recall: Recall, actor: Actor, form: RecallForm): Promise<void> {
  switch (form.act) {
    case 'back':
      found(await recall.bringBack(actor, form.toolkit, form.item))
      return
    case 'rest':
      found(await recall.letRest(actor, form.toolkit, form.item))
      return
    case 'tell':
    case 'tell-not':
      return recall.setTold(actor, form.act === 'tell')
  }
}

export default function RecallPage() {
  const page = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <h1 className="govuk-heading-xl">Questions that come back</h1>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          {page.question ? (
            <>
              <p className="govuk-body-l">
                {page.sitting === 1 ? '1 question' : `${page.sitting} questions`}, about a minute.
                {page.due > page.sitting ? ' The others wait.' : ''}
              </p>
              <QuestionForm question={page.question} />
            </>
          ) : (
            <NothingDue page={page} />
          )}
          <RecallChoices page={page} />
        </div>
      </div>
    </Page>
  )
}

function NothingDue({ page: { later } }: { page: Loaded }) {
  const [next] = later
  return (
    <Panel kind="done">
      <h2 className="govuk-heading-m">Nothing is back today</h2>
      <p className="govuk-body">
        {next
          ? `The next question comes back on ${dayText(next.dueOn)}.`
          : 'A question comes back when you were sure of an answer and it was not right. You can also ask for one.'}
      </p>
    </Panel>
  )
}
