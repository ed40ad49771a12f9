import {
  data,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import {
  found,
  parseForm,
  readParam,
  refused,
  seeOther,
  signedIn,
  typedText,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { teamChoices } from '#app/ui/room/team-choices.server.ts'
import { formatId, roomId, teamId } from '#server/platform/rules/ids.ts'
import { chosenToolkit } from '#server/rooms/rules/schedule.ts'
import { toolkitOptions } from '#server/rooms/rules/toolkit-choice.ts'

export const meta: MetaFunction = () => [{ title: 'Rehearse a room – Casecircle' }]

const beginForm = z.object({ toolkit: chosenToolkit, format: formatId })
const endForm = z.object({ end: roomId })

export async function loader(args: LoaderFunctionArgs) {
  const { actor, team, name, asked, formats, toolkits, chosen } = await teamChoices(args)
  return {
    team,
    name,
    toolkits,
    chosen,
    formats: formats.map(({ format: { id, title }, minutes }) => ({
      id,
      title: `${title} (${minutes} minutes)`,
    })),
    going: args.context.services.rehearsals.going(actor),
    format: asked.get('format'),
  }
}

/** Begins a rehearsal, or ends the one that is named. Neither is written down anywhere. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { organisations, rehearsals } = context.services
  found(await organisations.teamPage(actor, team))
  const posted = await request.formData()
  const ending = parseForm(posted, endForm)
  if (ending.ok) {
    await rehearsals.end(actor, ending.value.end)
    return seeOther(paths.team(team))
  }
  const form = parseForm(posted, beginForm)
  if (!form.ok) return refused(form)
  const begun = await rehearsals.begin(actor, team, form.value)
  if (begun.ok) return seeOther(paths.room(begun.value))
  if (begun.error.code === 'not_found') {
    throw data({ message: begun.error.message }, { status: 404 })
  }
  return refused(begun, typedText(posted))
}

export default function RehearseRoute() {
  const page = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>()
  const typed = refusal?.typed ?? {}
  const items = {
    toolkits: toolkitOptions(page.toolkits, page.chosen),
    formats: page.formats.map(({ id, title }) => ({ value: id, text: title })),
  }
  return (
    <Page reader={useReader()} current={paths.team(page.team)}>
      <BackLink href={paths.team(page.team)}>{page.name}</BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Rehearse a room</h1>
          <p className="govuk-body">
            Walk through a session alone before you lead one. Five invented colleagues take part:
            they accept the ground rules, take their turns, write, vote, sign, raise a hand, and one
            of them asks for a pause.
          </p>
          <p className="govuk-body">
            Nothing of it is kept: no record, no CPD, nothing on the team’s pages. Your team does
            not hear of it. It ends when you end it, and after 4 hours by itself.
          </p>
          {page.going ? (
            <p className="govuk-body">
              You have a rehearsal going on.{' '}
              <a className="govuk-link" href={paths.room(page.going)}>
                Go back to it
              </a>
              . A new one ends it.
            </p>
          ) : null}
          {page.toolkits.length === 0 ? (
            <p className="govuk-body">There is no toolkit with a case study yet.</p>
          ) : (
            <form method="post" noValidate>
              <Select
                name="toolkit"
                label={{ text: 'Toolkit', classes: 'govuk-label--m' }}
                hint={{ text: 'You read its case study as your team would.' }}
                value={typed['toolkit'] ?? page.chosen?.toolkit}
                items={items.toolkits}
                errorMessage={errorOf(refusal, 'toolkit')}
              />
              <Select
                name="format"
                label={{ text: 'Format', classes: 'govuk-label--m' }}
                value={typed['format'] ?? page.format ?? page.chosen?.format ?? 'swott'}
                items={items.formats}
                errorMessage={errorOf(refusal, 'format')}
              />
              <div className="cc-btn-row">
                <Button>Start the rehearsal</Button>
              </div>
            </form>
          )}
        </div>
      </div>
    </Page>
  )
}
