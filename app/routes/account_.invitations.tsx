import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { InvitationPanel } from '#app/ui/account/invitation-panel.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { isEmployed } from '#server/access/rules/actor.ts'
import { answerForm } from '#server/organisations/rules/answer-form.ts'

export const meta: MetaFunction = () => [{ title: 'Your invitations – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  return {
    invitations: await context.services.invitations.own(actor),
    employer: isEmployed(actor) ? actor.organisationName : null,
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, answerForm)
  if (!form.ok) return refused(form)
  const { invitations } = context.services
  const { answer, invitation } = form.value
  if (answer === 'decline') {
    const declined = await invitations.decline(actor, invitation)
    return declined.ok ? seeOther(paths.ownInvitations) : refused(declined)
  }
  const { sharedDevice } = context
  const accepted = await invitations.accept(actor, invitation, { sharedDevice })
  if (!accepted.ok) return refused(accepted)
  return seeOther(paths.home, { 'Set-Cookie': accepted.value.cookie })
}

export default function OwnInvitationsPage() {
  const { invitations, employer } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.home} classes="govuk-!-margin-top-0">
        Home
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Your invitations</h1>
          {invitations.length === 0 ? (
            <p className="govuk-body">No invitation waits for you.</p>
          ) : (
            <p className="govuk-body">
              Until you accept, an organisation sees nothing of yours, and not that you have an
              account here. If you decline, it is told nothing: to it you have not come in yet.
            </p>
          )}
          {invitations.map((asked) => (
            <InvitationPanel key={asked.invitation} {...asked} employer={employer} />
          ))}
        </div>
      </div>
    </Page>
  )
}
