import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { NewPasswordPage } from '#app/ui/new-password-page.tsx'
import { newPasswordForm } from '#server/accounts/rules/forms.ts'

export const meta: MetaFunction = () => [{ title: 'Welcome to Casecircle – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  return { open: await context.services.invitations.isOpen(params['token'] ?? '') }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const form = await readForm(request, newPasswordForm)
  if (!form.ok) return refused(form)
  const { invitations } = context.services
  const set = await invitations.setPassword(params['token'] ?? '', form.value.password)
  return set.ok ? seeOther(paths.home, { 'Set-Cookie': set.value.cookie }) : refused(set)
}

export default function OneTimeLinkPage() {
  const { open } = useLoaderData<typeof loader>()
  return (
    <NewPasswordPage
      heading="Welcome. Choose a password"
      open={open}
      refusal={useActionData<typeof action>()}
      goOnAt={paths.ownInvitations}
    />
  )
}
