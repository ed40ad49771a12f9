import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { ReceiptTables } from '#app/ui/account/receipt-table.tsx'
import { SummaryList } from '#app/ui/govuk/summary-list/summary-list.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction = () => [
  { title: 'An account was deleted – Casecircle' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { rights } = context.services
  const receipt = found(await rights.receipt(params['receipt'] ?? ''))
  return { id: receipt.id, at: receipt.at, words: rights.inWords(receipt.lines) }
}

export default function ErasedPage() {
  const { id, at, words } = useLoaderData<typeof loader>()
  return (
    <Page>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">The account is deleted</h1>
          <p className="govuk-body">
            This is the receipt. Keep it, or its address: it is shown nowhere else, and nothing in
            it says whose account it was. Whoever has the address can check that it is genuine.
          </p>
          <SummaryList
            rows={[
              { key: { text: 'Receipt' }, value: { text: id } },
              {
                key: { text: 'Deleted' },
                value: { text: `${dayTextWithYear(londonDay(at))}, ${clockText(at)}` },
              },
            ]}
          />
          <p className="govuk-body">
            <a className="govuk-link" href={paths.erasedFile(id)}>
              Download the receipt
            </a>
          </p>
          <ReceiptTables words={words} isDone />
        </div>
      </div>
    </Page>
  )
}
