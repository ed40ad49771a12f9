import type { MetaFunction } from '@remix-run/node'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Forgotten password – Casecircle' }]

export default function ForgotPasswordPage() {
  return (
    <Page>
      <h1 className="govuk-heading-xl">I have forgotten my password</h1>
      <p className="govuk-body">
        Ask the people who run Casecircle for your organisation. They can make you a link on which
        you set a new password. It works once, for 60 minutes.
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
