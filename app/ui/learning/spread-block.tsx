import type { SpreadLine, SpreadOutcome, SpreadView } from '#server/learning/rules/spread-view.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { fewestJudgements } from '#server/toolkits/rules/items/scales.ts'
import { Button } from '../govuk/button/button.tsx'
import { Radios } from '../govuk/radios/radios.tsx'
import { Tag } from '../govuk/tag/tag.tsx'
import { choiceFieldId } from './check-block.tsx'

/** The id of how others judged: where somebody goes on who has just judged. */
export function outcomeId(item: string): string {
  return `spread-${item}`
}

/** A question without a right answer: asked first, and then how others judged. */
export function SpreadBlock(props: { spread: SpreadView; shown: string; error?: string }) {
  const { spread, shown, error } = props
  const { id, prompt, outcome } = spread
  return (
    <div className="cc-item" id={`item-${id}`}>
      {outcome ? null : <Question spread={spread} shown={shown} error={error} />}
      {/* Always there, so that what appears in it is read out politely. */}
      <div role="status">
        {outcome ? <Outcome id={id} prompt={prompt} outcome={outcome} /> : null}
      </div>
    </div>
  )
}

function Question(props: { spread: SpreadView; shown: string; error?: string }) {
  const { spread, shown, error } = props
  const { id, prompt, options, chosen } = spread
  return (
    <>
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      <Radios
        idPrefix={choiceFieldId(id)}
        name={fieldNames.choice(id)}
        fieldset={{
          legend: {
            text: <h2 className="govuk-fieldset__heading">{prompt}</h2>,
            classes: 'govuk-fieldset__legend--m',
          },
        }}
        hint={{
          text: 'There is no right answer. Once you have judged, you see how others did. Yours is counted without your name, and you give it once.',
        }}
        items={options.map((one) => ({ value: one.id, text: one.text }))}
        value={chosen}
        {...(error === undefined ? {} : { errorMessage: { text: error } })}
      />
      <div className="cc-btn-row govuk-!-margin-top-4">
        <Button name="intent" value={`respond:${id}`} classes="govuk-button--secondary">
          Judge, and see how others did
        </Button>
      </div>
    </>
  )
}

function Outcome(props: { id: string; prompt: string; outcome: SpreadOutcome }) {
  const { id, prompt } = props
  const { lines, total, panel } = props.outcome
  return (
    <>
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={outcomeId(id)} tabIndex={-1}>
        {prompt}
      </h2>
      <p className="govuk-body govuk-!-margin-bottom-1">
        There is no right answer here: read where views part, and why.
      </p>
      <p className="govuk-body govuk-!-margin-bottom-1">
        <b>Practitioners:</b>{' '}
        {total === null
          ? `Not enough answers yet. From ${fewestJudgements} answers on you see here how practitioners judged.`
          : `${total} have judged, over all organisations.`}
      </p>
      <p className="govuk-body">
        <b>Panel:</b> {panel}
      </p>
      <ul className="govuk-list cc-spread">
        {lines.map((line) => (
          <Line key={line.option} line={line} total={total} />
        ))}
      </ul>
    </>
  )
}

function Line({ line, total }: { line: SpreadLine; total: number | null }) {
  const { text, isOwn, practitioners, panel } = line
  return (
    <li className={isOwn ? 'cc-spread__line is-own' : 'cc-spread__line'}>
      <p className="govuk-body govuk-!-margin-bottom-1">
        <b>{text}</b> {isOwn ? <Tag>Your judgement</Tag> : null}
      </p>
      {practitioners === null || total === null ? null : (
        <p className="govuk-body cc-small govuk-!-margin-bottom-1">
          <span
            className={`cc-share cc-fill-${inSteps(practitioners / total)}`}
            aria-hidden="true"
          />
          {practitioners} of {total} practitioners
        </p>
      )}
      {panel.length === 0 ? null : (
        <ul className="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
          {panel.map(({ by, why }, index) => (
            <li key={index}>
              {by} (panel): {why}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** A share in the steps of 5 that the stylesheet has. */
function inSteps(share: number): number {
  return Math.round(share * 20) * 5
}
