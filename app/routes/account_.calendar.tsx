import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { parseForm, refused, seeOther, signedIn, type RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { feedForm } from '#server/calendar/rules/feed-form.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction = () => [{ title: 'My dates in a calendar – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const since = await context.services.calendar.feedSince(signedIn(context))
  return { since }
}

type Answer = { refusal: RefusedForm } | { address: string }

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { calendar } = context.services
  const form = parseForm(await request.formData(), feedForm)
  if (!form.ok) {
    const { data: refusal, init } = refused(form)
    return data<Answer>({ refusal }, init ?? {})
  }
  if (form.value.intent === 'end') {
    await calendar.revokeFeed(actor)
    return seeOther(paths.calendar)
  }
  // Shown this once: only its hash is kept.
  const address = `${context.origin}${paths.calendarFeed(await calendar.makeFeed(actor))}`
  return data<Answer>({ address })
}

export default function CalendarPage() {
  const { since } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const address = answer && 'address' in answer ? answer.address : null
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <FormErrors refusal={answer && 'refusal' in answer ? answer.refusal : undefined} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">My dates in a calendar</h1>
          <p className="govuk-body">
            When renewal opens and closes, and your rooms, in the calendar that you use anyway. No
            word of yours is in it, and nobody’s name.
          </p>
          <h2 className="govuk-heading-m">Once, as a file</h2>
          <Button href={paths.calendarFile} classes="govuk-button--secondary">
            Download the calendar file
          </Button>
          <h2 className="govuk-heading-m">Always up to date, by an address</h2>
          <p className="govuk-body">
            A calendar that knows the address reads your dates again and again. Whoever has the
            address can do the same, so keep it to yourself.
          </p>
          {address === null ? null : (
            <Panel kind="now" classes="govuk-!-margin-bottom-6">
              <Input
                id="address"
                name="address"
                label={{ text: 'Your address', classes: 'govuk-label--s' }}
                hint={{
                  text: 'Copy it now: it is shown only once. Put it in your calendar under “subscribe” or “from the internet”.',
                }}
                value={address}
                attributes={{ readOnly: true }}
              />
            </Panel>
          )}
          {since === null ? null : (
            <p className="govuk-body">
              There is one since {dayTextWithYear(londonDay(since))}. A new one ends it.
            </p>
          )}
          <form method="post" className="cc-btn-row">
            <Button name="intent" value="make" classes="govuk-button--secondary">
              {since === null ? 'Make an address' : 'Make a new address'}
            </Button>
            {since === null ? null : (
              <Button name="intent" value="end" classes="govuk-button--secondary">
                End the address
              </Button>
            )}
          </form>
        </div>
      </div>
    </Page>
  )
}
