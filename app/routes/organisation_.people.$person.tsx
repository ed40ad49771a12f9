import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { personId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Remove from the organisation – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const person = readParam(personId, params['person'])
  return found(await context.services.rights.removable(actor, person))
}

export async function action({ context, params }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const person = readParam(personId, params['person'])
  const removed = await context.services.rights.remove(actor, person)
  return removed.ok ? seeOther(paths.organisation) : refused(removed)
}

export default function RemovePersonPage() {
  const { name, jobTitle, hasPrivateAddress } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <BackLink href={paths.organisation} classes="govuk-!-margin-top-0">
        Organisation
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Remove {name}</h1>
          <p className="govuk-body">
            {name}, {jobTitle}, leaves the organisation and its teams at once, also in rooms that
            are open now.
          </p>
          <p className="govuk-body">
            No record is deleted. What they wrote belongs to them and goes with them; the
            organisation keeps the facts. What they share with colleagues ends, and what is shared
            with them.
          </p>
          {hasPrivateAddress ? (
            <p className="govuk-body">
              They have a private e-mail address and sign in with it from then on.
            </p>
          ) : (
            <p className="govuk-body">
              <b>They have not added a private e-mail address yet.</b> Ask them to do so first, on
              their account page: without one no mail brings them a new password when they have lost
              theirs, and they cannot be brought back. They can still sign in with the password that
              they have, and add one then. Links for a password that they were sent no longer work.
            </p>
          )}
          <form method="post">
            <Button classes="govuk-button--warning" preventDoubleClick>
              Remove {name}
            </Button>
          </form>
        </div>
      </div>
    </Page>
  )
}
