import { paths } from '#app/paths.ts'
import type { ConfidenceView } from '#server/learning/rules/check-state.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { surenesses, type Sureness } from '#server/toolkits/rules/items/scales.ts'
import { Button } from '../govuk/button/button.tsx'
import { Radios } from '../govuk/radios/radios.tsx'

/** How sure somebody is, in words of their own mouth. */
export const surenessWords: Record<Sureness, string> = {
  guessing: 'I am guessing',
  'fairly-sure': 'I am fairly sure',
  sure: 'I am sure',
}

/** The id of the first of its radios: where an error summary leads. */
export function confidenceFieldId(item: string): string {
  return `confidence-${item}`
}

/** How sure one is of the answer, asked before anything is told about it. */
export function ConfidenceBefore(props: { confidence: ConfidenceView; shown: string }) {
  return (
    <Levels
      {...props}
      question="How sure are you of your answer?"
      hint="You need not say. Only you see it."
    />
  )
}

/** The same once the feedback has been read; what was kept is said in words. */
export function ConfidenceAfter(props: {
  confidence: ConfidenceView
  shown: string
  error?: string
}) {
  const { confidence } = props
  const { id, said, chosen, kept } = confidence
  const before = said === null ? '' : `Before, you said: “${surenessWords[said]}.”`
  if (kept && chosen !== null) {
    return (
      <p className="govuk-body govuk-!-margin-top-4" id={`item-${id}`}>
        {before} {said === null ? 'You said' : 'Now'}: “{surenessWords[chosen]}.”{' '}
        <a className="govuk-link" href={paths.howSure}>
          See how often you were right
        </a>
      </p>
    )
  }
  return (
    <div className="govuk-!-margin-top-4" id={`item-${id}`}>
      <Levels {...props} question="And how sure are you now?" hint={before || 'Only you see it.'} />
      <Button
        name="intent"
        value={`respond:${id}`}
        classes="govuk-button--secondary govuk-!-margin-top-3 govuk-!-margin-bottom-0"
      >
        Save how sure you are
      </Button>
    </div>
  )
}

function Levels(props: {
  confidence: ConfidenceView
  shown: string
  question: string
  hint: string
  error?: string
}) {
  const { confidence, shown, question, hint, error } = props
  const { id, chosen, phase } = confidence
  return (
    <>
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      <Radios
        key={phase}
        idPrefix={confidenceFieldId(id)}
        name={fieldNames.choice(id)}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: question, classes: 'govuk-fieldset__legend--s' } }}
        hint={{ text: hint }}
        formGroup={{ classes: 'govuk-!-margin-top-4' }}
        items={surenesses.map((level) => ({ value: level, text: surenessWords[level] }))}
        value={chosen}
        {...(error === undefined ? {} : { errorMessage: { text: error } })}
      />
    </>
  )
}
