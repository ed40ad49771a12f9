import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  found,
  readParam,
  refused,
  seeOther,
  signedIn,
  typedText,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { FormatEditor } from '#app/ui/formats/format-editor.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { InsetText } from '#app/ui/govuk/inset-text/inset-text.tsx'
import { NotificationBanner } from '#app/ui/govuk/notification-banner/notification-banner.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { FormatGuide } from '#app/ui/room/format-guide.tsx'
import { PhasePlan } from '#app/ui/room/phase-plan.tsx'
import { can } from '#server/access/rules/can.ts'
import { formatId, teamId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.format.title ?? 'Format'} – Casecircle` },
]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const id = readParam(formatId, params['format'])
  const one = found(await context.services.formats.read(actor, team, id))
  const resource = { kind: 'team', team, organisation: actor.organisation } as const
  return {
    team,
    ...one,
    mayCopy: can(actor, 'change-formats', resource),
    saved: new URL(request.url).searchParams.has('saved'),
  }
}

/** Saves what was typed and does what the pressed button says; both or neither. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const id = readParam(formatId, params['format'])
  const { formats } = context.services
  const posted = await request.formData()
  const typed = typedText(posted)
  const intent = typed['intent'] ?? 'save'
  if (intent === 'retire' || intent === 'offer') {
    const done = await formats.offer(actor, team, id, intent === 'offer')
    return done.ok ? seeOther(paths.teamFormat(team, id)) : refusedOrGone(done, typed)
  }
  const done = await formats.change(actor, team, id, new Map(Object.entries(typed)))
  if (!done.ok) return refusedOrGone(done, typed)
  const [does, phase] = intent.split('.')
  const at =
    does === 'add' ? '#phases' : does === 'up' || does === 'down' ? `#phase-${phase ?? ''}` : ''
  return seeOther(`${paths.teamFormat(team, id)}?saved${at}`)
}

type NotDone = Extract<
  Awaited<ReturnType<LoaderFunctionArgs['context']['services']['formats']['change']>>,
  { ok: false }
>

function refusedOrGone(done: NotDone, typed: Record<string, string>) {
  if ('errors' in done) return refused({ ok: false, errors: done.errors, typed })
  if (done.error.code === 'invalid') return refused(done, typed)
  return found(done)
}

export default function FormatRoute() {
  const page = useLoaderData<typeof loader>()
  const { team, format, own, retired, mayChange, saved } = page
  const refusal = useActionData<RefusedForm>()
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      <BackLink href={paths.teamFormats(team)}>Session formats</BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          {saved && !refusal ? (
            <NotificationBanner type="success" text="The format is saved." />
          ) : null}
          <h1 className="govuk-heading-xl">
            {own ? <span className="govuk-caption-xl">Your team’s own format</span> : null}
            {format.title}
          </h1>
          {retired ? (
            <InsetText>
              This format is no longer offered. Rooms that were made from it keep it.
            </InsetText>
          ) : null}
          {mayChange ? (
            <>
              <FormatEditor format={format} refusal={refusal} />
              <Offer retired={retired} />
            </>
          ) : (
            <p className="govuk-body-l">{format.summary}</p>
          )}
          <Actions page={page} />
          <PhasePlan phases={format.phases} note={format.basis} />
          <FormatGuide format={format} />
        </div>
      </div>
    </Page>
  )
}

function Actions({ page }: { page: { team: string; format: { id: string }; mayCopy: boolean } }) {
  const { team, format, mayCopy } = page
  if (!mayCopy) return null
  return (
    <div className="cc-btn-row">
      <Button href={paths.newFormat(team, format.id)} classes="govuk-button--secondary">
        Copy it for the team
      </Button>
      <a className="govuk-link" href={paths.newRoom(team)}>
        Schedule a room
      </a>
      <a className="govuk-link" href={`${paths.newRehearsal(team)}?format=${format.id}`}>
        Rehearse it alone
      </a>
    </div>
  )
}

/** A format in use is never deleted: it is offered no more, and can be offered again. */
function Offer({ retired }: { retired: boolean }) {
  return (
    <form method="post" className="govuk-!-margin-top-6">
      <Button name="intent" value={retired ? 'offer' : 'retire'} classes="govuk-button--secondary">
        {retired ? 'Offer it again' : 'Stop offering this format'}
      </Button>
    </form>
  )
}
