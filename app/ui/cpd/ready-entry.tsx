import { paths } from '#app/paths.ts'
import type { Reader } from '#app/ui/layout/page.tsx'
import type { EntryPage } from '#server/cpd/cpd.server.ts'
import { BackLink } from '../govuk/back-link/back-link.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Tag } from '../govuk/tag/tag.tsx'
import { Page } from '../layout/page.tsx'
import { SaveState } from '../save-state.tsx'
import { StandardTags } from '../standards/standard-tags.tsx'
import { WhoReads } from '../who-reads.tsx'
import { Checklist } from './checklist.tsx'
import { copyText } from './copy-text.ts'
import { EntryWords } from './entry-words.tsx'
import { EvidenceFacts } from './evidence-facts.tsx'
import { RegulatorLinks } from './regulator-links.tsx'
import { SharedWith } from './shared-with.tsx'

type Props = {
  page: EntryPage
  /** With whom it is shared now, by name. */
  readers: readonly string[]
  reader: Reader | null
  savedText: string | null
}

/** A piece that is marked as ready: to be read, copied into the form, or changed. */
export function ReadyEntry({ page, readers, reader, savedText }: Props) {
  const { entry, profile } = page
  return (
    <Page reader={reader} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">{page.title}</h1>
      <div className="cc-row govuk-!-margin-bottom-6">
        <Tag classes="govuk-tag--green">Ready</Tag>
        {savedText ? <SaveState state={{ kind: 'saved', time: savedText }} /> : null}
        <WhoReads
          readers={readers.length > 0 ? 'shared' : 'only-you'}
          classes="govuk-!-margin-bottom-0"
        />
      </div>
      <div className="cc-split">
        <div>
          <RegulatorLinks
            choices={page.registrations}
            path={(one) => paths.cpdEntry(entry.id, one)}
          />
          <EntryWords profile={profile} entry={entry} level={2} />
          <form
            method="post"
            action={paths.cpdEntry(entry.id, page.shownFor ?? undefined)}
            className="cc-btn-row"
          >
            <Button href={paths.cpdEntryCopy(entry.id, page.shownFor ?? undefined)}>
              {copyText(profile)}
            </Button>
            <Button name="intent" value="change" classes="govuk-button--secondary">
              Change
            </Button>
            <Button name="intent" value="delete" classes="govuk-button--secondary">
              Delete
            </Button>
          </form>
          <p className="govuk-body cc-small cc-quiet">
            A deleted entry can be brought back for 30 days.{' '}
            {page.versions > 0 ? (
              <a className="govuk-link" href={paths.cpdEntryVersions(entry.id)}>
                Earlier versions ({page.versions})
              </a>
            ) : null}
          </p>
        </div>
        <aside className="cc-aside">
          <section aria-labelledby="checks">
            <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="checks">
              Ready for renewal?
            </h2>
            <Checklist lines={page.checks} />
          </section>
          <SharedWith entry={entry.id} readers={readers} />
          <EvidenceFacts evidence={page.evidence} />
          <StandardTags
            entry={entry.id}
            standards={entry.standards}
            isAsked={profile.coverage.length > 0}
          />
        </aside>
      </div>
    </Page>
  )
}

/** A piece in the bin: nothing of it is shown but the way back. */
export function DeletedEntry({
  page,
  reader,
  untilText,
}: Pick<Props, 'page' | 'reader'> & { untilText: string }) {
  return (
    <Page reader={reader} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <h1 className="govuk-heading-xl">You deleted this entry</h1>
      <p className="govuk-body">
        {page.title}. You can bring it back until {untilText}. After that it is gone for good.
      </p>
      <form method="post" action={paths.cpdEntry(page.entry.id)}>
        <Button name="intent" value="bring-back">
          Bring it back
        </Button>
      </form>
    </Page>
  )
}
