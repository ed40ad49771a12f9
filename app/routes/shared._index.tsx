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
import { ShareList, type ShareLine } from '#app/ui/sharing/share-list.tsx'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import type { OwnShareLine, SharedWithMe } from '#server/sharing/sharing.server.ts'

export const meta: MetaFunction = () => [{ title: 'Shared entries – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
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
            <ShareList
              lines={withMe.map(lineWithMe)}
              none="Nothing now. When a colleague shares an entry with you, it stands here."
            />
          </section>
          <section aria-labelledby="mine">
            <h2 className="govuk-heading-l" id="mine">
              What you share
            </h2>
            <ShareList
              lines={mine.map(lineOfMine)}
              none="Nothing. You can share one entry with one person, such as your supervisor: open the entry and choose “Share”."
            />
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

function lineWithMe({
  share,
  title,
  ownedBy,
  canComment,
  lastDay,
  lastReadAt,
}: SharedWithMe): ShareLine {
  const owner = ownedBy.jobTitle ? `${ownedBy.name}, ${ownedBy.jobTitle}` : ownedBy.name
  const may = canComment ? 'read it and write comments' : 'read it'
  return {
    ...{ id: share, href: paths.share(share), title, who: ` of ${ownedBy.name}` },
    tag: lastReadAt === null ? <Tag classes="govuk-tag--purple">New</Tag> : null,
    text: `${owner}. You can ${may} until the end of ${dayTextWithYear(lastDay)}.`,
  }
}

function lineOfMine(line: OwnShareLine): ShareLine {
  const { id, title, reader, lastReadAt } = line
  const last = lastReadAt === null ? '' : `, last at ${momentText(lastReadAt)}`
  return {
    ...{ id, href: paths.cpdEntryShare(line.entry), title, who: `, shared with ${reader.name}` },
    tag: <ShareTag state={line.state} />,
    text: `${reader.name}. ${termsText(line)} ${readText(line.readCount)}${last}.`,
  }
}
