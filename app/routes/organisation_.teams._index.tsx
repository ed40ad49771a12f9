import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { OrganisationLinks } from '#app/ui/organisation/organisation-links.tsx'
import { TeamsTable } from '#app/ui/organisation/teams-table.tsx'
import { newTeamForm } from '#server/organisations/rules/team-form.ts'

export const meta: MetaFunction = () => [{ title: 'Teams – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return { teams: found(await context.services.teams.board(signedIn(context))) }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { teams } = context.services
  found(await teams.board(actor))
  const form = await readForm(request, newTeamForm)
  if (!form.ok) return refused(form)
  const made = await teams.make(actor, form.value.name)
  return made.ok ? seeOther(paths.organisationTeam(made.value)) : refused(made, form.typed)
}

export default function TeamsPage() {
  const { teams } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Teams</h1>
      <OrganisationLinks current={paths.organisationTeams} />
      {teams.length === 0 ? (
        <p className="govuk-body">There is no team yet. Make the first one here.</p>
      ) : (
        <TeamsTable teams={teams} />
      )}
      <form method="post" noValidate>
        <Input
          id="name"
          name="name"
          label={{ text: 'Name of a new team', classes: 'govuk-label--m' }}
          hint={{ text: 'Such as “Family Support North”. You put its people in afterwards.' }}
          classes="govuk-input--width-20"
          autocomplete="off"
          value={refusal?.typed['name'] ?? ''}
          errorMessage={errorOf(refusal, 'name')}
        />
        <Button preventDoubleClick>Make the team</Button>
      </form>
    </Page>
  )
}
