import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { parseForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { OwnPassword } from '#app/ui/account/own-password.tsx'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { InsetText } from '#app/ui/govuk/inset-text/inset-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { isEmployed } from '#server/access/rules/actor.ts'
import { privateAddressForm } from '#server/accounts/rules/forms.ts'

export const meta: MetaFunction = () => [{ title: 'A private e-mail address – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { addresses, mail } = context.services
  const { searchParams } = new URL(request.url)
  const own = await addresses.own(actor.person)
  return {
    ...own,
    isOnly: own.privateAddress === own.email,
    isEmployed: isEmployed(actor),
    isMailOn: mail.isOn,
    isSent: searchParams.has('sent'),
    isAdded: searchParams.has('added'),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { addresses } = context.services
  const posted = await request.formData()
  if (posted.get('intent') === 'remove') {
    const removed = await addresses.removePrivate(actor)
    return removed.ok ? seeOther(paths.privateAddress) : refused(removed)
  }
  const form = parseForm(posted, privateAddressForm)
  if (!form.ok) return refused(form)
  const asked = await addresses.askForPrivate(actor, form.value)
  return asked.ok ? seeOther(`${paths.privateAddress}?sent`) : refused(asked, form.typed)
}

export default function PrivateAddressPage() {
  const {
    email,
    privateAddress,
    isOnly,
    isEmployed: employed,
    isMailOn,
    isSent,
    isAdded,
  } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">A private e-mail address</h1>
          <p className="govuk-body">
            Your CPD record is yours, also when you change your employer. With an address of your
            own you can sign in then, and get a new password if you forget it.
            {isOnly ? '' : ' Your employer does not see the address.'}
          </p>
          {isSent && !refusal ? (
            <p className="govuk-body cc-said" role="status">
              A mail is on its way to that address. Open the link in it within 60 minutes, in this
              browser.
            </p>
          ) : null}
          {isAdded && !refusal ? (
            <p className="govuk-body cc-said" role="status">
              The address is added.
            </p>
          ) : null}
          {privateAddress === null ? null : (
            <InsetText>
              You can sign in with <b>{privateAddress}</b>
              {isOnly ? '.' : ` and with ${email}.`}
            </InsetText>
          )}
          {isMailOn ? (
            <form method="post" noValidate>
              <Input
                id="address"
                name="address"
                type="email"
                label={{
                  text: privateAddress === null ? 'Your private address' : 'Another address',
                  classes: 'govuk-label--m',
                }}
                hint={{ text: 'We send a link there. Only then is anything changed.' }}
                autocomplete="email"
                spellcheck={false}
                value={refusal?.typed['address'] ?? ''}
                errorMessage={errorOf(refusal, 'address')}
              />
              <OwnPassword refusal={refusal} />
              <Button>Send the link</Button>
            </form>
          ) : (
            <p className="govuk-body">
              No mails are sent from here. Ask the people who run Casecircle for your organisation:
              they can make you a link that adds your address. It works once, for 60 minutes.
            </p>
          )}
          {privateAddress !== null && !isOnly && employed ? (
            <form method="post">
              <Button name="intent" value="remove" classes="govuk-button--secondary">
                Remove the private address
              </Button>
            </form>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
