import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { ChangeEvent } from 'react'
import {
  parseForm,
  readParam,
  refused,
  seeOther,
  signedIn,
  typedText,
  type FormError,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { newCommandId } from '#app/room-client/command-id.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { DateAndTime } from '#app/ui/room/date-and-time.tsx'
import { FormatChoice } from '#app/ui/room/format-choice.tsx'
import { teamChoices } from '#app/ui/room/team-choices.server.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import {
  addDays,
  dayTextWithYear,
  daysBetween,
  londonDay,
  workingDay,
} from '#server/platform/rules/london.ts'
import { scheduleForm, typedMinutes } from '#server/rooms/rules/schedule.ts'
import {
  formatAfter,
  toolkitOptions,
  type OfferedToolkit,
} from '#server/rooms/rules/toolkit-choice.ts'

export const meta: MetaFunction = () => [{ title: 'Schedule a room – Casecircle' }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, team, name, members, formats, toolkits, chosen } = await teamChoices(args)
  const { rooms, cpd } = args.context.services
  const today = londonDay(rooms.now())
  const { year } = cpd.blankPage(actor)
  return {
    team,
    name,
    people: members.length,
    helpers: members
      .filter((one) => one.person !== actor.person)
      .map((one) => ({ person: one.person, name: one.name })),
    toolkits,
    chosen,
    formats: formats.map(({ format: one, own, minutes }) => ({
      ...{ id: one.id, title: one.title, summary: one.summary, size: one.size, minutes, own },
      page: paths.teamFormat(team, one.id),
      phases: one.phases.map(({ id, title, minutes, ours }) => ({ id, title, minutes, ours })),
    })),
    id: newCommandId(),
    date: workingDay(addDays(today, 7)),
    // A room after the last day counts for the next year: worth knowing only near it.
    yearEnds: daysBetween(today, year.ends) <= 60 ? year.ends : null,
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { toolkits, formats } = await teamChoices({ context, params, request })
  const posted = await request.formData()
  const typed = typedText(posted)
  const form = parseForm(withWholeDate(posted), scheduleForm)
  const chosen = formats.find(({ format: one }) => one.id === typed['format'])?.format
  const { minutes, faults } = typedMinutes(chosen ?? { id: '', phases: [] }, posted)
  const errors: FormError[] = [...(form.ok ? [] : form.errors), ...faults]
  if (!form.ok || errors.length > 0) return refused({ ok: false, errors, typed })
  const other = otherFormat(typed, toolkits, formats)
  if (other) return refused({ ok: false, ...other })
  const made = await context.services.rooms.schedule(actor, team, { ...form.value, minutes })
  if (made.ok) return seeOther(paths.room(made.value))
  if (made.error.code === 'not_found') {
    throw data({ message: made.error.message }, { status: 404 })
  }
  return refused(made, typed)
}

/**
 * Without JavaScript the format does not follow the toolkit: where another toolkit was chosen and the
 * format left as it stood, the page comes once more with the one that this toolkit is made for.
 */
function otherFormat(
  typed: Record<string, string>,
  toolkits: readonly OfferedToolkit[],
  formats: readonly { format: { id: string; title: string } }[],
): RefusedForm | null {
  const { formatFor: before, toolkit: now = '', format = '' } = typed
  if (before === undefined || before === now) return null
  const offered = formats.map((one) => one.format.id)
  const next = formatAfter(toolkits, offered, { before, now, format })
  if (next === format) return null
  const title = formats.find((one) => one.format.id === next)?.format.title ?? next
  const about = toolkits.find((one) => one.toolkit === now)?.title ?? ''
  const message = `“${about}” is made for “${title}”, which is chosen now. Choose another, or go on.`
  return {
    errors: [{ field: 'format', message }],
    typed: { ...typed, format: next, formatFor: now },
  }
}

/** Accepts day, month and year apart as well; an empty choice of co-facilitator is none. */
function withWholeDate(posted: FormData): FormData {
  const form = new FormData()
  for (const [name, value] of posted) {
    if (name === 'coFacilitator' && value === '') continue
    if (!/^date-(day|month|year)$/.test(name)) form.append(name, value)
  }
  const [day, month, year] = ['day', 'month', 'year'].map((part) => posted.get(`date-${part}`))
  if (typeof day === 'string' && typeof month === 'string' && typeof year === 'string') {
    form.set(
      'date',
      `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`,
    )
  }
  return form
}

export default function ScheduleRoomRoute() {
  const page = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>()
  const typed = refusal?.typed ?? {}

  /** The format follows the toolkit at once, while nobody has chosen one by hand. */
  function follow({ currentTarget: toolkit }: ChangeEvent<HTMLSelectElement>): void {
    const format = toolkit.form?.elements.namedItem('format')
    const before = toolkit.form?.elements.namedItem('formatFor')
    if (!(format instanceof HTMLSelectElement) || !(before instanceof HTMLInputElement)) return
    format.value = formatAfter(
      page.toolkits,
      page.formats.map((one) => one.id),
      { before: before.value, now: toolkit.value, format: format.value },
    )
    before.value = toolkit.value
  }

  return (
    <Page reader={useReader()} current={paths.team(page.team)}>
      <BackLink href={paths.team(page.team)}>{page.name}</BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Schedule a room</h1>
          {page.toolkits.length === 0 ? (
            <p className="govuk-body">There is no toolkit with a case study yet.</p>
          ) : (
            <form method="post" noValidate>
              <input type="hidden" name="id" value={page.id} />
              <Select
                name="toolkit"
                label={{ text: 'Toolkit', classes: 'govuk-label--m' }}
                hint={{ text: 'The room is about its case study.' }}
                value={typed['toolkit'] ?? page.chosen?.toolkit}
                items={toolkitOptions(page.toolkits, page.chosen)}
                errorMessage={errorOf(refusal, 'toolkit')}
                attributes={{ onChange: follow }}
              />
              <input
                type="hidden"
                name="formatFor"
                defaultValue={typed['formatFor'] ?? page.chosen?.toolkit ?? ''}
              />
              <FormatChoice
                formats={page.formats}
                chosen={typed['format'] ?? page.chosen?.format ?? page.formats[0]?.id}
                refusal={refusal}
              />
              <DateAndTime
                date={typed['date'] ?? page.date}
                time={typed['time'] ?? '10:00'}
                errors={{ date: errorOf(refusal, 'date'), time: errorOf(refusal, 'time') }}
              />
              {page.yearEnds ? (
                <div className="cc-bar govuk-!-margin-bottom-6">
                  <p>
                    <b>The registration year ends on {dayTextWithYear(page.yearEnds)}.</b> A room
                    after that day counts for the next year, a module finished before it for this
                    one.
                  </p>
                </div>
              ) : null}
              <Select
                name="coFacilitator"
                label={{ text: 'Co-facilitator', classes: 'govuk-label--m' }}
                hint={{
                  text: 'Who helps you? They can take over at once, and are told when somebody needs a pause.',
                }}
                value={typed['coFacilitator']}
                items={[
                  { value: '', text: 'Nobody' },
                  ...page.helpers.map((one) => ({ value: one.person, text: one.name })),
                ]}
                errorMessage={errorOf(refusal, 'coFacilitator')}
              />
              <div className="cc-btn-row">
                <Button>Schedule a room for {page.people} people</Button>
                <a className="govuk-link" href={paths.newRehearsal(page.team)}>
                  Rehearse alone first
                </a>
              </div>
            </form>
          )}
        </div>
      </div>
    </Page>
  )
}
