import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BinList } from '#app/ui/cpd/bin.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { binForm } from '#server/cpd/rules/bin-form.ts'

export const meta: MetaFunction = () => [{ title: 'Bin – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return { rows: await context.services.cpd.bin(signedIn(context)) }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, binForm)
  if (!form.ok) return refused(form)
  const { cpd } = context.services
  const { intent, entry } = form.value
  if (intent === 'erase') {
    found(await cpd.eraseNow(actor, entry))
    return seeOther(paths.cpdBin)
  }
  found(await cpd.undoDelete(actor, entry))
  return seeOther(paths.cpdEntry(entry))
}

export default function BinPage() {
  const { rows } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">Bin</h1>
      <WhoReads readers="only-you" classes="govuk-!-margin-bottom-6" />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <p className="govuk-body">
            What you delete stays here for 30 days. After that it is erased for good, with its
            earlier versions.
          </p>
          {rows.length > 0 ? (
            <BinList rows={rows} />
          ) : (
            <p className="govuk-body">
              The bin is empty.{' '}
              <a className="govuk-link" href={paths.cpd}>
                Go to my CPD
              </a>
            </p>
          )}
        </div>
      </div>
    </Page>
  )
}
