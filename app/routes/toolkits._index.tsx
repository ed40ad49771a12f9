import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { ToolkitCard } from '#app/ui/learning/toolkit-card.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction = () => [{ title: 'Toolkits – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const cards = await context.services.learning.library(signedIn(context))
  return { cards, today: londonDay(Date.now()) }
}

export default function ToolkitsPage() {
  const { cards, today } = useLoaderData<typeof loader>()
  const given = cards.filter((one) => one.due.length > 0)
  const others = cards.filter((one) => one.due.length === 0)
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <h1 className="govuk-heading-xl">Toolkits</h1>
      {cards.length === 0 ? (
        <Panel>
          <p className="govuk-body">
            <b>There is no toolkit yet.</b> Whoever runs Casecircle for your organisation publishes
            them.
          </p>
        </Panel>
      ) : null}
      {given.map((one) => (
        <ToolkitCard key={one.card.toolkit} one={one} today={today} />
      ))}
      {given.length > 0 && others.length > 0 ? (
        <p className="govuk-body">These are open to you as well:</p>
      ) : null}
      {others.map((one) => (
        <ToolkitCard key={one.card.toolkit} one={one} today={today} />
      ))}
    </Page>
  )
}
