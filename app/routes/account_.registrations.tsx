import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { readForm, refused, seeOther, signedIn, type RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { EndOfCycle } from '#app/ui/cpd/end-of-cycle.tsx'
import { FirstRegistration } from '#app/ui/cpd/first-registration.tsx'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { isOwnCycle } from '#server/cpd/rules/regulator/cycle.ts'
import {
  noRegulator,
  registrationsForm,
  type OwnProfile,
} from '#server/cpd/rules/regulator/registration.ts'

export const meta: MetaFunction = () => [{ title: 'Your registrations – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const page = await context.services.cpd.registrations(actor)
  return { ...page, isSaved: new URL(request.url).searchParams.has('saved') }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const form = await readForm(request, registrationsForm)
  if (!form.ok) return refused(form)
  const chosen = await context.services.cpd.chooseRegistrations(actor, form.value)
  if (chosen.ok) return seeOther(`${paths.registrations}?saved`)
  // Ticked boxes are several values of one name: kept as one text for the page.
  const typed = { ...form.typed, regulator: form.value.regulators.join(' ') }
  const { errors = [chosen.error] } = chosen.error
  return refused({ ok: false, errors, typed })
}

export default function RegistrationsPage() {
  const { profiles, chosen, isSaved } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>() ?? null
  const ticked = refusal?.typed['regulator']?.split(' ') ?? chosen.map((one) => one.regulator)
  // What is ticked since the page came; without JavaScript it is what was kept.
  const [shown, setShown] = useState<string[] | null>(null)
  const first = refusal?.typed['first'] ?? chosen[0]?.regulator ?? ''
  const endOf = ({ id }: OwnProfile) =>
    chosen.find(({ regulator }) => regulator === id)?.endsOn ?? null
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">Your registrations</h1>
          <WhoReads readers="only-you" />
          {isSaved && !refusal ? (
            <p className="govuk-body cc-said" role="status">
              Saved. {firstText(profiles, chosen)}{' '}
              <a className="govuk-link" href={paths.cpd}>
                Go to my CPD
              </a>
            </p>
          ) : null}
          <p className="govuk-body">
            Your CPD record asks the questions of your regulator, and says what its rules still ask
            for. You may have more than one: each piece is written once and taken out for each.
          </p>
          <form
            method="post"
            noValidate
            onChange={(event) =>
              setShown(
                new FormData(event.currentTarget)
                  .getAll('regulator')
                  .filter((one) => typeof one === 'string'),
              )
            }
          >
            <Checkboxes
              name="regulator"
              idPrefix="regulator"
              fieldset={{
                legend: {
                  text: 'Who are you registered with?',
                  classes: 'govuk-fieldset__legend--m',
                },
              }}
              values={ticked}
              errorMessage={errorOf(refusal, 'regulator')}
              items={[
                ...profiles
                  .filter(({ id }) => id !== noRegulator)
                  .map((profile) => ({
                    ...itemOf(profile),
                    // Asked where it is ticked; a browser that cannot hide it shows it.
                    ...(isOwnCycle(profile.cycle)
                      ? {
                          conditional: {
                            text: <EndOfCycle {...{ profile, refusal }} endsOn={endOf(profile)} />,
                          },
                        }
                      : {}),
                  })),
                { divider: 'or' },
                ...profiles
                  .filter(({ id }) => id === noRegulator)
                  .map((profile) => ({
                    ...itemOf(profile),
                    behaviour: 'exclusive' as const,
                    hint: { text: 'A record for yourself, with our own questions.' },
                  })),
              ]}
            />
            <FirstRegistration profiles={profiles} ticked={shown ?? ticked} first={first} />
            <Button>Save registrations</Button>
          </form>
        </div>
      </div>
    </Page>
  )
}

/** Without JavaScript the order can be chosen only now that it is known between which. */
function firstText(
  profiles: readonly OwnProfile[],
  chosen: readonly { regulator: string }[],
): string {
  const name = profiles.find(({ id }) => id === chosen[0]?.regulator)?.name
  return chosen.length > 1 && name ? `${name} comes first. You can change that below.` : ''
}

function itemOf({ id, name, who }: OwnProfile) {
  return {
    value: id,
    text: name,
    id: `regulator-${id}`,
    ...(who
      ? { hint: { text: `The rules here are for: ${who.charAt(0).toLowerCase()}${who.slice(1)}.` } }
      : {}),
  }
}
