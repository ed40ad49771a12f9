import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { CalledOffRooms } from '#app/ui/home/called-off.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { AdvicePanel } from '#app/ui/team/advice-panel.tsx'
import { ProgressTable } from '#app/ui/team/progress-table.tsx'
import { RoomList } from '#app/ui/team/room-list.tsx'
import { mostPressing } from '#server/guidance/rules/team-matrix.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import { takeRoomForm } from '#server/rooms/rules/take-room-form.ts'
import { dayText, dayTextAhead, daysBetween } from '#server/platform/rules/london.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? 'Team'} – Casecircle` },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  return { reader: actor.person, ...found(await context.services.guidance.team(actor, team)) }
}

/** The manager takes a room whose facilitator has left. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  found(await context.services.guidance.team(actor, readParam(teamId, params['team'])))
  const form = await readForm(request, takeRoomForm)
  if (!form.ok) return refused(form)
  const taken = await context.services.rooms.takeUnled(actor, form.value.room)
  return taken.ok ? seeOther(paths.room(form.value.room)) : refused(taken)
}

export default function TeamPage() {
  const { team, name, reader, today, yearEnds, rooms, calledOff, toolkits, reminder } =
    useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  const pressing = mostPressing(toolkits)?.toolkit
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-4">{name}</h1>
      {toolkits.length === 0 ? (
        <p className="govuk-body">
          The team has no toolkit yet. Give it one: each person then sees it on their home page.
        </p>
      ) : null}
      {toolkits.map((matrix) => (
        <section key={matrix.toolkit} aria-labelledby={`toolkit-${matrix.toolkit}`}>
          {matrix.toolkit === pressing ? (
            <AdvicePanel matrix={matrix} team={team} today={today} reminder={reminder} />
          ) : null}
          <h2
            className="govuk-heading-l govuk-!-margin-top-6 govuk-!-margin-bottom-2"
            id={`toolkit-${matrix.toolkit}`}
          >
            {matrix.title}
          </h2>
          <p className="govuk-body">
            Module due <b>{dayText(matrix.dueOn)}</b>. CPD year ends{' '}
            <b>{dayTextAhead(yearEnds, daysBetween(today, yearEnds))}</b>.{' '}
            {matrix.hasCase ? (
              <a className="govuk-link" href={paths.caseStudy(team, matrix.toolkit)}>
                Read the case and your notes beforehand
                {toolkits.length > 1 ? (
                  <span className="govuk-visually-hidden">: {matrix.title}</span>
                ) : null}
              </a>
            ) : null}
          </p>
          <ProgressTable
            people={matrix.rows.map((row) => ({ ...row, isReader: row.person === reader }))}
            dueOn={matrix.dueOn}
            title={matrix.title}
            hasRoom={matrix.hasCase || matrix.room !== null}
          />
        </section>
      ))}
      <CalledOffRooms rooms={calledOff} today={today} />
      <RoomList rooms={rooms} today={today} />
      <div className="cc-btn-row">
        <Button href={paths.newRoom(team)} classes="govuk-button--secondary">
          Schedule a room
        </Button>
        <Button href={paths.newAssignment(team)} classes="govuk-button--secondary">
          Give the team a toolkit
        </Button>
        <a className="govuk-link" href={paths.teamFormats(team)}>
          Session formats
        </a>
        {toolkits.length > 0 ? (
          <a className="govuk-link" href={paths.teamExport(team)}>
            Export team
          </a>
        ) : null}
      </div>
      {toolkits.length > 0 ? (
        <p className="govuk-body cc-small">
          “Export team” is CSV. The same{' '}
          <a className="govuk-link" href={paths.teamExport(team, 'xlsx')}>
            as Excel
          </a>{' '}
          or{' '}
          <a className="govuk-link" href={paths.teamExport(team, 'pdf')}>
            as PDF
          </a>
          , and{' '}
          <a className="govuk-link" href={paths.teamShared(team)}>
            what members share with you
          </a>
          .
        </p>
      ) : null}
    </Page>
  )
}
