import type { RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { errorOf, FormErrors } from './form-errors.tsx'
import { Button } from './govuk/button/button.tsx'
import { Input } from './govuk/input/input.tsx'
import { Page } from './layout/page.tsx'

/** The page behind a one-time link: one field, and what happens next. */
export function NewPasswordPage(props: {
  heading: string
  open: boolean
  refusal: RefusedForm | undefined
  /** Where whoever has an account already signs in to; said to everybody alike. */
  goOnAt?: string
}) {
  if (!props.open) {
    return (
      <Page>
        <h1 className="govuk-heading-l">This link cannot be used any more</h1>
        <p className="govuk-body">
          It has been used, is too old, or ended when the account changed: with a new password, a
          private address, or when its owner left their employer. Ask the people who run Casecircle
          for your organisation for a new one.
        </p>
      </Page>
    )
  }
  return (
    <Page>
      <FormErrors refusal={props.refusal} />
      <h1 className="govuk-heading-xl">{props.heading}</h1>
      <form method="post" noValidate>
        <Input
          id="password"
          name="password"
          type="password"
          label={{ text: 'New password', classes: 'govuk-label--m' }}
          hint={{
            text: 'At least 12 characters. Three or four words that do not belong together work well. You may paste it.',
          }}
          autocomplete="new-password"
          spellcheck={false}
          errorMessage={errorOf(props.refusal, 'password')}
        />
        <Button>Save and sign in</Button>
      </form>
      {props.goOnAt === undefined ? null : (
        <p className="govuk-body">
          You have an account here already?{' '}
          <a className="govuk-link" href={paths.signInTo(props.goOnAt)}>
            Sign in and answer the invitation
          </a>
          .
        </p>
      )}
    </Page>
  )
}
