import { useRef, useState } from 'react'
import type { RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import type { Reader } from '#app/ui/layout/page.tsx'
import type { EntryPage } from '#server/cpd/cpd.server.ts'
import { FormErrors } from '../form-errors.tsx'
import { BackLink } from '../govuk/back-link/back-link.tsx'
import { Tag } from '../govuk/tag/tag.tsx'
import { Page } from '../layout/page.tsx'
import { SaveState, saveWords } from '../save-state.tsx'
import { StandardTags } from '../standards/standard-tags.tsx'
import { WhoReads } from '../who-reads.tsx'
import { useAutosave, type Autosave } from './autosave.ts'
import { Checklist } from './checklist.tsx'
import { EntryForm } from './entry-form.tsx'
import { EvidenceFacts } from './evidence-facts.tsx'
import { controlOf } from './gap-path.ts'
import { NoFiles } from './no-files.tsx'
import { OfferedWords, OffersLink } from './offered-words.tsx'
import { copyText } from './copy-text.ts'
import { RegulatorLinks } from './regulator-links.tsx'
import { ReflectiveHelp, ReflectiveHelpLink } from './reflective-help.tsx'
import { SharedWith } from './shared-with.tsx'

export type EntryEditorProps = {
  page: EntryPage
  /** With whom it is shared now, by name. */
  readers: readonly string[]
  reader: Reader | null
  refusal: RefusedForm | null
  writer: string
  isNew: boolean
  /** '2:32pm'; null when nothing was saved yet. */
  savedText: string | null
}

/** The page on which a person writes one piece: form, what is still missing, linked evidence. */
export function EntryEditor(props: EntryEditorProps) {
  const { page, refusal, isNew } = props
  const { entry, profile, title } = page
  const form = useRef<HTMLFormElement>(null)
  const shownFor = page.shownFor ?? undefined
  const own = paths.cpdEntry(entry.id, shownFor)
  const autosave = useAutosave(form, paths.cpdEntrySave(entry.id, shownFor), own)
  const [news, setNews] = useState('')
  const time = autosave.last?.savedText ?? props.savedText
  const checks = autosave.last?.checks ?? page.checks
  return (
    <Page reader={props.reader} current={paths.cpd} news={news}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <FormErrors refusal={refusal && linked(refusal)} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">{title}</h1>
      <div className="cc-row govuk-!-margin-bottom-6">
        <Tag classes="govuk-tag--grey">Draft</Tag>
        <EditorState autosave={autosave} savedText={time} />
        <WhoReads
          readers={props.readers.length > 0 ? 'shared' : 'only-you'}
          classes="govuk-!-margin-bottom-0"
        />
      </div>
      <div className="cc-split">
        <div>
          <RegulatorLinks
            choices={page.registrations}
            path={(one) => (isNew ? paths.cpdNewFor(one) : paths.cpdEntry(entry.id, one))}
          />
          <OffersLink offers={page.offers} />
          <ReflectiveHelpLink />
          <EntryForm
            {...page}
            form={form}
            autosave={autosave}
            address={isNew ? paths.cpdNewFor(shownFor) : own}
            own={own}
            isNew={isNew}
            refusal={refusal}
            writer={props.writer}
            onSaved={(time) => setNews(saveWords({ kind: 'saved', time }))}
            onNews={setNews}
          />
        </div>
        <aside className="cc-aside">
          {checks.length > 0 ? (
            <section aria-labelledby="checks">
              <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="checks">
                Ready for renewal?
              </h2>
              <Checklist lines={checks} here={entry.id} />
            </section>
          ) : null}
          <EvidenceFacts evidence={page.evidence} />
          <OfferedWords offers={page.offers} profile={profile} />
          <ReflectiveHelp />
          {isNew ? null : <SharedWith entry={entry.id} readers={props.readers} />}
          {isNew ? null : (
            <StandardTags
              entry={entry.id}
              standards={entry.standards}
              isAsked={profile.coverage.length > 0}
            />
          )}
          <NoFiles />
          <section aria-labelledby="about">
            <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="about">
              The questions
            </h2>
            <p className="govuk-body cc-small">
              {profile.questions === 'of-its-form'
                ? `They are our summary of ${profile.name}’s form, in its order. Check the wording on the form.`
                : `They are ours: ${profile.id === 'none' ? 'nobody' : profile.name} has no form that we follow here.`}
            </p>
            {entry.savedAt === null ? null : (
              <p className="govuk-body">
                <a className="govuk-link" href={paths.cpdEntryCopy(entry.id, shownFor)}>
                  {copyText(profile)}
                </a>
              </p>
            )}
          </section>
        </aside>
      </div>
    </Page>
  )
}

/** Where the text is now: the words that we use everywhere, or what the server refused. */
function EditorState({ autosave, savedText }: { autosave: Autosave; savedText: string | null }) {
  const { state } = autosave
  if (state.kind === 'refused') {
    return (
      <div role="alert">
        <SaveState state={state} />
      </div>
    )
  }
  if (state.kind === 'trying') return <SaveState state={{ kind: 'trying' }} />
  return savedText ? <SaveState state={{ kind: 'saved', time: savedText }} /> : null
}

/** A fault of the date leads to its first box: the group itself cannot take the focus. */
function linked(refusal: RefusedForm): RefusedForm {
  return {
    ...refusal,
    errors: refusal.errors.map((error) =>
      error.field === 'date' ? { ...error, field: controlOf(error.field) } : error,
    ),
  }
}
