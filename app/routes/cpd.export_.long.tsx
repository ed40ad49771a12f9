import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { readScope } from '#app/ui/cpd/export-scope.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { exportFormat, formatFacts } from '#server/cpd/rules/export-format.ts'
import { exportScope, scopeText } from '#server/cpd/rules/export-scope.ts'
import { jobId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'A long export – Casecircle' }]

const longForm = z.strictObject({
  job: jobId,
  scope: exportScope,
  format: exportFormat,
  for: z.string().max(60).optional(),
})

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const scope = readScope(request)
  const raw = new URL(request.url).searchParams.get('format') ?? 'pdf'
  const count = await context.services.cpd.longExport(actor, scope)
  return {
    ...{ scope: scopeText(scope), format: readParam(exportFormat, raw), count },
    job: context.services.cpd.newWriter(),
    regulator: readFor(request) ?? null,
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, longForm)
  if (!form.ok) return refused(form)
  const { job, scope, format, for: regulator } = form.value
  const { cpd } = context.services
  return seeOther(
    paths.download(found(await cpd.startExport(actor, job, scope, format, regulator))),
  )
}

export default function LongExportPage() {
  const { scope, format, count, job, regulator } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpdExport} classes="govuk-!-margin-top-0">
        Export my CPD
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">A long export</h1>
          <p className="govuk-body">
            {count === null
              ? 'We make the file while you do something else.'
              : `${count.toLocaleString('en-GB')} entries take a while. We make the file while you do something else.`}{' '}
            It is kept for a day, for you alone, and then removed.
          </p>
          <form method="post">
            <input type="hidden" name="job" value={job} />
            <input type="hidden" name="scope" value={scope} />
            <input type="hidden" name="format" value={format} />
            {regulator ? <input type="hidden" name="for" value={regulator} /> : null}
            <Button>{`Make the ${formatFacts[format].label} file`}</Button>
          </form>
        </div>
      </div>
    </Page>
  )
}
