import { paths } from '#app/paths.ts'
import { percentDone, type Job } from '#server/jobs/rules/job.ts'
import { clockText, dayText, londonDay } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { fillClass } from '../progress.tsx'

/** Where a file stands that is made in the background, and what can be done about it. */
export function JobProgress({ job }: { job: Job }) {
  return (
    <>
      <div role="status">
        <State job={job} />
      </div>
      <Acts job={job} />
    </>
  )
}

function State({ job }: { job: Job }) {
  const percent = percentDone(job)
  if (job.state === 'failed') {
    return (
      <Panel kind="warn">
        <h2 className="govuk-heading-m">It could not be made</h2>
        <p className="govuk-body govuk-!-margin-bottom-0">{job.reason}</p>
      </Panel>
    )
  }
  if (job.state === 'done') {
    return (
      <Panel kind="done">
        <h2 className="govuk-heading-m">It is ready</h2>
        <p className="govuk-body govuk-!-margin-bottom-0">{keptUntil(job)}</p>
      </Panel>
    )
  }
  return (
    <Panel>
      <h2 className="govuk-heading-m">
        {percent === null ? 'We are making it' : `We are making it: ${percent}%`}
      </h2>
      <div className="cc-steps" aria-hidden="true">
        <span className={`is-now ${fillClass(percent ?? 0)}`} />
      </div>
      <p className="govuk-body govuk-!-margin-bottom-0">
        You can close this page. When the file is ready, your home page says so. So does a mail, if
        you get mails from us.
      </p>
    </Panel>
  )
}

function Acts({ job }: { job: Job }) {
  const { state, file } = job
  return (
    <form method="post" className="cc-btn-row govuk-!-margin-top-4">
      {file ? (
        <Button href={paths.downloadFile(job.id)} linkAttributes={{ download: file.name }}>
          {`Download ${sizeText(file.bytes)}`}
        </Button>
      ) : null}
      {state === 'failed' ? (
        <Button name="intent" value="retry">
          Try again
        </Button>
      ) : null}
      {state === 'waiting' || state === 'working' ? (
        <a className="govuk-link" href={paths.download(job.id)}>
          Check for news
        </a>
      ) : null}
      <Button name="intent" value="remove" classes="govuk-button--secondary">
        {state === 'waiting' || state === 'working' ? 'Stop making it' : 'Remove the file'}
      </Button>
    </form>
  )
}

/** The reader's files that are being made or wait to be fetched, for the page they came from. */
export function JobList({
  jobs,
  heading = 'Your files',
}: {
  jobs: readonly Job[]
  heading?: string
}) {
  if (jobs.length === 0) return null
  return (
    <Panel as="section" labelledBy="files" classes="govuk-!-margin-top-4">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="files">
        {heading}
      </h2>
      <ul className="govuk-list govuk-!-margin-bottom-0">
        {jobs.map((job) => (
          <li key={job.id}>
            <a className="govuk-link" href={paths.download(job.id)}>
              File asked for at {clockText(job.createdAt)}, {dayText(londonDay(job.createdAt))}
            </a>
            : {stateText(job)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function stateText(job: Job): string {
  if (job.state === 'done') return 'ready'
  if (job.state === 'failed') return 'could not be made'
  const percent = percentDone(job)
  return percent === null ? 'being made' : `being made, ${percent}%`
}

function keptUntil({ expiresAt, file }: Job): string {
  const until =
    expiresAt === null
      ? ''
      : ` until ${clockText(expiresAt)} on ${dayText(londonDay(expiresAt))}, then it is removed`
  return `${file?.name ?? 'The file'} is kept${until}.`
}

/** '812 kB' */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `(${bytes} bytes)`
  return bytes < 1_000_000
    ? `(${Math.round(bytes / 1000)} kB)`
    : `(${(bytes / 1_000_000).toFixed(1)} MB)`
}
