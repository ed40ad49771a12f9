import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BeforeItLeaves } from '#app/ui/cpd/before-it-leaves.tsx'
import { useScripts } from '#app/ui/cpd/copied.ts'
import { EntryWords } from '#app/ui/cpd/entry-words.tsx'
import { readScope } from '#app/ui/cpd/export-scope.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'My CPD, to print – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  return found(await context.services.cpd.printable(actor, readScope(request), readFor(request)))
}

export default function PrintPage() {
  const { profile, person, entries, spotted } = useLoaderData<typeof loader>()
  const hasScripts = useScripts()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpdExport} classes="govuk-!-margin-top-0">
        Export my CPD
      </BackLink>
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">CPD record</h1>
      <p className="govuk-body">
        {person.name}, {person.jobTitle}
      </p>
      <div className="govuk-!-display-none-print govuk-!-margin-bottom-4">
        <BeforeItLeaves spotted={spotted} />
      </div>
      {hasScripts ? (
        <Button
          type="button"
          classes="govuk-button--secondary"
          attributes={{ onClick: () => window.print() }}
        >
          Print
        </Button>
      ) : null}
      {entries.length === 0 ? <p className="govuk-body">There is nothing in it yet.</p> : null}
      {entries.map(({ id, title, status, ...answers }) => (
        <article key={id} className="cc-copy" aria-labelledby={`entry-${id}`}>
          <h2 className="govuk-heading-l govuk-!-margin-bottom-2" id={`entry-${id}`}>
            {title} ({status === 'ready' ? 'Ready' : 'Draft'})
          </h2>
          <EntryWords profile={profile} entry={answers} level={3} />
        </article>
      ))}
    </Page>
  )
}
