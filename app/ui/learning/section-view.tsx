import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import type { Neighbour, SectionBlock, SectionPage } from '#server/learning/study.server.ts'
import type { SectionNotes } from '#server/notes/notes.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { ErrorSummary } from '../govuk/error-summary/error-summary.tsx'
import { Pagination } from '../govuk/pagination/pagination.tsx'
import { Page } from '../layout/page.tsx'
import { SectionNotesPanel } from '../notes/section-notes.tsx'
import { Panel } from '../panel.tsx'
import { Steps } from '../progress.tsx'
import { SaveState } from '../save-state.tsx'
import { CheckBlock, choiceFieldId } from './check-block.tsx'
import { confidenceFieldId } from './confidence-fields.tsx'
import { NewVersionNote } from './new-version.tsx'
import { ReflectionBlock, reflectionFieldId } from './reflection-block.tsx'
import { useReadingPlace } from './reading-place.ts'
import { useSectionDesk, type SectionDesk, type SectionRefusal } from './section-desk.ts'
import { SectionList } from './section-list.tsx'
import { SurveyBlock, surveyFieldId } from './survey-block.tsx'
import { SpreadBlock } from './spread-block.tsx'
import { VignetteBlock, hereId } from './vignette-block.tsx'
import { minutesText, placeText, workedText } from './words.ts'

/** One section of a module: prose and items in one form, and where one is in the module. */
export function SectionView(props: {
  page: SectionPage
  refusal?: SectionRefusal | null
  notes: SectionNotes
}) {
  const { page } = props
  const { section, toolkit, progress } = page
  const desk = useSectionDesk(page, props.refusal)
  useReadingPlace(page)
  const own = progress.sections.find((one) => one.section === section.id)
  return (
    <Page reader={useReader()} current={paths.toolkits} news={desk.news}>
      <Refusal refusal={desk.refusal} blocks={page.blocks} />
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.toolkit(toolkit)}>
          {page.toolkitTitle}
        </a>
      </p>
      <Steps
        states={progress.sections.map((one) =>
          one.state === 'done' ? 'done' : one.section === section.id ? 'now' : 'empty',
        )}
        label={`Section ${section.number} of ${progress.sections.length}`}
        percent={own && own.parts > 0 ? (own.partsDone / own.parts) * 100 : 0}
      />
      <p className="govuk-body cc-quiet govuk-!-margin-bottom-4">
        {placeText(page)} {workedText(page.activeMinutes)}
      </p>
      <div className="cc-split">
        <div>
          <h1 className="govuk-heading-xl">{section.title}</h1>
          {page.changed ? (
            <NewVersionNote toolkit={toolkit} section={section.id} changed={page.changed} />
          ) : null}
          {section.warning === undefined ? null : <ContentWarning text={section.warning} />}
          <SectionForm page={page} desk={desk} />
          {page.endHtml === '' ? null : (
            <div className="cc-prose" dangerouslySetInnerHTML={{ __html: page.endHtml }} />
          )}
          <SectionNotesPanel notes={props.notes} />
          {page.previous ? <Previous toolkit={toolkit} section={page.previous} /> : null}
        </div>
        <nav className="cc-aside" aria-labelledby="sections">
          <h2 className="govuk-heading-s" id="sections">
            In this module
          </h2>
          <SectionList toolkit={toolkit} sections={progress.sections} current={section.id} />
          <p className="govuk-body">
            <a className="govuk-link" href={paths.print(toolkit)}>
              Print or download the module
            </a>
          </p>
        </nav>
      </div>
    </Page>
  )
}

function SectionForm({ page, desk }: { page: SectionPage; desk: SectionDesk }) {
  return (
    <form method="post" noValidate ref={desk.form} onSubmit={desk.onSubmit} onInput={desk.onInput}>
      <input type="hidden" name="release" value={page.release} />
      <input type="hidden" name="reader" value={page.reader} />
      <input type="hidden" name="openedAt" value={page.openedAt} />
      {/* The Enter key presses a form's first button: this one only saves. */}
      <button type="submit" name="intent" value="save" hidden>
        Save
      </button>
      {page.blocks.map((block, index) => (
        <Block key={index} block={block} desk={desk} />
      ))}
      {desk.trouble ? <SaveState state={desk.trouble} /> : null}
      <GoOn next={page.next} />
    </form>
  )
}

