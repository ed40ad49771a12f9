import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { entryId } from '#server/platform/rules/ids.ts'
import { tagForm } from '#server/standards/rules/coverage.ts'

export const meta: MetaFunction = () => [{ title: 'Standards of an entry – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const entry = readParam(entryId, params['entry'])
  return { entry, ...found(await context.services.standards.tagPage(actor, entry)) }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const entry = readParam(entryId, params['entry'])
  const form = await readForm(request, tagForm)
  if (!form.ok) return refused(form)
  return seeOther(
    paths.cpdEntry(found(await context.services.standards.tag(actor, entry, form.value.standard))),
  )
}

export default function EntryStandardsPage() {
  const { entry, title, frameworks, chosen, suggested } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpdEntry(entry)}>{title}</BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Which standards does it touch?</h1>
      <p className="govuk-body">
        Choose as many as fit, or none. It helps you to see what your learning covers. In Scotland
        the regulator asks for it: its elements and topics are in the list.
      </p>
      <WhoReads readers="only-you" />
      <form method="post" noValidate>
        {frameworks.map((framework) => (
          <Checkboxes
            key={framework.id}
            name="standard"
            idPrefix={framework.id}
            classes="govuk-checkboxes--small"
            values={chosen}
            fieldset={{
              legend: { text: framework.title, classes: 'govuk-fieldset__legend--m' },
            }}
            items={framework.standards.map((standard) => ({
              value: standard.code,
              text: `${standard.code}: ${standard.title}`,
              ...hintOf(standard.summary, suggested.includes(standard.code)),
            }))}
          />
        ))}
        <Button>Save standards</Button>
      </form>
    </Page>
  )
}

function hintOf(summary: string | undefined, isSuggested: boolean) {
  const told = isSuggested ? 'The toolkit speaks to this.' : ''
  const text = [told, summary ?? ''].filter((words) => words !== '').join(' ')
  return text === '' ? {} : { hint: { text } }
}
