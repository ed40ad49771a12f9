import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { DateInput } from '#app/ui/govuk/date-input/date-input.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { kindText, minutesText } from '#app/ui/learning/words.ts'
import { assignmentForm } from '#server/learning/rules/assignment-form.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import { addDays, londonDay, workingDay } from '#server/platform/rules/london.ts'
import type { ReleaseCard } from '#server/toolkits/rules/release.ts'

export const meta: MetaFunction = () => [{ title: 'Give the team a toolkit – Casecircle' }]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const page = found(await context.services.organisations.teamPage(actor, team))
  const library = await context.services.toolkits.library()
  const asked = new URL(request.url).searchParams.get('toolkit')
  // Four weeks is our own default: no published figure says how long a team is given.
  const suggested = workingDay(addDays(londonDay(Date.now()), 28))
  // Nothing is chosen for the manager, unless there is nothing to choose from.
  const chosen = asked ?? (library.length === 1 ? library[0]?.toolkit : undefined)
  return { team, name: page.name, library, chosen: chosen ?? null, suggested }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  found(await context.services.organisations.teamPage(actor, team))
  const form = await readForm(request, assignmentForm)
  if (!form.ok) return refused(form)
  const given = await context.services.learning.assign(actor, team, form.value)
  return given.ok ? seeOther(paths.team(team)) : refused(given, form.typed)
}

export default function NewAssignmentPage() {
  const { team, name, library, chosen, suggested } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  const [year, month, day] = suggested.split('-')
  const dueParts = { 'dueOn-day': day, 'dueOn-month': month, 'dueOn-year': year }
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      <BackLink href={paths.team(team)}>{name}</BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Give the team a toolkit</h1>
      <form method="post" noValidate>
        <Radios
          idPrefix="toolkit"
          name="toolkit"
          fieldset={{ legend: { text: 'Toolkit', classes: 'govuk-fieldset__legend--m' } }}
          value={refusal?.typed['toolkit'] ?? chosen ?? ''}
          items={library.map((card) => ({
            value: card.toolkit,
            text: card.title,
            hint: { text: `${card.summary} ${timeText(card)}` },
          }))}
          errorMessage={errorOf(refusal, 'toolkit')}
        />
        <DateInput
          id="dueOn"
          namePrefix="dueOn"
          fieldset={{
            legend: { text: 'Finish the module by', classes: 'govuk-fieldset__legend--m' },
          }}
          hint={{ text: 'We suggest four weeks. Choose a day before the room.' }}
          values={refusal ? refusal.typed : dueParts}
          errorMessage={errorOf(refusal, 'dueOn')}
        />
        <Button>Give the team a toolkit</Button>
      </form>
    </Page>
  )
}

/** A briefing is read alone; a case study is for a room. */
function timeText({ kind, minutes, stageCount }: ReleaseCard): string {
  const alone = `${kindText[kind]}, about ${minutesText(minutes)} alone`
  return stageCount > 0 ? `${alone}, then a room.` : `${alone}. It needs no room.`
}
