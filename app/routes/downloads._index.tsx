import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { JobList } from '#app/ui/jobs/job-progress.tsx'
import { useNews } from '#app/ui/jobs/use-news.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { isOver, jobKinds } from '#server/jobs/rules/job.ts'

export const meta: MetaFunction = () => [{ title: 'Your files – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  return { jobs: await context.services.jobs.ownAll(actor, jobKinds) }
}

/** The reader's files that took long to make: where a mail that one of them is ready leads to. */
export default function DownloadsPage() {
  const { jobs } = useLoaderData<typeof loader>()
  useNews(jobs.some((job) => !isOver(job)))
  return (
    <Page reader={useReader()}>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Your files</h1>
          {jobs.length > 0 ? (
            <JobList jobs={jobs} heading="Made for you" />
          ) : (
            <p className="govuk-body">
              There is none now. A file that takes long to make is kept here for a day, for you
              alone, and then removed.
            </p>
          )}
          <p className="govuk-body govuk-!-margin-top-4">
            <a className="govuk-link" href={paths.cpdExport}>
              Export my CPD
            </a>
          </p>
        </div>
      </div>
    </Page>
  )
}
