import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { HandOver, NoOtherManager } from '#app/ui/account/hand-over.tsx'
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
  return removed.ok ? seeOther(paths.organisationWithout(person)) : refused(removed)
}

export default function RemovePersonPage() {
  const somebody = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <BackLink href={paths.people} classes="govuk-!-margin-top-0">
        People
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Remove {somebody.name}</h1>
          {somebody.isSelf ? <RemoveSelf /> : <RemoveSomebody {...somebody} />}
        </div>
      </div>
    </Page>
  )
}

function RemoveSelf() {
  return (
    <p className="govuk-body">
      This is you. You do not remove yourself here: you{' '}
      <a className="govuk-link" href={paths.leave}>
        leave from your account page
      </a>
      .
    </p>
  )
}

type Somebody = ReturnType<typeof useLoaderData<typeof loader>>

function RemoveSomebody({ name, jobTitle, hasPrivateAddress, leads, onlyManagerOf }: Somebody) {
  return (
    <>
      <p className="govuk-body">
        {name}, {jobTitle}, leaves the organisation and its teams at once, also in rooms that are
        open now.
      </p>
      <p className="govuk-body">
        No record is deleted. What they wrote belongs to them and goes with them; the organisation
        keeps the facts. What they share with colleagues ends, and what is shared with them.
      </p>
      {hasPrivateAddress ? (
        <p className="govuk-body">
          They have a private e-mail address and sign in with it from then on.
        </p>
      ) : (
        <>
          <p className="govuk-body">
            <b>They have not added a private e-mail address yet.</b> Ask them to do so first, on
            their account page. Without one they cannot be brought back, and no mail brings them a
            new password when they have lost theirs.
          </p>
          <p className="govuk-body">
            Afterwards they can still sign in with the password that they have, and add an address
            then. Links for a password that they were sent no longer work.
          </p>
        </>
      )}
      <HandOver leads={leads} reader="remover" />
      {onlyManagerOf.map((team) => (
        <NoOtherManager key={team} team={team} />
      ))}
      <form method="post">
        <Button classes="govuk-button--warning" preventDoubleClick>
          Remove {name}
        </Button>
      </form>
    </>
  )
}
