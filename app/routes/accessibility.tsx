import type { MetaFunction } from '@remix-run/node'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Accessibility – Casecircle' }]

export default function AccessibilityPage() {
  return (
    <Page reader={useReader()}>
      <h1 className="govuk-heading-xl">Accessibility</h1>
      <p className="govuk-body">
        Casecircle is built to the Web Content Accessibility Guidelines 2.2 at level AA. We test
        every page automatically against them. No outside body has assessed it yet.
      </p>
      <h2 className="govuk-heading-m">You can use it</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>with a keyboard alone, in rooms too: nothing needs dragging</li>
        <li>with a screen reader: news comes in short summaries and never moves you</li>
        <li>on a narrow screen, and with text at 200 per cent</li>
        <li>with your own colours, and with less motion</li>
        <li>without JavaScript</li>
      </ul>
      <h2 className="govuk-heading-m">If something is in your way</h2>
      <p className="govuk-body">
        Tell the people who run Casecircle in your organisation what you tried and what happened.
      </p>
    </Page>
  )
}
