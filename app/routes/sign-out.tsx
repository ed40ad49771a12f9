import type { ActionFunctionArgs, MetaFunction } from '@remix-run/node'
import { seeOther } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign out – Casecircle' }]

export async function action({ context }: ActionFunctionArgs) {
  if (!context.session) return seeOther(paths.signIn)
  const cookie = await context.services.accounts.signOut(context.session)
  return seeOther(paths.signIn, { 'Set-Cookie': cookie })
}

export default function SignOutPage() {
  return (
    <Page reader={useReader()}>
      <h1 className="govuk-heading-l">Sign out</h1>
      <p className="govuk-body">Everything you wrote is saved.</p>
      <form method="post" action={paths.signOut}>
        <Button>Sign out</Button>
      </form>
    </Page>
  )
}
