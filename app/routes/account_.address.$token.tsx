import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Confirm your address – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { addresses } = context.services
  return { address: await addresses.addressOfLink(actor, params['token'] ?? '') }
}

export async function action({ context, params }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const done = await context.services.addresses.confirmPrivate(actor, params['token'] ?? '')
  return done.ok ? seeOther(`${paths.privateAddress}?added`) : refused(done)
}

export default function ConfirmAddressPage() {
  const { address } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <FormErrors refusal={refusal} />
      {address === null ? (
        <>
          <h1 className="govuk-heading-l">This link cannot be used here</h1>
          <p className="govuk-body">
            It has been used, is too old, or belongs to another account. Ask for a new one on{' '}
            <a className="govuk-link" href={paths.privateAddress}>
              the page of your addresses
            </a>
            .
          </p>
        </>
      ) : (
        <>
          <h1 className="govuk-heading-xl">Is this your private address?</h1>
          <p className="govuk-body">
            You can then sign in with <b>{address}</b>, also when you change your employer.
          </p>
          <form method="post">
            <Button>Add this address</Button>
          </form>
        </>
      )}
    </Page>
  )
}
