import type { SurveyView } from '#server/learning/rules/choosing.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { surveyScale } from '#server/toolkits/rules/items/scales.ts'
import { Button } from '../govuk/button/button.tsx'
import { ErrorMessage } from '../govuk/error-message/error-message.tsx'
import { Radios } from '../govuk/radios/radios.tsx'
import { Table } from '../govuk/table/table.tsx'
import { Panel } from '../panel.tsx'
import { WhoReads } from '../who-reads.tsx'

/** The id of its heading: where an error summary leads. */
export function surveyFieldId(item: string): string {
  return `survey-${item}`
}

const titles = {
  before: 'Where you stand before this module',
  after: 'Where you stand now',
} satisfies Record<SurveyView['phase'], string>

/** The same statements before and after a module: to be ticked, or what was ticked. */
export function SurveyBlock(props: { survey: SurveyView; shown: string; error?: string }) {
  const { survey, shown, error } = props
  const { id, phase, isOpen } = survey
  return (
    <Panel
      kind="private"
      classes="cc-item govuk-!-margin-bottom-6"
      attributes={{ id: `item-${id}` }}
    >
      <h2 className="govuk-heading-m" id={surveyFieldId(id)} tabIndex={-1}>
        {titles[phase]}
      </h2>
      <WhoReads readers="only-you" />
      {error === undefined ? null : <ErrorMessage>{error}</ErrorMessage>}
      {isOpen ? <Open survey={survey} shown={shown} /> : <Filled survey={survey} />}
    </Panel>
  )
}

function Open({ survey, shown }: { survey: SurveyView; shown: string }) {
  const { id, phase, from, to, statements, chosen } = survey
  return (
    <>
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      <p className="govuk-body">
        How true is each for you, from 1 ({from}) to {surveyScale.length} ({to})? You need not
        answer.{' '}
        {phase === 'before'
          ? 'The same is asked at the end, so that you can see what has changed.'
          : 'When you have answered, you see it beside your answers from before.'}
      </p>
      {statements.map((statement) => (
        <Radios
          key={statement.id}
          idPrefix={`${surveyFieldId(id)}-${statement.id}`}
          name={fieldNames.part(id, statement.id)}
          classes="govuk-radios--inline govuk-radios--small cc-scale"
          fieldset={{
            legend: { text: statement.text, classes: 'govuk-fieldset__legend--s' },
          }}
          formGroup={{ classes: 'govuk-!-margin-bottom-4' }}
          items={surveyScale.map((level) => ({
            value: level,
            text: levelText(level, survey),
          }))}
          value={levelOf(chosen, statement.id)}
        />
      ))}
      <Button
        name="intent"
        value={`respond:${id}`}
        classes="govuk-button--secondary govuk-!-margin-bottom-0"
      >
        Save my answers
      </Button>
    </>
  )
}

/** The ends of the scale say what they mean. */
function levelText(level: number, { from, to }: SurveyView): string {
  if (level === 1) return `1, ${from.toLowerCase()}`
  return level === surveyScale.length ? `${level}, ${to.toLowerCase()}` : String(level)
}

function Filled({ survey }: { survey: SurveyView }) {
  const { id, phase, from, to } = survey
  return (
    <>
      <p className="govuk-body">
        Your answers, from 1 ({from}) to {surveyScale.length} ({to}).{' '}
        {phase === 'before' ? 'The same is asked at the end.' : null}
      </p>
      <SurveyTable survey={survey} />
      <Button
        name="intent"
        value={`again:${id}`}
        classes="govuk-button--secondary govuk-!-margin-bottom-0"
      >
        Change my answers
      </Button>
    </>
  )
}

/** What was ticked under each statement; beside it what was ticked before, where there is one. */
export function SurveyTable({ survey }: { survey: SurveyView }) {
  const { phase, statements, chosen, earlier } = survey
  const isPaired = earlier.length > 0
  return (
    <Table
      caption={isPaired ? 'Before and now' : 'Your answers'}
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader
      head={[
        { text: 'Statement' },
        ...(isPaired ? [{ text: 'Before', format: 'numeric' }] : []),
        { text: phase === 'after' ? 'Now' : 'Answer', format: 'numeric' },
      ]}
      rows={statements.map(({ id, text }) => [
        { text },
        ...(isPaired ? [{ text: given(earlier, id), format: 'numeric' }] : []),
        { text: given(chosen, id), format: 'numeric' },
      ])}
    />
  )
}

function levelOf(chosen: readonly string[], statement: string): string | null {
  return chosen.find((one) => one.startsWith(`${statement}:`))?.slice(statement.length + 1) ?? null
}

function given(chosen: readonly string[], statement: string): string {
  return levelOf(chosen, statement) ?? 'no answer'
}
