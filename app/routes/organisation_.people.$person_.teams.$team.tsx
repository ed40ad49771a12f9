import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readParam, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { HandOver, NoOtherManager } from '#app/ui/account/hand-over.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { personId, teamId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Take out of the team – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { person, team } = named(params)
  return found(await context.services.rights.teamMember(actor, person, team))
}

export async function action({ context, params }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { person, team } = named(params)
  found(await context.services.rights.takeOutOfTeam(actor, person, team))
  return seeOther(paths.organisationTeam(team))
}

function named(params: LoaderFunctionArgs['params']) {
  return {
    person: readParam(personId, params['person']),
    team: readParam(teamId, params['team']),
  }
}

export default function LeaveTeamPage() {
  const member = useLoaderData<typeof loader>()
  const { name, jobTitle, teamName, leads } = member
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <BackLink href={paths.people} classes="govuk-!-margin-top-0">
        People
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">
            Take {name} out of {teamName}
          </h1>
          <p className="govuk-body">
            {name}, {jobTitle}, leaves {teamName} at once, also in its rooms that are open now. They
            no longer see the team, its rooms or its summaries, and get no reminders for it. They
            stay in the organisation and in their other teams.
          </p>
          <p className="govuk-body">
            No record is deleted. What they wrote and what they attended stays theirs.{' '}
            {member.isSelf ? 'This is you: you sign in again afterwards.' : 'They sign in again.'}
          </p>
          <HandOver leads={leads} reader="remover" />
          {member.isOnlyManager ? <NoOtherManager team={teamName} /> : null}
          <form method="post">
            <Button classes="govuk-button--warning" preventDoubleClick>
              Take {name} out of {teamName}
            </Button>
          </form>
        </div>
      </div>
    </Page>
  )
}
