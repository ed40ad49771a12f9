import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { HandOver } from '#app/ui/account/hand-over.tsx'
import { OwnPassword } from '#app/ui/account/own-password.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { isEmployed } from '#server/access/rules/actor.ts'
import { passwordForm } from '#server/accounts/rules/forms.ts'

export const meta: MetaFunction = () => [{ title: 'Leave my employer – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { privateAddress } = await context.services.addresses.own(actor.person)
  return {
    privateAddress,
    organisation: isEmployed(actor) ? actor.organisationName : null,
    isAdministrator: actor.administrator,
    leads: await context.services.rights.roomsToHandOver(actor),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, passwordForm)
  if (!form.ok) return refused(form)
  const { rights, accounts } = context.services
  const left = await rights.leave(actor, form.value.password)
  if (!left.ok) return refused(left)
  return seeOther(paths.signInTo(paths.cpd), { 'Set-Cookie': accounts.blankCookie() })
}

export default function LeavePage() {
  const { privateAddress, organisation, isAdministrator, leads } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Leave my employer</h1>
          {organisation === null ? (
            <p className="govuk-body">
              You belong to no organisation here. Your CPD record is yours and stays as it is.
            </p>
          ) : (
            <>
              <p className="govuk-body">
                You leave {organisation} and its teams. Your account, your CPD record, your notes
                and your diary stay yours, as they are. You can no longer open the team’s rooms.
                What you share with colleagues ends, and what they share with you.
              </p>
              <p className="govuk-body">
                {organisation} keeps the facts: which modules you finished, and in which rooms you
                were. Never your words.
              </p>
              <HandOver leads={leads} reader="leaver" />
              {isAdministrator ? (
                <p className="govuk-body">
                  You are an administrator. Make sure that there is another one before you go.
                </p>
              ) : null}
              {privateAddress === null ? (
                <>
                  <p className="govuk-body">
                    <b>First</b> add an e-mail address of your own, so that you can sign in
                    afterwards.
                  </p>
                  <Button href={paths.privateAddress}>Add a private address</Button>
                </>
              ) : (
                <form method="post" noValidate>
                  <p className="govuk-body">
                    Afterwards you sign in with <b>{privateAddress}</b> and the password that you
                    have now.
                  </p>
                  <OwnPassword refusal={refusal} />
                  <Button classes="govuk-button--warning" preventDoubleClick>
                    Leave {organisation}
                  </Button>
                </form>
              )}
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
