import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { forgotPasswordForm } from '#server/accounts/rules/forms.ts'

export const meta: MetaFunction = () => [{ title: 'Forgotten password – Casecircle' }]

export function loader({ context, request }: LoaderFunctionArgs) {
  return {
    isMailOn: context.services.mail.isOn,
    isSent: new URL(request.url).searchParams.has('sent'),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const form = await readForm(request, forgotPasswordForm)
  if (!form.ok) return refused(form)
  const asked = await context.services.addresses.askForReset(form.value.email, context.address)
  return asked.ok ? seeOther(`${paths.forgotPassword}?sent`) : refused(asked, form.typed)
}

export default function ForgotPasswordPage() {
  const { isMailOn, isSent } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">I have forgotten my password</h1>
      {isMailOn && isSent && !refusal ? (
        <p className="govuk-body cc-said" role="status">
          If somebody here signs in with that address, a mail is on its way: to their private
          address where they have one, and never to an employer that they have left. The link in it
          works once, for 60 minutes.
        </p>
      ) : isMailOn ? (
        <form method="post" noValidate>
          <Input
            id="email"
            name="email"
            type="email"
            label={{ text: 'E-mail address', classes: 'govuk-label--m' }}
            hint={{ text: 'We send you a link on which you set a new password.' }}
            autocomplete="username"
            spellcheck={false}
            value={refusal?.typed['email'] ?? ''}
            errorMessage={errorOf(refusal, 'email')}
          />
          <Button>Send me a link</Button>
        </form>
      ) : null}
      <p className="govuk-body">
        {isMailOn ? 'If no mail comes, ask' : 'Ask'} the people who run Casecircle for your
        organisation. They can make you a link on which you set a new password. It works once, for
        60 minutes.
      </p>
      <p className="govuk-body">Your learning and your CPD record stay as they are.</p>
      <p className="govuk-body">
        <a className="govuk-link" href={paths.signIn}>
          Back to sign in
        </a>
      </p>
    </Page>
  )
}
