import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { LinkToHandOver } from '#app/ui/organisation/link-to-hand-over.tsx'
import { invitationText } from '#app/ui/organisation/words.ts'
import { invitationForm } from '#server/organisations/rules/people-form.ts'
import { personId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'A new invitation – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const person = readParam(personId, params['person'])
  const { people } = context.services
  return { ...found(await people.find(actor, person)), isMailOn: people.isMailOn }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const person = readParam(personId, params['person'])
  const { people } = context.services
  found(await people.find(actor, person))
  const form = await readForm(request, invitationForm)
  if (!form.ok) return refused(form)
  const invited = await people.inviteAgain(actor, person, form.value.by)
  if (!invited.ok) return refused(invited)
  const wayIn = invited.value
  // The link is in this answer alone: no address leads to it, and it is kept nowhere.
  return wayIn.by === 'link' ? { address: wayIn.address } : seeOther(paths.peopleWith(person))
}

export default function InvitationPage() {
  const somebody = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const address = done && 'address' in done ? done.address : null
  const refusal = done && 'errors' in done ? done : null
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <BackLink href={paths.people} classes="govuk-!-margin-top-0">
        People
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">A new invitation for {somebody.name}</h1>
          {address === null ? (
            <HowTheyGetIn {...somebody} />
          ) : (
            <LinkToHandOver name={somebody.name} address={address} />
          )}
        </div>
      </div>
    </Page>
  )
}

type Somebody = ReturnType<typeof useLoaderData<typeof loader>>

function HowTheyGetIn(somebody: Somebody) {
  return somebody.hasSignedIn ? <WithPassword {...somebody} /> : <Invite {...somebody} />
}

/** A link by which an administrator could set the password would open what is the person's alone. */
function WithPassword({ name, isMailOn }: Somebody) {
  return (
    <>
      <p className="govuk-body">
        {name} has chosen a password, so the invitation is over. Their record is theirs alone: you
        cannot make a link that opens it.
      </p>
      <p className="govuk-body">
        {isMailOn
          ? 'If they have forgotten the password, they press “I have forgotten my password” on the page where they sign in.'
          : 'If they have forgotten the password, they ask the people who run Casecircle for your organisation.'}
      </p>
    </>
  )
}

function Invite({ name, workEmail, invitedUntil, isMailOn }: Somebody) {
  return (
    <form method="post">
      <p className="govuk-body cc-address">
        {name}, {workEmail}
      </p>
      <p className="govuk-body">{invitationText(invitedUntil)}</p>
      <p className="govuk-body">An earlier invitation does not work any more after this.</p>
      <div className="cc-btn-row">
        {isMailOn ? (
          <Button name="by" value="mail" preventDoubleClick>
            Send a new invitation
          </Button>
        ) : null}
        <Button
          name="by"
          value="link"
          {...(isMailOn ? { classes: 'govuk-button--secondary' } : {})}
          preventDoubleClick
        >
          Make a link to hand over
        </Button>
      </div>
    </form>
  )
}
