import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { dueText, minutesText } from '#app/ui/learning/words.ts'
import { Panel } from '#app/ui/panel.tsx'
import { gaps, usualGap } from '#server/learning/rules/fitting.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import type { Fitting } from '#server/guidance/guidance.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `I have ${minutesText(loaded.minutes)} – Casecircle` : 'Casecircle' },
]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const asked = Number(new URL(request.url).searchParams.get('have'))
  const minutes = gaps.find((one) => one === asked) ?? usualGap
  const fits = await context.services.guidance.fitting(actor, minutes)
  return { minutes, ...fits, today: londonDay(Date.now()) }
}

export default function MinutesPage() {
  const { minutes, fits, least, today } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <h1 className="govuk-heading-xl">I have {minutesText(minutes)}</h1>
      <nav aria-label="Minutes">
        <ul className="govuk-list cc-row">
          {gaps.map((gap) => (
            <li key={gap}>
              {gap === minutes ? (
                <b aria-current="page">{minutesText(gap)}</b>
              ) : (
                <a className="govuk-link" href={paths.minutesFor(gap)}>
                  {minutesText(gap)}
                </a>
              )}
            </li>
          ))}
        </ul>
      </nav>
      {fits.length > 0 ? (
        <ul className="govuk-list cc-notes">
          {fits.map((one) => (
            <li key={hrefOf(one)}>
              <OneThing one={one} today={today} />
            </li>
          ))}
        </ul>
      ) : (
        <Panel>
          <p className="govuk-body">
            <b>Nothing fits into {minutesText(minutes)}.</b>{' '}
            {least
              ? `The shortest takes about ${minutesText(least.minutes)}.`
              : 'You have done everything there is.'}
          </p>
        </Panel>
      )}
      <p className="govuk-body cc-small cc-quiet">
        Minutes are a guide. You can stop at any time: everything you did is kept.{' '}
        <a className="govuk-link" href={paths.toolkits}>
          All toolkits
        </a>
      </p>
    </Page>
  )
}

function OneThing({ one, today }: { one: Fitting; today: Day }) {
  return (
    <>
      <p className="govuk-body govuk-!-margin-bottom-1">
        <a className="govuk-link govuk-!-font-weight-bold" href={hrefOf(one)}>
          {titleOf(one)}
        </a>
      </p>
      <p className="govuk-body cc-small cc-quiet">
        {one.kind === 'recall' ? '' : `${one.toolkitTitle}. `}About {minutesText(one.minutes)}.
        {one.begun ? ' You have begun it.' : ''}
        {one.dueOn === null ? '' : ` ${dueText(one.dueOn, today)}.`}
      </p>
    </>
  )
}

function hrefOf(one: Fitting): string {
  return one.kind === 'recall' ? paths.recall : paths.place(one.toolkit, one.place)
}

function titleOf(one: Fitting): string {
  switch (one.kind) {
    case 'recall':
      return 'Questions that come back'
    case 'briefing':
      return `Briefing: ${one.title}`
    case 'section':
      return `Section ${one.number}: ${one.title}`
  }
}
