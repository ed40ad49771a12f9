import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { CheckedStatements } from '#app/ui/evidence/checked-statements.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { evidenceId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [
  { title: 'Evidence of learning – Casecircle' },
  { name: 'robots', content: 'noindex' },
]

// The secret stands in the query: it must not go on in a Referer, not even to ourselves.
export const headers: HeadersFunction = () => ({
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
})

/** Whether a piece of evidence is valid, for whoever has its verify address. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const id = evidenceId.safeParse(params['evidence'])
  const secret = new URL(request.url).searchParams.get('secret')
  const shown = await context.services.proofs.shown(
    id.success ? id.data : null,
    secret,
    context.address,
  )
  return { report: found(shown) }
}

export default function VerifyEvidencePage() {
  const { report } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()}>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Evidence of learning</h1>
          <CheckedStatements report={report} />
          <p className="govuk-body">
            This is about the person who gave you the link. Their name is not shown here, and their
            reflections are not in it.
          </p>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.verify}>
              Check a file you were given
            </a>
            , with a name if the person put it in
          </p>
        </div>
      </div>
    </Page>
  )
}
