import type { RefusedForm } from '#app/context.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { errorOf } from '../form-errors.tsx'
import { DateInput } from '../govuk/date-input/date-input.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'

/** A diary entry's day and words. */
export function DiaryFields(props: { date: Day; text: string; refusal?: RefusedForm }) {
  const { refusal } = props
  const typed = refusal?.typed ?? {}
  const [year = '', month = '', day = ''] = props.date.split('-')
  return (
    <>
      <Textarea
        id="text"
        name="text"
        rows={6}
        label={{ text: 'What did you learn, notice or wonder?', classes: 'govuk-label--s' }}
        value={typed['text'] ?? props.text}
        errorMessage={errorOf(refusal, 'text')}
      />
      <DateInput
        id="date"
        namePrefix="date"
        fieldset={{ legend: { text: 'Day', classes: 'govuk-fieldset__legend--s' } }}
        errorMessage={errorOf(refusal, 'date')}
        items={[
          {
            name: 'day',
            value: typed['date-day'] ?? String(Number(day)),
            classes: 'govuk-input--width-2',
          },
          {
            name: 'month',
            value: typed['date-month'] ?? String(Number(month)),
            classes: 'govuk-input--width-2',
          },
          { name: 'year', value: typed['date-year'] ?? year, classes: 'govuk-input--width-4' },
        ]}
      />
    </>
  )
}
