import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { MonthTable, Sentences } from '#app/ui/learning/calibration.tsx'
import { SurveyTable } from '#app/ui/learning/survey-block.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import type { OwnMeasure } from '#server/learning/learning.server.ts'
import { surveyScale } from '#server/toolkits/rules/items/scales.ts'

export const meta: MetaFunction = () => [{ title: 'How sure you were – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return context.services.learning.ownMeasure(signedIn(context))
}

export default function HowSurePage() {
  const { calibration, surveys } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.toolkits}>
          Toolkits
        </a>
      </p>
      <h1 className="govuk-heading-xl">How sure you were</h1>
      <WhoReads readers="only-you" classes="govuk-!-margin-bottom-4" />
      <HowSure calibration={calibration} />
      <h2 className="govuk-heading-l">Before and after a module</h2>
      {surveys.length === 0 ? (
        <p className="govuk-body">
          Some modules ask the same at the beginning and at the end. When you have answered both,
          you see them here side by side.
        </p>
      ) : (
        surveys.map(({ toolkit, title, survey }) => (
          <section key={survey.id} aria-labelledby={`survey-${survey.id}`}>
            <h3 className="govuk-heading-m govuk-!-margin-bottom-1" id={`survey-${survey.id}`}>
              <a className="govuk-link" href={paths.toolkit(toolkit)}>
                {title}
              </a>
            </h3>
            <p className="govuk-body">
              From 1 ({survey.from}) to {surveyScale.length} ({survey.to}).
            </p>
            <SurveyTable survey={survey} />
          </section>
        ))
      )}
    </Page>
  )
}

function HowSure({ calibration }: Pick<OwnMeasure, 'calibration'>) {
  if (calibration.levels.length === 0) {
    return (
      <Panel classes="govuk-!-margin-bottom-6">
        <p className="govuk-body">
          <b>There is nothing to show yet.</b> Some checks ask how sure you are. When you have said
          it, you see here how often you were right.
        </p>
      </Panel>
    )
  }
  return (
    <>
      <Sentences levels={calibration.levels} />
      {calibration.months.length > 1 ? <MonthTable months={calibration.months} /> : null}
      <p className="govuk-body cc-quiet govuk-!-margin-bottom-6">
        Your first answer to each check counts. Being sure and wrong is where there is most to
        learn.
      </p>
    </>
  )
}
