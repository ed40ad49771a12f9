import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { seeOther } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { roomsWithUnsent } from '#app/room-client/device-store.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign out – Casecircle' }]

export async function action({ context }: ActionFunctionArgs) {
  if (!context.session) return seeOther(paths.signIn)
  const cookie = await context.services.accounts.signOut(context.session)
  return seeOther(paths.signIn, { 'Set-Cookie': cookie })
}

export function loader({ context }: LoaderFunctionArgs) {
  return { owner: context.deviceKey?.owner ?? null }
}

export default function SignOutPage() {
  const { owner } = useLoaderData<typeof loader>()
  const [isUnsent, setUnsent] = useState(false)
  useEffect(() => {
    if (owner !== null) void roomsWithUnsent(owner).then((rooms) => setUnsent(rooms.length > 0))
  }, [owner])
  return (
    <Page reader={useReader()}>
      <h1 className="govuk-heading-l">Sign out</h1>
      <p className="govuk-body">
        {isUnsent
          ? 'Something you wrote in a room has not been sent. It stays on this device, locked. Sign in again and open the room to send it.'
          : 'Everything you wrote is saved.'}
      </p>
      <form method="post" action={paths.signOut}>
        <Button>Sign out</Button>
      </form>
    </Page>
  )
}
