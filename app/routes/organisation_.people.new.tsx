import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, refused, seeOther, signedIn, type RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { LinkToHandOver } from '#app/ui/organisation/link-to-hand-over.tsx'
import { PersonFields } from '#app/ui/organisation/person-fields.tsx'
import { addPersonForm } from '#server/organisations/rules/people-form.ts'

export const meta: MetaFunction = () => [{ title: 'Add a person – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return found(await context.services.people.addingTo(signedIn(context)))
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { people } = context.services
  found(await people.addingTo(actor))
  const form = await readForm(request, addPersonForm)
  if (!form.ok) return refused(form)
  const added = await people.add(actor, form.value)
  if (!added.ok) return refused(added, form.typed)
  const { person, name, wayIn } = added.value
  // The link is in this answer alone: no address leads to it, and it is kept nowhere.
  return wayIn.by === 'link' ? { name, address: wayIn.address } : seeOther(paths.peopleWith(person))
}

export default function NewPersonPage() {
  const { teams, isMailOn } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const reader = useReader()
  if (done && 'address' in done) return <AddedPage {...done} />
  return (
    <Page reader={reader} current={paths.organisation}>
      <BackLink href={paths.people} classes="govuk-!-margin-top-0">
        People
      </BackLink>
      <FormErrors refusal={done} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Add a person</h1>
          <p className="govuk-body">
            {isMailOn
              ? 'They get an invitation by mail. They choose a password with it.'
              : 'You get a link to hand over. They choose a password with it.'}{' '}
            Whoever has an account here already is asked whether they come in. Several people at
            once come in by a file: ask whoever runs Casecircle here.
          </p>
          <AddForm teams={teams} refusal={done} />
        </div>
      </div>
    </Page>
  )
}

function AddForm(props: {
  teams: readonly { team: string; name: string }[]
  refusal: RefusedForm | undefined
}) {
  return (
    <form method="post" noValidate>
      <PersonFields {...props} />
      <Button preventDoubleClick>Add the person</Button>
    </form>
  )
}

function AddedPage({ name, address }: { name: string; address: string }) {
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">{name} is added</h1>
          <LinkToHandOver name={name} address={address} />
          <p className="govuk-body">
            <a className="govuk-link" href={paths.newPerson}>
              Add another person
            </a>
          </p>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.people}>
              Go to the people
            </a>
          </p>
        </div>
      </div>
    </Page>
  )
}
