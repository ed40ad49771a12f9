import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { jobId, teamId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'What members share with you – Casecircle' }]

const sharedForm = z.strictObject({ job: jobId })

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const shared = found(await context.services.guidance.sharedInTeam(actor, team))
  return { team, ...shared, job: context.services.cpd.newWriter() }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  // Who may not export the team is told so before what they sent is looked at.
  found(await context.services.guidance.sharedInTeam(actor, team))
  const form = await readForm(request, sharedForm)
  if (!form.ok) return refused(form)
  const { guidance } = context.services
  return seeOther(
    paths.download(found(await guidance.startSharedExport(actor, form.value.job, team))),
  )
}

export default function SharedInTeamPage() {
  const { team, name, members, job } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      <BackLink href={paths.team(team)} classes="govuk-!-margin-top-0">
        {name}
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">What members share with you</h1>
          <p className="govuk-body">
            Members choose themselves which entries they share, with whom, and until when. Taking
            them along counts as reading: each person sees that you did.
          </p>
          {members.length === 0 ? (
            <p className="govuk-body">Nobody of this team shares an entry with you now.</p>
          ) : (
            <>
              <ul className="govuk-list govuk-list--bullet">
                {members.map((member, at) => (
                  <li key={at}>
                    {member.name}: {member.count === 1 ? '1 entry' : `${member.count} entries`}
                  </li>
                ))}
              </ul>
              <form method="post">
                <input type="hidden" name="job" value={job} />
                <Button>Make a ZIP of them</Button>
              </form>
              <p className="govuk-body cc-small cc-quiet">
                It also holds the team’s facts. We keep it for you for a day, and take it away
                sooner when a member ends sharing. Keep your copy as carefully as they would.
              </p>
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
