import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { JustDeleted } from '#app/ui/cpd/bin.tsx'
import { MissedRooms } from '#app/ui/cpd/missed-rooms.tsx'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { RecordList } from '#app/ui/cpd/record-list.tsx'
import { RegulatorLinks } from '#app/ui/cpd/regulator-links.tsx'
import { RegulatorRules } from '#app/ui/cpd/regulator-rules.tsx'
import { YearPicture } from '#app/ui/cpd/year-picture.tsx'
import { YearPanel } from '#app/ui/cpd/year-panel.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import type { YearRecord } from '#server/cpd/cpd.server.ts'
import { sharingForm } from '#server/cpd/rules/entry/entry.ts'
import { yearQuery } from '#server/cpd/rules/export-scope.ts'
import { yearName, yearText } from '#server/cpd/rules/regulator/year.ts'

/** For so long after a deletion the page offers to undo it; the bin does so for 30 days. */
const shownDeletedMs = 10 * 60_000

export const meta: MetaFunction = () => [{ title: 'My CPD – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const year = new URL(request.url).searchParams.get('year') ?? undefined
  const missed = await context.services.catchUp.missed(actor)
  const name = readParam(yearQuery, year)
  const record = found(await context.services.cpd.record(actor, name, readFor(request)))
  const [newest] = record.deleted
  const isNew = newest !== undefined && Date.now() - newest.deletedAt < shownDeletedMs
  return {
    record,
    isSharing: await context.services.sharing.isSharing(actor),
    missed: missed.filter((one) => one.entry === null),
    justDeleted: isNew ? newest : null,
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, sharingForm)
  if (!form.ok) return refused(form)
  await context.services.cpd.setReadinessHidden(actor, form.value.readiness === 'hide')
  return seeOther(`${paths.cpd}#sharing`)
}

export default function CpdPage() {
  const { record, isSharing, missed, justDeleted } = useLoaderData<typeof loader>()
  const { rows, deleted, year, isCurrent } = record
  const shownFor = record.shownFor ?? undefined
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">My CPD</h1>
      <p className="govuk-body-l govuk-!-margin-bottom-2">{yearText(year)}</p>
      <WhoReads readers={isSharing ? 'shared' : 'only-you'} classes="govuk-!-margin-bottom-6" />
      {justDeleted ? <JustDeleted row={justDeleted} /> : null}
      <RegulatorLinks choices={record.registrations} path={paths.cpdFor} />
      <YearPicture timeline={record.timeline} word={record.cycleWord} />
      <div className="cc-split">
        <div className="cc-stack">
          <YearPanel record={record} />
          <section aria-labelledby="pieces">
            <h2 className="govuk-heading-l govuk-!-margin-bottom-3" id="pieces">
              {isCurrent
                ? `Your pieces this ${record.cycleWord}`
                : `Your pieces of that ${record.cycleWord}`}
            </h2>
            {rows.length === 0 ? (
              <p className="govuk-body">
                Nothing yet. A draft appears here by itself when you finish a module or take part in
                a room. For anything else, such as reading or supervision, add an entry.
                <EarlierPieces record={record} />
              </p>
            ) : (
              <RecordList rows={rows} profile={record.profile} shownFor={shownFor} />
            )}
            <div className="cc-btn-row govuk-!-margin-top-4">
              <Button href={paths.cpdNewFor(shownFor)} classes="govuk-button--secondary">
                Add an entry
              </Button>
              <a className="govuk-link" href={paths.cpdExportFor(shownFor)}>
                Export my CPD
              </a>
              <a className="govuk-link" href={paths.cpdStandards}>
                What my learning covers
              </a>
              <a className="govuk-link" href={paths.shared}>
                Shared entries
              </a>
              {deleted.length > 0 ? (
                <a className="govuk-link" href={paths.cpdBin}>
                  Bin ({deleted.length})
                </a>
              ) : null}
            </div>
          </section>
        </div>
        <aside className="cc-aside">
          <MissedRooms rooms={missed} />
          <RegulatorRules profile={record.profile} />
          <Years record={record} />
          <Sharing isHidden={record.isReadinessHidden} />
        </aside>
      </div>
    </Page>
  )
}

/** Where the pieces are that stood here until the year ended. */
function EarlierPieces({ record }: { record: YearRecord }) {
  const before = record.years.find((name) => name < yearName(record.year))
  if (before === undefined) return null
  return (
    <>
      {' '}
      Your pieces from before are kept:{' '}
      <a className="govuk-link" href={paths.cpdYear(before, record.shownFor ?? undefined)}>
        {record.yearNames[before]}
      </a>
      .
    </>
  )
}

function Years({ record }: { record: YearRecord }) {
  const shown = yearName(record.year)
  if (record.years.length < 2 && record.years.includes(shown)) return null
  return (
    <section aria-labelledby="years">
      <h2 className="govuk-heading-m" id="years">
        Your years
      </h2>
      <ul className="govuk-list">
        {record.years.map((name) => (
          <li key={name}>
            {name === shown ? (
              <b>{record.yearNames[name]}</b>
            ) : (
              <a className="govuk-link" href={paths.cpdYear(name, record.shownFor ?? undefined)}>
                {record.yearNames[name]}
              </a>
            )}
          </li>
        ))}
      </ul>
      <p className="govuk-body cc-small">
        Nothing is lost when a year ends: each can be read, changed and{' '}
        <a
          className="govuk-link"
          href={`${paths.cpdPrint}?scope=year-${shown}${record.shownFor ? `&for=${record.shownFor}` : ''}`}
        >
          printed
        </a>{' '}
        or{' '}
        <a className="govuk-link" href={paths.cpdExportYear(shown, record.shownFor ?? undefined)}>
          exported
        </a>
        .
      </p>
    </section>
  )
}

function Sharing({ isHidden }: { isHidden: boolean }) {
  return (
    <section aria-labelledby="sharing">
      <h2 className="govuk-heading-m" id="sharing">
        What your manager sees
      </h2>
      <p className="govuk-body">
        {isHidden
          ? 'Not whether your year is complete: the team page says “Hidden”. Never your words.'
          : 'One word: “Ready” or “Not yet”. Never your words.'}
      </p>
      <form method="post" action={paths.cpd}>
        <Button
          name="readiness"
          value={isHidden ? 'show' : 'hide'}
          classes="govuk-button--secondary"
        >
          {isHidden ? 'Show my manager when I am ready' : 'Hide this from my manager'}
        </Button>
      </form>
    </section>
  )
}
