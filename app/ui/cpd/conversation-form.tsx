import type { RefusedForm } from '#app/context.ts'
import type { ConversationKind } from '#server/catch-up/rules/catch-up-form.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { DateInput } from '../govuk/date-input/date-input.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Radios } from '../govuk/radios/radios.tsx'

const kinds = {
  supervision: 'Supervision, or a talk with one person',
  'group-case-discussion': 'A discussion with several people',
} satisfies Record<ConversationKind, string>

const dateParts = ['date-day', 'date-month', 'date-year'] as const

/** The facts of a conversation; what was learnt from it is written in the entry. */
export function ConversationForm({ refusal }: { refusal: RefusedForm | null }) {
  const typed = refusal?.typed ?? {}
  return (
    <form method="post" noValidate>
      <Radios
        idPrefix="kind"
        name="kind"
        fieldset={{ legend: { text: 'What was it?', classes: 'govuk-fieldset__legend--m' } }}
        items={Object.entries(kinds).map(([value, text]) => ({ value, text }))}
        value={typed['kind'] ?? 'supervision'}
        errorMessage={errorOf(refusal, 'kind')}
      />
      <Input
        id="peer"
        name="peer"
        label={{ text: 'Their job title', classes: 'govuk-label--m' }}
        hint={{ text: 'Such as “senior social worker”. No name.' }}
        value={typed['peer'] ?? ''}
        errorMessage={errorOf(refusal, 'peer')}
      />
      <DateInput
        id="date"
        namePrefix="date"
        fieldset={{ legend: { text: 'When was it?', classes: 'govuk-fieldset__legend--m' } }}
        values={Object.fromEntries(dateParts.map((part) => [part, typed[part] ?? '']))}
        errorMessage={errorOf(refusal, 'date')}
      />
      <Input
        id="minutes"
        name="minutes"
        inputmode="numeric"
        classes="govuk-input--width-4"
        label={{ text: 'Minutes (optional)', classes: 'govuk-label--m' }}
        value={typed['minutes'] ?? ''}
        errorMessage={errorOf(refusal, 'minutes')}
      />
      <Button>Put it into my record</Button>
      <p className="govuk-body cc-small cc-quiet">
        A draft with these facts. You write the words there. Only you can read them.
      </p>
    </form>
  )
}
