import type { YearRecord } from '#server/cpd/cpd.server.ts'
import { noRegulator } from '#server/cpd/rules/regulator/registration.ts'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'
import { Ring } from '../progress.tsx'
import { Checklist } from './checklist.tsx'
import { DaysLeft } from './days-left.tsx'

/** Whether the year's requirement is met, and what is missing and why. */
export function YearPanel({ record }: { record: YearRecord }) {
  const { isMet, headline, needed, ready, gaps, checklist, profileName, change } = record
  return (
    <Panel as="section" kind={isMet ? 'done' : 'now'} labelledBy="readiness">
      <h2 className="govuk-heading-l govuk-!-margin-bottom-2" id="readiness">
        {headline}
      </h2>
      {needed > 0 ? (
        <div className="cc-ring govuk-!-margin-bottom-4">
          <Ring ready={ready} needed={needed} />
          <DaysLeft {...record} />
        </div>
      ) : (
        <DaysLeft {...record} />
      )}
      {record.daysLeft < 0 && !isMet ? (
        <p className="govuk-body">
          What you still write completes your own record. Ask {profileName} whether it still counts
          there.
        </p>
      ) : null}
      {change ? <p className="govuk-body">{change}</p> : null}
      {gaps.length > 0 ? (
        <>
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
            {isMet ? 'You may want to look at' : 'What is missing'}
          </h3>
          <Gaps lines={gaps} />
        </>
      ) : (
        <Checklist lines={checklist} />
      )}
      <p className="cc-quiet cc-small govuk-!-margin-top-3">
        {record.profile.id === noRegulator
          ? 'You have no regulator here: the record is for yourself.'
          : `This is our reading of ${profileName}’s rules. Nothing counts until you have handed it in where the regulator asks for it.`}
      </p>
    </Panel>
  )
}

/** So much advice is shown at once; the rest opens. */
const adviceShown = 3

/** What is missing all at once; of mere advice the first few, so that it does not bury the page. */
function Gaps({ lines }: { lines: YearRecord['gaps'] }) {
  const advice = lines.filter((line) => line.state === 'note')
  const more = advice.slice(adviceShown)
  return (
    <>
      <Checklist lines={lines.filter((line) => !more.includes(line))} />
      {more.length > 0 ? (
        <Details summaryText={`${more.length} more to look at`}>
          <Checklist lines={more} />
        </Details>
      ) : null}
    </>
  )
}
