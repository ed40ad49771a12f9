import type { RefusedForm } from '#app/context.ts'
import { errorOf } from '../form-errors.tsx'
import { Input } from '../govuk/input/input.tsx'

/** Asks for one's own password once more, before what cannot be undone or changes who may sign in. */
export function OwnPassword({ refusal }: { refusal: RefusedForm | undefined }) {
  return (
    <Input
      id="password"
      name="password"
      type="password"
      label={{ text: 'Your password', classes: 'govuk-label--s' }}
      hint={{ text: 'So that nobody else can do this at a computer that you left open.' }}
      autocomplete="current-password"
      spellcheck={false}
      classes="govuk-input--width-20"
      errorMessage={errorOf(refusal, 'password')}
    />
  )
}
