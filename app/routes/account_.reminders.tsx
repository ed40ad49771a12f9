import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { reminderForm } from '#server/reminders/rules/wish.ts'

export const meta: MetaFunction = () => [{ title: 'Reminders by mail – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { reminders, addresses, mail } = context.services
  const { time, withRecall, withNotices } = await reminders.wishOf(actor)
  return {
    ...{ time, withRecall, withNotices, isMailOn: mail.isOn },
    to: await addresses.mailboxOf(actor.person),
    isSaved: new URL(request.url).searchParams.has('saved'),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, reminderForm)
  if (!form.ok) return refused(form)
  const { time, withRecall, withNotices } = form.value
  await context.services.reminders.setWish(actor, {
    ...{ time, withRecall: withRecall === 'yes', withNotices: withNotices === 'yes' },
  })
  return seeOther(`${paths.reminders}?saved`)
}

export default function RemindersPage() {
  const { time, withRecall, withNotices, isMailOn, to, isSaved } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Reminders by mail</h1>
          {isSaved && !refusal ? (
            <p className="govuk-body cc-said" role="status">
              Saved.
            </p>
          ) : null}
          <p className="govuk-body">
            A reminder says how much is missing for your CPD year, in numbers, with one link. Never
            a word of yours. One mail a week at most; none once the year is complete.
          </p>
          {isMailOn ? (
            <p className="govuk-body">
              {to === null ? (
                <>
                  There is no address to send them to.{' '}
                  <a className="govuk-link" href={paths.privateAddress}>
                    Add a private e-mail address
                  </a>
                  .
                </>
              ) : (
                `They go to ${to}.`
              )}
            </p>
          ) : (
            <p className="govuk-body">
              <b>No mails are sent from here.</b> What you choose is kept for the day on which they
              are. You can put the dates into{' '}
              <a className="govuk-link" href={paths.calendar}>
                your own calendar
              </a>
              .
            </p>
          )}
          <form method="post" noValidate>
            <Radios
              name="time"
              value={refusal?.typed['time'] ?? time}
              fieldset={{
                legend: { text: 'When?', classes: 'govuk-fieldset__legend--m' },
              }}
              errorMessage={errorOf(refusal, 'time')}
              items={[
                { value: 'window', text: 'While renewal is open' },
                { value: 'all-year', text: 'All year round, until it is complete' },
                { value: 'off', text: 'No reminders' },
              ]}
            />
            <Checkboxes
              name="withRecall"
              items={[
                {
                  value: 'yes',
                  text: 'Also say how many questions are back',
                  checked: withRecall,
                },
              ]}
            />
            <Checkboxes
              name="withNotices"
              fieldset={{
                legend: { text: 'What is new', classes: 'govuk-fieldset__legend--m' },
              }}
              hint={{ text: 'One sentence and one link. Your home page says the same.' }}
              items={[
                {
                  value: 'yes',
                  text: 'Tell me when a long file is ready, or when somebody shares an entry with me',
                  checked: withNotices,
                },
              ]}
            />
            <Button>Save</Button>
          </form>
        </div>
      </div>
    </Page>
  )
}
