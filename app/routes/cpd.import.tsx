import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { importLimitBytes, importLimitText, type Imported } from '#server/cpd/rules/import.ts'
import { refuse } from '#server/platform/rules/outcome.ts'

export const meta: MetaFunction = () => [{ title: 'Bring in a CPD record – Casecircle' }]

const count = z.coerce.number().int().min(0).max(1_000_000).catch(0)
const doneQuery = z.object({
  ...{ added: count, standing: count, inBin: count, brought: count, registrations: count },
})

export function loader({ context, request }: LoaderFunctionArgs) {
  signedIn(context)
  const query = new URL(request.url).searchParams
  return { done: query.has('added') ? doneQuery.parse(Object.fromEntries(query)) : null }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const file = (await request.formData()).get('file')
  if (!(file instanceof Blob) || file.size === 0) {
    return refused(refuse('invalid', 'Choose a file first.', { field: 'file' }))
  }
  // A little more than the limit is enough to say that it is too large.
  const bytes = new Uint8Array(await file.slice(0, importLimitBytes + 1).arrayBuffer())
  const done = await context.services.cpd.importJson(actor, bytes)
  if (!done.ok) return refused(done)
  const counts = Object.entries(done.value).map(([name, n]): [string, string] => [name, String(n)])
  return seeOther(`${paths.cpdImport}?${new URLSearchParams(counts).toString()}`)
}

export default function ImportPage() {
  const { done } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpdExport} classes="govuk-!-margin-top-0">
        Export my CPD
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <FormErrors refusal={refusal} />
          <h1 className="govuk-heading-xl">Bring in a CPD record</h1>
          {done && !refusal ? <Done done={done} /> : null}
          <WhoReads readers="only-you" />
          <p className="govuk-body">
            Choose a file that “Download JSON” made, here or in another Casecircle. Its entries are
            added to your record. The file itself is not kept.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            <li>
              Nothing that stands in your record is changed: an entry that is there is left out.
            </li>
            <li>
              Facts that another Casecircle attested come in as “Not attested here”. They do not
              count as facts of your team.
            </li>
            <li>A file that cannot be read whole brings in nothing, and we say why.</li>
          </ul>
          <form method="post" encType="multipart/form-data" className="govuk-!-margin-top-6">
            <Input
              id="file"
              name="file"
              type="file"
              label={{ text: 'Your file', classes: 'govuk-label--s' }}
              hint={{ text: `JSON, at most ${importLimitText}` }}
              errorMessage={errorOf(refusal, 'file')}
              attributes={{ accept: '.json,application/json' }}
            />
            <Button>Bring it in</Button>
          </form>
        </div>
      </div>
    </Page>
  )
}

function Done({ done }: { done: Imported }) {
  const { added, standing, inBin, brought, registrations } = done
  return (
    <Panel kind="done" as="section" labelledBy="done">
      <h2 className="govuk-heading-m" id="done">
        {added === 0 ? 'Nothing new was in it' : `${entries(added)} brought in`}
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {standing > 0 ? (
          <li>{entries(standing)} stood here already, and stay as they are.</li>
        ) : null}
        {inBin > 0 ? <li>{entries(inBin)} in your bin, and stay there.</li> : null}
        {brought > 0 ? (
          <li>
            {brought === 1 ? '1 fact is' : `${brought} facts are`} marked “Not attested here”.
          </li>
        ) : null}
        {registrations > 0 ? (
          <li>
            Where you are registered came along.{' '}
            <a className="govuk-link" href={paths.registrations}>
              Check it
            </a>
            .
          </li>
        ) : null}
      </ul>
      <a className="govuk-link" href={paths.cpd}>
        See your record
      </a>
    </Panel>
  )
}

function entries(n: number): string {
  return n === 1 ? '1 entry' : `${n} entries`
}
