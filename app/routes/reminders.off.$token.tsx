import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, seeOther } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [
  { title: 'No more of these mails – Casecircle' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  return { link: await context.services.reminders.offPage(params['token'] ?? '') }
}

/** From the page's button, or from a mail program by itself: the link is all that counts. */
export async function action({ context, params }: ActionFunctionArgs) {
  const token = params['token'] ?? ''
  found(await context.services.reminders.turnOff(token))
  return seeOther(paths.remindersOff(token))
}

/** How the two kinds of mails are called here. */
const named = {
  reminders: { heading: 'Reminders by mail', off: 'No more reminders' },
  notices: { heading: 'Mails about what is new', off: 'No more mails about what is new' },
}

export default function RemindersOffPage() {
  const { link } = useLoaderData<typeof loader>()
  if (link === null) {
    return (
      <Page>
        <h1 className="govuk-heading-l">This link is not ours</h1>
        <p className="govuk-body">
          Open the link in the mail once more. Or sign in and choose it on{' '}
          <OwnPage>your account page</OwnPage>.
        </p>
      </Page>
    )
  }
  const { heading, off } = named[link.kind]
  return (
    <Page>
      {link.isOff ? (
        <>
          <h1 className="govuk-heading-l">{off}</h1>
          <p className="govuk-body">
            You get no more of these mails. If you want them again, choose so on{' '}
            <OwnPage>your account page</OwnPage>.
          </p>
        </>
      ) : (
        <>
          <h1 className="govuk-heading-l">{heading}</h1>
          <p className="govuk-body">Press the button, and you get no more of them.</p>
          <form method="post">
            <Button>{off}</Button>
          </form>
        </>
      )}
    </Page>
  )
}

function OwnPage({ children }: { children: string }) {
  return (
    <a className="govuk-link" href={paths.reminders}>
      {children}
    </a>
  )
}
