import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { ColumnHeads } from '#app/ui/column-heads.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { ReadsOfMine } from '#app/ui/sharing/own-share.tsx'
import { auditWords } from '#server/audit/rules/audit-words.ts'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction = () => [{ title: 'Who read what of mine – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { audit, sharing } = context.services
  const [logged, reads] = await Promise.all([audit.aboutMe(actor), sharing.readsOf(actor)])
  return { logged, reads }
}

export default function OwnReadsPage() {
  const { logged, reads } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()}>
      <BackLink href={paths.account} classes="govuk-!-margin-top-0">
        Your account
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Who read what of mine</h1>
          <p className="govuk-body">
            Nobody reads your CPD record, your notes or your diary but you and whom you share an
            entry with. There is no way in for managers, administrators or the people who run
            Casecircle. When somebody checks a fact by its address, we do not know who it is.
          </p>
          <h2 className="govuk-heading-m">Each time somebody read what you share</h2>
          {reads.length > 0 ? (
            <ReadsOfMine reads={reads} />
          ) : (
            <p className="govuk-body">Nobody has read anything of yours.</p>
          )}
          <p className="govuk-body">
            <a className="govuk-link" href={paths.shared}>
              What you share now, and how to end it
            </a>
          </p>
          <h2 className="govuk-heading-m">What was logged about you</h2>
          {logged.length === 0 ? (
            <p className="govuk-body">Nothing yet.</p>
          ) : (
            <table className="govuk-table">
              <ColumnHeads of={['When', 'What', 'By whom']} />
              <tbody className="govuk-table__body">
                {logged.map(({ seq, at, action, outcome, by }) => (
                  <tr className="govuk-table__row" key={seq}>
                    <td className="govuk-table__cell">
                      {dayTextWithYear(londonDay(at))}, {clockText(at)}
                    </td>
                    <td className="govuk-table__cell">{auditWords(action, outcome)}</td>
                    <td className="govuk-table__cell">{by === 'you' ? 'You' : 'Somebody else'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className="govuk-body cc-small cc-quiet">The newest 200. No content is ever logged.</p>
        </div>
      </div>
    </Page>
  )
}
