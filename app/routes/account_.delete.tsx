import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { HandOver } from '#app/ui/account/hand-over.tsx'
import { OwnPassword } from '#app/ui/account/own-password.tsx'
import { ReceiptTables } from '#app/ui/account/receipt-table.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { WarningText } from '#app/ui/govuk/warning-text/warning-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { passwordForm } from '#server/accounts/rules/forms.ts'

export const meta: MetaFunction = () => [{ title: 'Delete my account – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const { rights } = context.services
  const actor = signedIn(context)
  return {
    words: rights.inWords(await rights.erasurePreview(actor)),
    leads: await rights.roomsToHandOver(actor),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, passwordForm)
  if (!form.ok) return refused(form)
  const { rights, accounts } = context.services
  const erased = await rights.erase(actor, form.value.password)
  if (!erased.ok) return refused(erased)
  return seeOther(paths.erased(erased.value.id), { 'Set-Cookie': accounts.blankCookie() })
}

export default function DeleteAccountPage() {
  const { words, leads } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Delete my account</h1>
          <p className="govuk-body">
            First{' '}
            <a className="govuk-link" href={paths.aboutMe}>
              take everything with you
            </a>
            , if you want to keep any of it. Afterwards nobody can bring it back, the people who run
            Casecircle included.
          </p>
          <p className="govuk-body">
            You need not delete anything when you change your employer: you can{' '}
            <a className="govuk-link" href={paths.leave}>
              leave and keep your record
            </a>
            .
          </p>
          <HandOver leads={leads} reader="leaver" />
          <ReceiptTables words={words} isDone={false} />
          <h2 className="govuk-heading-m">What we cannot take back</h2>
          <p className="govuk-body">
            What you wrote without a name in a room: nobody can tell any more which text was yours.
            What colleagues wrote about you. Files that somebody has already downloaded. Backups
            hold what they held on their day, until they expire.
          </p>
          <form method="post" noValidate>
            <WarningText>This deletes your CPD record for good.</WarningText>
            <OwnPassword refusal={refusal} />
            <Button classes="govuk-button--warning" preventDoubleClick>
              Delete my account
            </Button>
          </form>
        </div>
      </div>
    </Page>
  )
}
