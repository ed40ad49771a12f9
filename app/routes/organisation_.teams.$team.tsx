import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { WarningText } from '#app/ui/govuk/warning-text/warning-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { PutForm, RenameForm } from '#app/ui/organisation/team-forms.tsx'
import { TeamPeople } from '#app/ui/organisation/team-people.tsx'
import { teamForm } from '#server/organisations/rules/team-form.ts'
import { teamId, type TeamId } from '#server/platform/rules/ids.ts'
import { refuse, type Outcome } from '#server/platform/rules/outcome.ts'

export const meta: MetaFunction = () => [{ title: 'Team – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  return found(await context.services.teams.administered(actor, team))
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { teams } = context.services
  found(await teams.administered(actor, team))
  const form = await readForm(request, teamForm)
  if (!form.ok) return refused(form)
  const done = await did(form.value)
  return done.ok ? seeOther(paths.organisationTeam(team)) : refused(done, form.typed)

  function did(asked: z.infer<typeof teamForm>): Promise<Outcome<null>> {
    switch (asked.intent) {
      case 'rename':
        return teams.rename(actor, team, asked.name)
      case 'change-role':
        return teams.changeRole(actor, team, asked)
      case 'put':
        return put(team, asked)
    }
  }

  async function put(
    into: TeamId,
    { person, role }: Extract<z.infer<typeof teamForm>, { intent: 'put' }>,
  ) {
    if (person !== null) return teams.put(actor, into, { person, role })
    return refuse('invalid', 'Choose a person.', { field: 'person' })
  }
}

export default function OrganisationTeamPage() {
  const team = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  const hasManager = team.members.some(({ role }) => role === 'manager')
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <BackLink href={paths.organisationTeams} classes="govuk-!-margin-top-0">
        Teams
      </BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">{team.name}</h1>
      {hasManager ? null : (
        <WarningText>
          {team.name} has no manager. Until it has one, nobody gives it toolkits or schedules its
          rooms.
        </WarningText>
      )}
      {team.members.length === 0 ? (
        <p className="govuk-body">Nobody is in this team yet.</p>
      ) : (
        <TeamPeople {...team} />
      )}
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <PutForm others={team.others} refusal={refusal} />
          <RenameForm name={team.name} refusal={refusal} />
        </div>
      </div>
    </Page>
  )
}
