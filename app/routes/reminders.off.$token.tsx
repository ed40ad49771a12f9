import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, seeOther } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [
  { title: 'No more reminders – Casecircle' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  return { isOff: await context.services.reminders.isOff(params['token'] ?? '') }
}

/** From the page's button, or from a mail program by itself: the link is all that counts. */
export async function action({ context, params }: ActionFunctionArgs) {
  const token = params['token'] ?? ''
  found(await context.services.reminders.turnOff(token))
  return seeOther(paths.remindersOff(token))
}

export default function RemindersOffPage() {
  const { isOff } = useLoaderData<typeof loader>()
  return (
    <Page>
      {isOff === null ? (
        <>
          <h1 className="govuk-heading-l">This link is not ours</h1>
          <p className="govuk-body">
            Open the link in the mail once more. Or sign in and choose “No reminders” on{' '}
            <a className="govuk-link" href={paths.reminders}>
              your account page
            </a>
            .
          </p>
        </>
      ) : isOff ? (
        <>
          <h1 className="govuk-heading-l">No more reminders</h1>
          <p className="govuk-body">
            You get no more of these mails. If you want them again, choose so on{' '}
            <a className="govuk-link" href={paths.reminders}>
              your account page
            </a>
            .
          </p>
        </>
      ) : (
        <>
          <h1 className="govuk-heading-l">Reminders by mail</h1>
          <p className="govuk-body">Press the button, and you get no more of them.</p>
          <form method="post">
            <Button>No more reminders</Button>
          </form>
        </>
      )}
    </Page>
  )
}