function Block({ block, desk }: { block: SectionBlock; desk: SectionDesk }) {
  switch (block.kind) {
    case 'html':
      return <div className="cc-prose" dangerouslySetInnerHTML={{ __html: block.html }} />
    case 'check': {
      const { id } = block.check
      const problem = problemOf(desk.refusal, id)
      const sure = block.check.confidence?.id ?? ''
      return (
        <CheckBlock
          check={block.check}
          shown={desk.shownOf(id)}
          error={problem?.message}
          confidence={{
            shown: desk.shownOf(sure),
            error: problemOf(desk.refusal, sure)?.message,
          }}
          onArrange={desk.onArrange}
        />
      )
    }
    case 'survey': {
      const { id } = block.survey
      const problem = problemOf(desk.refusal, id)
      return <SurveyBlock survey={block.survey} shown={desk.shownOf(id)} error={problem?.message} />
    }
    case 'vignette': {
      const { id } = block.vignette
      const error = problemOf(desk.refusal, id)?.message
      return <VignetteBlock vignette={block.vignette} shown={desk.shownOf(id)} error={error} />
    }
    case 'spread': {
      const { id } = block.spread
      const error = problemOf(desk.refusal, id)?.message
      return <SpreadBlock spread={block.spread} shown={desk.shownOf(id)} error={error} />
    }
    case 'reflection': {
      const { id } = block.reflection
      const problem = problemOf(desk.refusal, id)
      return (
        <ReflectionBlock
          reflection={block.reflection}
          shown={desk.shownOf(id)}
          save={desk.saveOf(id)}
          error={problem?.message}
          typed={problem?.typed}
          elsewhere={problem?.elsewhere}
        />
      )
    }
  }
}

function GoOn({ next }: { next: Neighbour | null }) {
  return (
    <div className="cc-btn-row govuk-!-margin-top-6" id="go-on">
      <Button name="intent" value="continue">
        Save and continue
      </Button>
      {next ? (
        <Button name="intent" value="next" classes="govuk-button--secondary">
          Next section: {next.number}. {next.title}, {minutesText(next.minutes)}
        </Button>
      ) : null}
    </div>
  )
}

function Previous({ toolkit, section }: { toolkit: string; section: Neighbour }) {
  return (
    <Pagination
      landmarkLabel="Sections"
      classes="govuk-!-margin-top-6"
      previous={{
        href: paths.section(toolkit, section.id),
        text: 'Previous section',
        labelText: `${section.number}. ${section.title}`,
      }}
    />
  )
}

function ContentWarning({ text }: { text: string }) {
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-s govuk-!-margin-bottom-1">Before you read on</h2>
      <p className="govuk-body">{text} You can stop at any time: everything you did is kept.</p>
    </Panel>
  )
}

function Refusal(props: { refusal: SectionRefusal | null; blocks: readonly SectionBlock[] }) {
  const { refusal, blocks } = props
  if (!refusal) return null
  const errors = refusal.problems.map(({ item, message }) => ({
    text: message,
    href: `#${fieldIdOf(blocks, item)}`,
  }))
  return (
    <ErrorSummary
      occasion={refusal}
      descriptionText={refusal.message ? null : 'Everything you typed is kept.'}
      errorList={refusal.message ? [{ text: refusal.message }] : errors}
    />
  )
}

/** Where the first field of an item stands. */
function fieldIdOf(blocks: readonly SectionBlock[], item: string): string {
  for (const block of blocks) {
    switch (block.kind) {
      case 'check':
        if (block.check.id === item) return choiceFieldId(item)
        if (block.check.confidence?.id === item) return confidenceFieldId(item)
        break
      case 'survey':
        if (block.survey.id === item) return surveyFieldId(item)
        break
      case 'vignette':
        if (block.vignette.id === item) return hereId(item)
        break
      case 'spread':
        if (block.spread.id === item) return choiceFieldId(item)
        break
      case 'reflection':
      case 'html':
    }
  }
  return reflectionFieldId(item)
}

function problemOf(refusal: SectionRefusal | null, item: string) {
  return refusal?.problems.find((one) => one.item === item)
}
