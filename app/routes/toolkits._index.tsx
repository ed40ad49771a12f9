import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { LibraryFilters } from '#app/ui/learning/library-filters.tsx'
import { ToolkitCard } from '#app/ui/learning/toolkit-card.tsx'
import { kindsText } from '#app/ui/learning/words.ts'
import { Panel } from '#app/ui/panel.tsx'
import { SearchForm } from '#app/ui/search/search-form.tsx'
import { londonDay } from '#server/platform/rules/london.ts'
import { choices, filterIn, isFiltered, matches } from '#server/toolkits/rules/library-filter.ts'
import { toolkitKinds } from '#server/toolkits/rules/release.ts'

export const meta: MetaFunction = () => [{ title: 'Toolkits – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const all = await context.services.learning.library(signedIn(context))
  const frameworks = await context.services.toolkits.frameworks()
  const titles = new Map(
    frameworks.flatMap((one) => one.standards.map(({ code, title }) => [code, title])),
  )
  const filter = filterIn(new URL(request.url).searchParams)
  const offered = choices(all.map((one) => one.card))
  return {
    filter,
    choices: {
      ...offered,
      standards: offered.standards.map((code) => ({ code, title: titles.get(code) ?? code })),
    },
    count: all.length,
    cards: all.filter((one) => matches(filter, one.card)),
    today: londonDay(Date.now()),
  }
}

export default function ToolkitsPage() {
  const page = useLoaderData<typeof loader>()
  const { cards, count, filter, today } = page
  const given = cards.filter((one) => one.due.length > 0)
  const open = toolkitKinds.map((kind) => ({
    kind,
    cards: cards.filter((one) => one.card.kind === kind && one.due.length === 0),
  }))
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <h1 className="govuk-heading-xl">Toolkits</h1>
      <SearchForm text="" />
      {count === 0 ? (
        <Panel>
          <p className="govuk-body">
            <b>There is no toolkit yet.</b> Whoever runs Casecircle for your organisation publishes
            them.
          </p>
        </Panel>
      ) : (
        <LibraryFilters filter={filter} choices={page.choices} />
      )}
      {isFiltered(filter) ? (
        <p className="govuk-body" role="status">
          <b>
            {cards.length} of {count}
          </b>{' '}
          {cards.length === 0 ? 'fit. Choose less to see more.' : 'fit what you chose.'}
        </p>
      ) : null}
      {given.length > 0 ? (
        <section aria-labelledby="given">
          <h2 className="govuk-heading-l" id="given">
            For your team
          </h2>
          {given.map((one) => (
            <ToolkitCard key={one.card.toolkit} one={one} today={today} />
          ))}
        </section>
      ) : null}
      {open.map(({ kind, cards: own }) =>
        own.length === 0 ? null : (
          <section key={kind} aria-labelledby={`kind-${kind}`}>
            <h2 className="govuk-heading-l" id={`kind-${kind}`}>
              {kindsText[kind].title}
            </h2>
            <p className="govuk-body">{kindsText[kind].about}</p>
            {own.map((one) => (
              <ToolkitCard key={one.card.toolkit} one={one} today={today} />
            ))}
          </section>
        ),
      )}
      <p className="govuk-body">
        <a className="govuk-link" href={paths.howSure}>
          How sure you were, and how often you were right
        </a>
      </p>
    </Page>
  )
}
