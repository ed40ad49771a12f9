import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  found,
  readForm,
  readParam,
  refused,
  seeOther,
  signedIn,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { ConversationForm } from '#app/ui/cpd/conversation-form.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { catchUpForm } from '#server/catch-up/rules/catch-up-form.ts'
import { whoIsAPeer } from '#server/catch-up/rules/questions.ts'
import { roomId } from '#server/platform/rules/ids.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction = () => [{ title: 'What to do instead – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const page = found(await context.services.catchUp.page(actor, room))
  const on = londonDay(page.startsAt)
  const { asked } = await context.services.cpd.learning(actor, on)
  return { page, peerRule: asked.peerRule, onText: dayTextWithYear(on) }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { catchUp } = context.services
  const room = readParam(roomId, params['room'])
  found(await catchUp.page(actor, room))
  const form = await readForm(request, catchUpForm)
  if (!form.ok) return refused(form)
  const recorded = await catchUp.record(actor, room, form.value)
  return recorded.ok ? seeOther(paths.cpdEntry(recorded.value)) : refused(recorded, form.typed)
}

export default function CatchUpPage() {
  const { page, peerRule, onText } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>() ?? null
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <FormErrors refusal={refusal && linked(refusal)} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">
        {page.state === 'missed' ? 'What to do instead' : page.title}
      </h1>
      <p className="govuk-body-l">
        {page.title}, {onText}
      </p>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          {page.state === 'missed' ? (
            <Missed page={page} peerRule={peerRule} refusal={refusal} />
          ) : (
            <NotMissed page={page} />
          )}
        </div>
      </div>
    </Page>
  )
}

type Loaded = Awaited<ReturnType<typeof loader>>
type PageData = Loaded['page']

function NotMissed({ page }: { page: PageData }) {
  if (page.state === 'attended') {
    return (
      <>
        <p className="govuk-body">You took part in this room. Its draft stands in your record.</p>
        <Button href={paths.cpd}>Go to my CPD</Button>
      </>
    )
  }
  return (
    <>
      <p className="govuk-body">
        This room is not over yet. When you cannot be there, come back here afterwards.
      </p>
      <Button href={paths.room(page.room)}>Go to the room</Button>
    </>
  )
}

function Missed({
  page,
  peerRule,
  refusal,
}: Pick<Loaded, 'page' | 'peerRule'> & { refusal: RefusedForm | null }) {
  return (
    <>
      <p className="govuk-body">
        You were not there, or only for a short time. Instead, talk about it with a peer for half an
        hour, then write down what you learnt from it.
      </p>
      <h2 className="govuk-heading-m">Who can it be?</h2>
      <p className="govuk-body">{whoIsAPeer}</p>
      {peerRule ? (
        <p className="govuk-body">{peerRule} Our summary: check the regulator’s wording.</p>
      ) : null}
      <h2 className="govuk-heading-m">What to talk about</h2>
      <p className="govuk-body">
        The case itself stays in the room: if your team holds it again, you come to it fresh.
      </p>
      {page.questions.map(({ heading, asks }) => (
        <section key={heading}>
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{heading}</h3>
          <ul className="govuk-list govuk-list--bullet">
            {asks.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      ))}
      <h2 className="govuk-heading-l" id="record">
        Record the conversation
      </h2>
      {page.entry ? (
        <>
          <p className="govuk-body">You have recorded one. It stands in your record.</p>
          <Button href={paths.cpdEntry(page.entry)}>Go to the entry</Button>
        </>
      ) : (
        <ConversationForm refusal={refusal} />
      )}
    </>
  )
}

/** A fault of the date leads to its first box: the group itself cannot take the focus. */
function linked(refusal: RefusedForm): RefusedForm {
  return {
    ...refusal,
    errors: refusal.errors.map((error) =>
      error.field === 'date' ? { ...error, field: 'date-day' } : error,
    ),
  }
}
