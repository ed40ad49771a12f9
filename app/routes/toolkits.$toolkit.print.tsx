import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { useScripts } from '#app/ui/cpd/copied.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { PrintedModuleText, wantsAnswers } from '#app/ui/learning/printed-module.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { toolkitId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.title}, to print – Casecircle` : 'Casecircle' },
]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  const wanted = { hasAnswers: wantsAnswers(request) }
  return found(await context.services.learning.printable(actor, toolkit, wanted))
}

export default function PrintPage() {
  const module = useLoaderData<typeof loader>()
  const { toolkit, title, hasAnswers } = module
  const hasScripts = useScripts()
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <div className="cc-screen-only">
        <BackLink href={paths.toolkit(toolkit)} classes="govuk-!-margin-top-0">
          {title}
        </BackLink>
        <form method="get" action={paths.print(toolkit)}>
          <Checkboxes
            name="answers"
            idPrefix="answers"
            classes="govuk-checkboxes--small"
            values={hasAnswers ? ['yes'] : []}
            items={[{ value: 'yes', text: 'With my own answers and reflections' }]}
          />
          <div className="cc-btn-row">
            <Button classes="govuk-button--secondary">Show</Button>
            {hasScripts ? (
              <Button
                type="button"
                classes="govuk-button--secondary"
                attributes={{ onClick: () => window.print() }}
              >
                Print
              </Button>
            ) : null}
            <a className="govuk-link" href={paths.printPdf(toolkit, hasAnswers)} download>
              Download PDF
            </a>
          </div>
        </form>
        {hasAnswers ? <WhoReads readers="only-you" /> : null}
      </div>
      <PrintedModuleText module={module} />
    </Page>
  )
}
