import type { CheckView } from '#server/learning/rules/check-state.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import type { ChoicesDescriptor } from '#server/toolkits/rules/items/choices.ts'
import { Button } from '../govuk/button/button.tsx'
import { Checkboxes } from '../govuk/checkboxes/checkboxes.tsx'
import { ErrorMessage } from '../govuk/error-message/error-message.tsx'
import { Fieldset } from '../govuk/fieldset/fieldset.tsx'
import { Radios } from '../govuk/radios/radios.tsx'
import { ConfidenceAfter, ConfidenceBefore } from './confidence-fields.tsx'
import { FeedbackPanel } from './feedback-panel.tsx'
import { MatchFields } from './match-fields.tsx'
import { OrderFields } from './order-fields.tsx'

/** The id of the first choice: where an error summary leads. */
export function choiceFieldId(item: string): string {
  return `choice-${item}`
}

export type CheckBlockProps = {
  check: CheckView
  shown: string
  error?: string
  /** Of the question how sure one is. */
  confidence: { shown: string; error?: string }
  /** Something of this item was changed by a script, not by typing. */
  onArrange: (item: string) => void
}

/** A knowledge check: what there is to choose, feedback once it is answered, and one button. */
export function CheckBlock(props: CheckBlockProps) {
  const { check, confidence } = props
  const { id, feedback } = check
  const isOpen = feedback === null
  const sure = check.confidence
  return (
    <div className="cc-item" id={`item-${id}`}>
      <CheckFields {...props} key={isOpen ? 'open' : 'answered'} />
      {sure && isOpen ? <ConfidenceBefore confidence={sure} shown={confidence.shown} /> : null}
      {/* Always there, so that what appears in it is read out politely. */}
      <div role="status">
        {feedback ? (
          <FeedbackPanel id={feedbackId(id)} kind={check.kind} feedback={feedback} />
        ) : null}
      </div>
      {sure && !isOpen ? <ConfidenceAfter confidence={sure} {...confidence} /> : null}
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

function CheckFields({ check, shown, error, onArrange }: CheckBlockProps) {
  const isOpen = check.feedback === null
  switch (check.kind) {
    case 'single':
    case 'multiple':
      return <ChoiceFields check={check} chosen={check.chosen} shown={shown} error={error} />
    case 'order':
    case 'match': {
      const legend = {
        text: <Question text={check.question} />,
        classes: 'govuk-fieldset__legend--m',
      }
      // What is answered stands in the feedback, part by part.
      if (!isOpen) return <h2 className="govuk-heading-m">Check: {check.question}</h2>
      return (
        <div className={error === undefined ? undefined : 'govuk-form-group--error'}>
          <Fieldset legend={legend} attributes={{ id: choiceFieldId(check.id), tabIndex: -1 }}>
            <input type="hidden" name={fieldNames.shown(check.id)} value={shown} />
            {error === undefined ? null : <ErrorMessage>{error}</ErrorMessage>}
            {check.kind === 'order' ? (
              <OrderFields item={check.id} choices={check.choices} onArrange={onArrange} />
            ) : (
              <MatchFields check={check} chosen={check.chosen} />
            )}
          </Fieldset>
        </div>
      )
    }
  }
}

function Question({ text }: { text: string }) {
  return <h2 className="govuk-fieldset__heading">Check: {text}</h2>
}

function ChoiceFields(props: {
  check: ChoicesDescriptor & Pick<CheckView, 'feedback'>
  chosen: string[]
  shown: string
  error?: string
}) {
  const { check, chosen, shown, error } = props
  const { id, kind, question, choices, feedback } = check
  const common = {
    idPrefix: choiceFieldId(id),
    name: fieldNames.choice(id),
    fieldset: {
      legend: { text: <Question text={question} />, classes: 'govuk-fieldset__legend--m' },
      ...(feedback ? { describedBy: feedbackId(id) } : {}),
    },
    items: choices.map((choice) => ({ value: choice.id, text: choice.text })),
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  }
  return (
    <>
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      {kind === 'single' ? (
        <Radios {...common} value={chosen[0] ?? null} />
      ) : (
        <Checkboxes
          {...common}
          {...(/all that apply/i.test(question)
            ? {}
            : { hint: { text: 'Choose all that apply.' } })}
          values={chosen}
        />
      )}
    </>
  )
}

function feedbackId(item: string): string {
  return `feedback-${item}`
}
