import type { CheckView } from '#server/learning/rules/check-state.ts'
import { fieldNames } from '#server/learning/rules/work.ts'
import { Button } from '../govuk/button/button.tsx'
import { Checkboxes } from '../govuk/checkboxes/checkboxes.tsx'
import { Radios } from '../govuk/radios/radios.tsx'
import { FeedbackPanel } from './feedback-panel.tsx'

/** The id of the first choice: where an error summary leads. */
export function choiceFieldId(item: string): string {
  return `choice-${item}`
}

/** A knowledge check: choices, feedback once it is answered, and one button for both states. */
export function CheckBlock(props: { check: CheckView; shown: string; error?: string }) {
  const { check, shown, error } = props
  const { id, kind, question, choices, chosen, feedback } = check
  const isOpen = feedback === null
  const common = {
    idPrefix: choiceFieldId(id),
    name: fieldNames.choice(id),
    fieldset: {
      legend: {
        text: <h2 className="govuk-fieldset__heading">Check: {question}</h2>,
        classes: 'govuk-fieldset__legend--m',
      },
      ...(feedback ? { describedBy: feedbackId(id) } : {}),
    },
    items: choices.map((choice) => ({ value: choice.id, text: choice.text })),
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  }
  return (
    <div className="cc-item" id={`item-${id}`}>
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      {kind === 'single' ? (
        <Radios key={isOpen ? 'open' : 'answered'} {...common} value={chosen[0] ?? null} />
      ) : (
        <Checkboxes
          key={isOpen ? 'open' : 'answered'}
          {...common}
          {...(/all that apply/i.test(question)
            ? {}
            : { hint: { text: 'Choose all that apply.' } })}
          values={chosen}
        />
      )}
      {/* Always there, so that what appears in it is read out politely. */}
      <div role="status">
        {feedback ? <FeedbackPanel id={feedbackId(id)} feedback={feedback} /> : null}
      </div>
      <div className="cc-btn-row govuk-!-margin-top-4">
        <Button
          name="intent"
          value={isOpen ? `check:${id}` : `again:${id}`}
          classes="govuk-button--secondary"
        >
          {isOpen ? 'Check answer' : 'Answer again'}
        </Button>
      </div>
    </div>
  )
}

function feedbackId(item: string): string {
  return `feedback-${item}`
}
