import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Tag } from '#app/ui/govuk/tag/tag.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { momentText } from '#app/ui/sharing/comments.tsx'
import { ReadsOfMine, ShareTag, readText, termsText } from '#app/ui/sharing/own-share.tsx'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import type { OwnShareLine, SharedWithMe } from '#server/sharing/sharing.server.ts'

export const meta: MetaFunction = () => [{ title: 'Shared entries – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context, request)
  const { sharing } = context.services
  const [withMe, mine, reads] = await Promise.all([
    sharing.withMe(actor),
    sharing.shared(actor),
    sharing.readsOf(actor),
  ])
  return { withMe, mine, reads }
}

export default function SharedPage() {
  const { withMe, mine, reads } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <h1 className="govuk-heading-xl">Shared entries</h1>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds cc-stack">
          <section aria-labelledby="with-me">
            <h2 className="govuk-heading-l" id="with-me">
              Shared with you
            </h2>
            <WithMe lines={withMe} />
          </section>
          <section aria-labelledby="mine">
            <h2 className="govuk-heading-l" id="mine">
              What you share
            </h2>
            <Mine lines={mine} />
          </section>
          <section aria-labelledby="reads">
            <h2 className="govuk-heading-l" id="reads">
              Who read what of yours
            </h2>
            {reads.length > 0 ? (
              <ReadsOfMine reads={reads} />
            ) : (
              <p className="govuk-body">
                Nobody has read anything of yours. Only an entry that you share can be read by
                anybody else, and each time stands here.
              </p>
            )}
          </section>
        </div>
      </div>
    </Page>
  )
}

function WithMe({ lines }: { lines: readonly SharedWithMe[] }) {
  if (lines.length === 0) {
    return (
      <p className="govuk-body">
        Nothing now. When a colleague shares an entry with you, it stands here.
      </p>
    )
  }
  return (
    <ul className="govuk-list cc-stack">
      {lines.map((line) => (
        <li key={line.share} className="cc-panel">
          <div className="cc-row govuk-!-margin-bottom-1">
            <h3 className="govuk-heading-s">
              <a className="govuk-link" href={paths.share(line.share)}>
                {line.title}
                <span className="govuk-visually-hidden"> of {line.ownedBy.name}</span>
              </a>
            </h3>
            {line.lastReadAt === null ? <Tag classes="govuk-tag--purple">New</Tag> : null}
          </div>
          <p className="govuk-body govuk-!-margin-bottom-0">
            {line.ownedBy.name}
            {line.ownedBy.jobTitle ? `, ${line.ownedBy.jobTitle}` : ''}. You can read it
            {line.canComment ? ' and write comments' : ''} until the end of{' '}
            {dayTextWithYear(line.lastDay)}.
          </p>
        </li>
      ))}
    </ul>
  )
}

function Mine({ lines }: { lines: readonly OwnShareLine[] }) {
  if (lines.length === 0) {
    return (
      <p className="govuk-body">
        Nothing. You can share one entry with one person, such as your supervisor: open the entry
        and choose “Share”.
      </p>
    )
  }
  return (
    <ul className="govuk-list cc-stack">
      {lines.map((line) => (
        <li key={line.id} className="cc-panel">
          <div className="cc-row govuk-!-margin-bottom-1">
            <h3 className="govuk-heading-s">
              <a className="govuk-link" href={paths.cpdEntryShare(line.entry)}>
                {line.title}
                <span className="govuk-visually-hidden">, shared with {line.reader.name}</span>
              </a>
            </h3>
            <ShareTag state={line.state} />
          </div>
          <p className="govuk-body govuk-!-margin-bottom-0">
            {line.reader.name}. {termsText(line)} {readText(line.readCount)}
            {line.lastReadAt === null ? '.' : `, last at ${momentText(line.lastReadAt)}.`}
          </p>
        </li>
      ))}
    </ul>
  )
}
