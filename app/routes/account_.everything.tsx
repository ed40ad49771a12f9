import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'

export const meta: MetaFunction = () => [{ title: 'Everything about me – Casecircle' }]

export function loader({ context }: LoaderFunctionArgs) {
  signedIn(context)
  return null
}

export default function EverythingPage() {
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Everything about me</h1>
          <WhoReads readers="only-you" />
          <p className="govuk-body">One file with all that Casecircle knows about you:</p>
          <ul className="govuk-list govuk-list--bullet">
            <li>who you are here, and where you belong or belonged</li>
            <li>what you wrote for yourself: CPD entries, reflections, notes, your diary</li>
            <li>what you did: modules, answers, rooms</li>
            <li>what you wrote in rooms under your name</li>
            <li>what was logged of you</li>
          </ul>
          <p className="govuk-body">
            Open <b>about-me.html</b> in it to read; it needs no program but a browser. The folder{' '}
            <b>data</b> holds the same for another program. Passwords and the keys of your sessions
            are not in it.
          </p>
          <p className="govuk-body">
            The file holds your words. Once it is on a computer, whoever uses that computer can read
            it.
          </p>
          <Button href={paths.aboutMeFile}>Download everything</Button>
        </div>
      </div>
    </Page>
  )
}
