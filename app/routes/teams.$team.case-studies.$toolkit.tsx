import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { InsetText } from '#app/ui/govuk/inset-text/inset-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { FormatGuide } from '#app/ui/room/format-guide.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { can } from '#server/access/rules/can.ts'
import { teamId, toolkitId } from '#server/platform/rules/ids.ts'
import { defaultFormat } from '#server/toolkits/rules/format.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `The case of ${data.title}` : 'Case study'} – Casecircle` },
]

/** The whole case with its notes, for the team's manager to prepare. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const toolkit = readParam(toolkitId, params['toolkit'])
  const { toolkits } = context.services
  const mayRead = can(actor, 'read-case', { kind: 'team', team, organisation: actor.organisation })
  const release = mayRead ? await toolkits.current(toolkit) : null
  if (!release || release.stageCount === 0)
    throw data({ message: 'There is no such case study among yours.' }, { status: 404 })
  const texts = await Promise.all(release.stages.map((id) => toolkits.stage(release.hash, id)))
  const format = await toolkits.format(release.format ?? defaultFormat)
  const guide = await toolkits.guide(release.hash, 'facilitator')
  return {
    team,
    toolkit,
    teamName: actor.memberships.find((one) => one.team === team)?.teamName ?? '',
    title: release.title,
    stages: texts.flatMap((text) =>
      text
        ? [
            {
              id: text.id,
              number: text.number,
              title: text.title,
              warning: text.warning ?? null,
              html: text.html,
              notesHtml: text.notesHtml,
            },
          ]
        : [],
    ),
    guide,
    format: format
      ? {
          title: format.title,
          guide: format.guide,
          rules: format.rules,
          parts: format.parts,
          phases: format.phases,
        }
      : null,
  }
}

export default function CaseStudyRoute() {
  const { team, toolkit, teamName, title, stages, guide, format } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      <BackLink href={paths.team(team)}>{teamName}</BackLink>
      <h1 className="govuk-heading-xl">The case of “{title}”</h1>
      <WhoReads readers="facilitators" />
      <p className="govuk-body">
        Your team sees each part when you release it in the room, and never your notes. Read it all
        once beforehand.
      </p>
      <nav aria-label="On this page">
        <ul className="govuk-list">
          {stages.map((stage) => (
            <li key={stage.id}>
              <a className="govuk-link" href={`#${stage.id}`}>
                Part {stage.number}: {stage.title}
              </a>
            </li>
          ))}
          {guide ? (
            <li>
              <a className="govuk-link" href="#guide">
                {guide.title}
              </a>
            </li>
          ) : null}
          {format ? (
            <li>
              <a className="govuk-link" href="#format">
                How to lead “{format.title}”
              </a>
            </li>
          ) : null}
        </ul>
      </nav>
      {stages.map((stage) => (
        <section key={stage.id} aria-labelledby={stage.id} className="govuk-!-margin-top-7">
          <h2 className="govuk-heading-l" id={stage.id}>
            Part {stage.number}: {stage.title}
          </h2>
          {stage.warning ? <InsetText>{stage.warning}</InsetText> : null}
          {/* HTML of our own making: compiled from checked content when it was published. */}
          <div className="cc-prose cc-case" dangerouslySetInnerHTML={{ __html: stage.html }} />
          {stage.notesHtml ? (
            <Panel classes="govuk-!-margin-top-4">
              <h3 className="govuk-heading-m">Your notes for part {stage.number}</h3>
              <WhoReads readers="facilitators" />
              <div className="cc-prose" dangerouslySetInnerHTML={{ __html: stage.notesHtml }} />
            </Panel>
          ) : null}
        </section>
      ))}
      {guide ? (
        <section aria-labelledby="guide" className="govuk-!-margin-top-7">
          <h2 className="govuk-heading-l" id="guide">
            {guide.title}
          </h2>
          <div className="cc-prose" dangerouslySetInnerHTML={{ __html: guide.html }} />
        </section>
      ) : null}
      {format ? <FormatGuide format={format} /> : null}
      <div className="cc-btn-row">
        <Button href={paths.newRoom(team, toolkit)}>Schedule a room</Button>
        <a className="govuk-link" href={paths.newRehearsal(team, toolkit)}>
          Rehearse alone first
        </a>
      </div>
    </Page>
  )
}
