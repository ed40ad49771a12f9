import { paths } from '#app/paths.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { DaysLeft } from '../cpd/days-left.tsx'
import { Mark } from '../mark.tsx'
import { Ring } from '../progress.tsx'

export type CpdYearProps = {
  profileName: string
  cycleWord: 'year' | 'period'
  year: { ends: Day }
  daysLeft: number
  needed: number
  ready: number
  headline: string
  checklist: { state: 'done' | 'part' | 'miss' | 'note'; text: string; detail?: string }[]
}

/** How far the person's registration year is: pieces ready, days left, what is asked for. */
export function CpdYear({ cpd }: { cpd: CpdYearProps }) {
  const { needed } = cpd
  return (
    <aside className="cc-aside" aria-labelledby="year">
      <h2 className="govuk-heading-m" id="year">
        Your CPD {cpd.cycleWord}
      </h2>
      {needed > 0 ? (
        <div className="cc-ring">
          <Ring ready={cpd.ready} needed={needed} />
          <DaysLeft {...cpd} />
        </div>
      ) : null}
      <p className="govuk-body govuk-!-margin-top-3">{cpd.headline}</p>
      {cpd.checklist.length > 0 ? (
        <>
          <h3 className="govuk-heading-s govuk-!-margin-top-5 govuk-!-margin-bottom-1">
            {cpd.profileName} asks for
          </h3>
          <ul className="cc-ready">
            {cpd.checklist.map((line) => (
              <li key={line.text}>
                <Mark kind={line.state} />
                <span>
                  {line.text}
                  {line.detail ? <small>{line.detail}</small> : null}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="govuk-body govuk-!-margin-top-3">
        <a className="govuk-link" href={paths.cpd}>
          Go to my CPD
        </a>
      </p>
    </aside>
  )
}
