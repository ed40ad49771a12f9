import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { JobProgress } from '#app/ui/jobs/job-progress.tsx'
import { wayBack } from '#app/ui/jobs/way-back.ts'
import { useNews } from '#app/ui/jobs/use-news.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { isOver } from '#server/jobs/rules/job.ts'
import { jobId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Your file – Casecircle' }]

const jobForm = z.strictObject({ intent: z.enum(['retry', 'remove']).default('retry') })

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const job = found(await context.services.jobs.own(actor, readParam(jobId, params['job'])))
  return { job, back: wayBack(job, actor.memberships) }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const job = readParam(jobId, params['job'])
  const form = await readForm(request, jobForm)
  if (!form.ok) return refused(form)
  const { jobs } = context.services
  if (form.value.intent === 'remove') {
    const back = wayBack(found(await jobs.own(actor, job)), actor.memberships)
    found(await jobs.remove(actor, job))
    return seeOther(back.href)
  }
  found(await jobs.retry(actor, job))
  return seeOther(paths.download(job))
}

/** How far a file is that takes long to make, and where to fetch it. */
export default function DownloadPage() {
  const { job, back } = useLoaderData<typeof loader>()
  useNews(!isOver(job))
  return (
    <Page reader={useReader()} current={back.current}>
      <BackLink href={back.href} classes="govuk-!-margin-top-0">
        {back.text}
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Your file</h1>
          <JobProgress job={job} />
        </div>
      </div>
    </Page>
  )
}
