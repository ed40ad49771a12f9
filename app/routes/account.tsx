import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { parseForm, refused, seeOther, signedIn, type RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { OwnData } from '#app/ui/account/own-data.tsx'
import { OwnName } from '#app/ui/account/own-name.tsx'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { SummaryList } from '#app/ui/govuk/summary-list/summary-list.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { isEmployed } from '#server/access/rules/actor.ts'
import { changePasswordForm } from '#server/accounts/rules/forms.ts'
import { ownNameForm } from '#server/organisations/rules/own-name-form.ts'

export const meta: MetaFunction = () => [{ title: 'Your account – Casecircle' }]

const readinessForm = z.strictObject({ readiness: z.enum(['shown', 'hidden']) })

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { accounts, cpd } = context.services
  return {
    name: actor.name,
    jobTitle: actor.jobTitle,
    organisation: actor.organisationName,
    isEmployed: isEmployed(actor),
    teams: actor.memberships.map(({ teamName, role }) =>
      role === 'manager' ? `${teamName} (manager)` : teamName,
    ),
    email: (await accounts.emailOf(actor.person)) ?? '',
    isReadinessHidden: await cpd.isReadinessHidden(actor),
    isChanged: new URL(request.url).searchParams.has('changed'),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { accounts, cpd, ownName } = context.services
  const posted = await request.formData()
  if (posted.has('readiness')) {
    const form = parseForm(posted, readinessForm)
    if (!form.ok) return refused(form)
    await cpd.setReadinessHidden(actor, form.value.readiness === 'hidden')
    return seeOther(`${paths.account}?changed`)
  }
  if (posted.has('jobTitle')) {
    const form = parseForm(posted, ownNameForm)
    if (!form.ok) return refused(form)
    const changed = await ownName.change(actor, form.value)
    return changed.ok ? seeOther(`${paths.account}?changed`) : refused(changed, form.typed)
  }
  const form = parseForm(posted, changePasswordForm)
  if (!form.ok) return data<RefusedForm>({ errors: form.errors, typed: {} }, { status: 422 })
  const { currentPassword, newPassword } = form.value
  const { sharedDevice } = context
  const changed = await accounts.changePassword(actor.person, currentPassword, newPassword, {
    sharedDevice,
  })
  if (!changed.ok) return refused(changed)
  return seeOther(`${paths.account}?changed`, { 'Set-Cookie': changed.value.cookie })
}

export default function AccountPage() {
  const account = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()}>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Your account</h1>
      {account.isChanged && !refusal ? (
        <p className="govuk-body cc-said" role="status">
          Saved.
        </p>
      ) : null}
      <SummaryList
        rows={[
          { key: { text: 'Name' }, value: { text: account.name } },
          { key: { text: 'Job title' }, value: { text: account.jobTitle } },
          { key: { text: 'E-mail address' }, value: { text: account.email } },
          { key: { text: 'Organisation' }, value: { text: account.organisation || 'None' } },
          { key: { text: 'Teams' }, value: { text: account.teams.join(', ') || 'None' } },
        ]}
      />
      {account.isEmployed ? <OwnName {...account} refusal={refusal} /> : null}
      <h2 className="govuk-heading-m">Your registrations</h2>
      <p className="govuk-body">
        <a className="govuk-link" href={paths.registrations}>
          Say which regulator you are registered with
        </a>
      </p>
      {account.isEmployed ? <ManagerSees isReadinessHidden={account.isReadinessHidden} /> : null}
      <OwnData isEmployed={account.isEmployed} />
      <h2 className="govuk-heading-m">Change your password</h2>
      <form method="post" noValidate>
        <Input
          id="currentPassword"
          name="currentPassword"
          type="password"
          label={{ text: 'Current password' }}
          autocomplete="current-password"
          classes="govuk-input--width-20"
          errorMessage={errorOf(refusal, 'currentPassword')}
        />
        <Input
          id="newPassword"
          name="newPassword"
          type="password"
          label={{ text: 'New password' }}
          hint={{ text: 'At least 12 characters. You may paste it.' }}
          autocomplete="new-password"
          classes="govuk-input--width-20"
          errorMessage={errorOf(refusal, 'newPassword')}
        />
        <Button classes="govuk-button--secondary">Change password</Button>
      </form>
      <h2 className="govuk-heading-m">Sign out</h2>
      <form method="post" action={paths.signOut}>
        <Button classes="govuk-button--secondary">Sign out</Button>
      </form>
    </Page>
  )
}

function ManagerSees({ isReadinessHidden }: { isReadinessHidden: boolean }) {
  return (
    <>
      <h2 className="govuk-heading-m">What your manager sees</h2>
      <p className="govuk-body">
        Your manager sees whether you have finished a module, whether you were in a room, and
        whether your CPD year is ready. Never your words, answers or minutes.
      </p>
      <p className="govuk-body">
        {isReadinessHidden
          ? 'Your manager cannot see whether your CPD year is ready: it says “Hidden”.'
          : 'Your manager can see whether your CPD year is ready. You may keep that to yourself.'}
      </p>
      <form method="post">
        <Button
          name="readiness"
          value={isReadinessHidden ? 'shown' : 'hidden'}
          classes="govuk-button--secondary"
        >
          {isReadinessHidden ? 'Show whether I am ready' : 'Hide whether I am ready'}
        </Button>
      </form>
    </>
  )
}
