import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { parseForm, refused, seeOther, typedText, type RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { firstName } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { signInForm, tryAsForm } from '#server/accounts/rules/forms.ts'
import { ownPath } from '#server/platform/rules/own-path.ts'

export const meta: MetaFunction = () => [{ title: 'Sign in – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = ownPath.safeParse(new URL(request.url).searchParams.get('to'))
  const to = asked.success ? asked.data : null
  if (context.actor && !context.sealedPost) throw redirect(to ?? paths.home, 303)
  return {
    cast: await context.services.organisations.demonstrationCast(context.services.demonstration),
    sealed: context.sealedPost,
    to,
  }
}

type Kept = { path: string; fields: [string, string][] }
type Answer = { refusal: RefusedForm; sealed?: string } | { kept: Kept }

export async function action({ context, request }: ActionFunctionArgs) {
  const { accounts } = context.services
  const posted = await request.formData()
  const tryAs = posted.has('tryAs') ? parseForm(posted, tryAsForm) : null
  const form = tryAs ?? parseForm(posted, signInForm)
  const sealed = typedText(posted)['sealed']
  if (!form.ok)
    return data<Answer>({ refusal: form, ...(sealed ? { sealed } : {}) }, { status: 422 })
  const signedIn =
    'tryAs' in form.value
      ? await accounts.tryAs(form.value.tryAs)
      : await accounts.signIn(form.value.email, form.value.password, context.address, {
          sharedDevice: form.value.sharedDevice === 'yes',
          knownDevice: context.device.usedBy(form.value.email),
        })
  if (!signedIn.ok) {
    const { data: refusal, init } = refused(signedIn, form.typed)
    return data<Answer>({ refusal, ...(sealed ? { sealed } : {}) }, init ?? {})
  }
  const { person } = signedIn.value
  const cookies = new Headers({ 'Set-Cookie': signedIn.value.cookie })
  if ('email' in form.value && !form.value.sharedDevice) {
    cookies.append('Set-Cookie', context.device.rememberFor(form.value.email))
  }
  if (context.session) await accounts.signOut(context.session)
  const kept = sealed ? context.openSealed(sealed, person) : null
  if (!kept) return seeOther(form.value.to ?? paths.home, cookies)
  return data<Answer>({ kept: { path: kept.path, fields: kept.fields } }, { headers: cookies })
}

export default function SignInPage() {
  const { cast, sealed: late, to: asked } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer && 'kept' in answer) return <KeptPost kept={answer.kept} />
  const refusal = answer?.refusal
  const sealed = answer?.sealed ?? late
  const carried = { sealed, to: refusal?.typed['to'] ?? asked }
  return (
    <Page>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Sign in</h1>
      {sealed ? (
        <Panel kind="warn" classes="govuk-!-margin-bottom-6">
          <p className="govuk-body">
            You were signed out because nothing had happened for a while. <b>Your text is kept.</b>{' '}
            Sign in and it is saved.
          </p>
        </Panel>
      ) : null}
      <div className="cc-split">
        <form method="post" action={paths.signIn} noValidate>
          <Carried {...carried} />
          <Input
            id="email"
            name="email"
            type="email"
            label={{ text: 'E-mail address', classes: 'govuk-label--m' }}
            autocomplete="username"
            spellcheck={false}
            value={refusal?.typed['email'] ?? ''}
            errorMessage={errorOf(refusal, 'email')}
          />
          <Input
            id="password"
            name="password"
            type="password"
            label={{ text: 'Password', classes: 'govuk-label--m' }}
            autocomplete="current-password"
            spellcheck={false}
            errorMessage={errorOf(refusal, 'password')}
          />
          <Checkboxes
            name="sharedDevice"
            items={[
              {
                value: 'yes',
                text: 'This is a shared computer',
                hint: { text: 'Nothing that you write is kept on it.' },
                checked: refusal?.typed['sharedDevice'] === 'yes',
              },
            ]}
          />
          <Button>Sign in</Button>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.forgotPassword}>
              I have forgotten my password
            </a>
          </p>
        </form>
        {cast.length > 0 ? (
          <section aria-labelledby="demonstration">
            <h2 className="govuk-heading-m" id="demonstration">
              Look around
            </h2>
            <p className="govuk-body">
              This is a demonstration. Northbridge Council and its people are invented. Be one of
              them:
            </p>
            <form method="post" action={paths.signIn} className="cc-cast">
              <Carried {...carried} />
              {cast.map(({ person, name, role }) => (
                <Button key={person} name="tryAs" value={person} classes="govuk-button--secondary">
                  Try as {firstName(name)}, {role}
                </Button>
              ))}
            </form>
          </section>
        ) : null}
      </div>
    </Page>
  )
}

/** What goes with signing in: a post that came too late, and where to go on. */
function Carried(carried: { sealed: string | null | undefined; to: string | null | undefined }) {
  return (
    <>
      {Object.entries(carried).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
    </>
  )
}

/** What somebody had sent when their session was over, ready to be sent again. */
function KeptPost({ kept }: { kept: Kept }) {
  return (
    <Page>
      <h1 className="govuk-heading-l">You are signed in again, and your text is here</h1>
      <p className="govuk-body">Nothing is lost. Press the button to save what you had written.</p>
      <form method="post" action={kept.path}>
        {kept.fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <Button>Save what I had written</Button>
      </form>
    </Page>
  )
}
