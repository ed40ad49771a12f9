import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Pagination } from '#app/ui/govuk/pagination/pagination.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { AuditChoice } from '#app/ui/organisation/audit-choice.tsx'
import { AuditLines } from '#app/ui/organisation/audit-lines.tsx'
import { ChainState } from '#app/ui/organisation/chain-state.tsx'
import { OrganisationLinks } from '#app/ui/organisation/organisation-links.tsx'
import { auditQuery, type AuditQuery } from '#server/audit/rules/audit-query.ts'

export const meta: MetaFunction = () => [{ title: 'Audit log – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { audit, logbook } = context.services
  const asked = auditQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  const page = found(await logbook.page(actor, asked))
  return { ...page, asked, check: await audit.checked(actor) }
}

export async function action({ context }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { audit, logbook } = context.services
  found(await logbook.page(actor, auditQuery.parse({})))
  await audit.checkAgain(actor)
  return seeOther(paths.audit)
}

export default function AuditPage() {
  const { lines, older, people, asked, check } = useLoaderData<typeof loader>()
  const isAll = asked.kind === null && asked.person === null
  return (
    <Page reader={useReader()} current={paths.organisation}>
      <h1 className="govuk-heading-xl">Audit log</h1>
      <OrganisationLinks current={paths.audit} />
      <p className="govuk-body">
        Who did what in the organisation, and when: signing in, who belongs where, files that were
        taken. Never what somebody wrote, nor what they do with a record that is theirs alone.
      </p>
      <ChainState {...check} />
      <AuditChoice people={people} asked={asked} />
      {lines.length === 0 ? (
        <p className="govuk-body">
          {isAll ? 'Nothing has been done yet.' : 'Nothing of this has been done.'}
        </p>
      ) : (
        <>
          <AuditLines lines={lines} />
          <p className="govuk-body">
            <a className="govuk-link" href={hrefOf(paths.auditFile, { ...asked, before: null })}>
              Download {isAll ? 'the whole log' : 'all of these'} (CSV)
            </a>
          </p>
        </>
      )}
      {older === null && asked.before === null ? null : (
        <Pagination
          landmarkLabel="Pages of the log"
          {...(asked.before === null
            ? {}
            : {
                previous: {
                  text: 'Newest',
                  href: hrefOf(paths.audit, { ...asked, before: null }),
                },
              })}
          {...(older === null
            ? {}
            : {
                next: { text: 'Older', href: hrefOf(paths.audit, { ...asked, before: older }) },
              })}
        />
      )}
    </Page>
  )
}

function hrefOf(path: string, { kind, person, before }: AuditQuery): string {
  const asked = new URLSearchParams({
    ...(kind === null ? {} : { kind }),
    ...(person === null ? {} : { person }),
    ...(before === null ? {} : { before: String(before) }),
  }).toString()
  return asked === '' ? path : `${path}?${asked}`
}
