import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { FrameworkCoverage } from '#app/ui/standards/framework-coverage.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'

export const meta: MetaFunction = () => [{ title: 'What my learning covers – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  return context.services.standards.coverage(signedIn(context))
}

export default function CoveragePage() {
  const frameworks = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpd}>My CPD</BackLink>
      <h1 className="govuk-heading-xl">What my learning covers</h1>
      <p className="govuk-body">
        The standards that your completed modules, your rooms and the tags of your entries touch,
        and those that they do not. To touch one proves nothing by itself: it shows where to look.{' '}
        <a className="govuk-link" href={paths.toolkits}>
          Find a toolkit by standard
        </a>
      </p>
      <WhoReads readers="only-you" />
      {frameworks.map((framework) => (
        <FrameworkCoverage key={framework.id} framework={framework} />
      ))}
    </Page>
  )
}
