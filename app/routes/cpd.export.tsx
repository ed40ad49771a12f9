import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BeforeItLeaves } from '#app/ui/cpd/before-it-leaves.tsx'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { RegulatorLinks } from '#app/ui/cpd/regulator-links.tsx'
import { JobList } from '#app/ui/jobs/job-progress.tsx'
import { useNews } from '#app/ui/jobs/use-news.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { exportFormats, formatFacts } from '#server/cpd/rules/export-format.ts'
import { yearQuery } from '#server/cpd/rules/export-scope.ts'
import { yearName } from '#server/cpd/rules/regulator/year.ts'
import { isOver } from '#server/jobs/rules/job.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'

export const meta: MetaFunction = () => [{ title: 'Export my CPD – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const asked = new URL(request.url).searchParams.get('year') ?? undefined
  const name = readParam(yearQuery, asked)
  const record = await context.services.cpd.beforeItLeaves(actor, name, readFor(request))
  const { rows, years, yearNames, year, isCurrent, cycleWord, registrations, shownFor, spotted } =
    found(record)
  const chosen = yearName(year)
  const jobs = await context.services.cpd.exportJobs(actor)
  return {
    ...{ rows, years, yearNames, chosen, isCurrent, cycleWord, registrations, shownFor },
    ...{ spotted, jobs },
  }
}

export default function ExportPage() {
  const loaded = useLoaderData<typeof loader>()
  const { rows, years, yearNames, chosen, isCurrent, cycleWord, registrations, shownFor } = loaded
  const { spotted, jobs } = loaded
  useNews(jobs.some((job) => !isOver(job)))
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Export my CPD</h1>
          <WhoReads readers="only-you" />
          <p className="govuk-body">
            The file holds your words. Once it is on a computer, whoever uses that computer can read
            it. Names of other people are not in it, unless you wrote them.
          </p>
          <RegulatorLinks choices={registrations} path={paths.cpdExportFor} />
          <BeforeItLeaves spotted={spotted} />
          <JobList jobs={jobs} />
          <form method="get" action={paths.cpdExportAs('pdf')} className="govuk-!-margin-top-6">
            {shownFor ? <input type="hidden" name="for" value={shownFor} /> : null}
            <Radios
              name="scope"
              value={`year-${chosen}`}
              fieldset={{
                legend: { text: 'How much?', classes: 'govuk-fieldset__legend--m' },
              }}
              items={[
                ...years.map((name) => ({
                  value: `year-${name}`,
                  text:
                    isCurrent && name === chosen
                      ? `This CPD ${cycleWord}`
                      : (yearNames[name] ?? String(name)),
                })),
                { value: 'everything', text: 'Everything' },
                ...(rows.length > 0 ? [{ divider: 'or' }] : []),
                ...rows.map((row) => ({
                  value: `entry-${row.id}`,
                  text: row.date
                    ? `Only “${row.title}”, ${dayTextWithYear(row.date)}`
                    : `Only “${row.title}”`,
                })),
              ]}
            />
            <div className="cc-btn-row">
              {exportFormats.map((format, at) => (
                <Button
                  key={format}
                  classes={at === 0 ? undefined : 'govuk-button--secondary'}
                  attributes={{ formAction: paths.cpdExportAs(format) }}
                >
                  {`Download ${formatFacts[format].label}`}
                </Button>
              ))}
              <Button classes="govuk-button--secondary" attributes={{ formAction: paths.cpdPrint }}>
                Open a page to print
              </Button>
            </div>
          </form>
          <p className="govuk-body cc-small cc-quiet">
            PDF and Word are for people to read, Excel and CSV for a spreadsheet: in CSV a cell that
            a spreadsheet could run as a formula begins with an apostrophe. JSON keeps everything,
            for another program (
            <a className="govuk-link" href={paths.cpdExportSchema}>
              how it is written
            </a>
            ).
          </p>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.cpdImport}>
              Bring in a record from a file
            </a>
          </p>
          <p className="govuk-body">
            To show others facts without your words:{' '}
            <a className="govuk-link" href={paths.cpdEvidence}>
              Show evidence to others
            </a>
          </p>
        </div>
      </div>
    </Page>
  )
}
