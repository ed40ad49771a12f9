import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { SaveState } from '../save-state.tsx'
import { WhoReads } from '../who-reads.tsx'
import { savedText } from '#app/room-client/saved-text.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { CommandForm } from './command-form.tsx'
import { FieldSave, SavedTextarea } from './composer.tsx'
import { FieldError } from './field-error.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { useMainButton, useRoom } from './room-context.tsx'

/** Own learning under the regulator's questions: it becomes the draft of the person's CPD entry. */
export function LearningForm() {
  const { page, refusal, state, mine } = useRoom()
  const refused = refusal?.typed['type'] === 'learning.save' ? refusal : null
  const { kept } = state
  const main = useMainButton()
  const error = (id: string) => refused?.errors.find(({ field }) => field === id)?.message
  return (
    <CommandForm type="learning.save" onDone={() => undefined}>
      <p className="govuk-body">
        This becomes your CPD draft. Only you can read it. Short is fine: you can add to it later.{' '}
        {page.asked.whose}
      </p>
      <WhoReads readers="only-you" />
      {page.asked.questions.map(({ id, question, hint }) => (
        <div key={id} className="govuk-form-group cc-field">
          <h2 className="govuk-label-wrapper">
            <label className="govuk-label govuk-label--m" htmlFor={`learning-${id}`}>
              {question}
            </label>
          </h2>
          {hint ? (
            <p className="govuk-hint govuk-!-margin-bottom-2" id={`learning-${id}-hint`}>
              {hint}
            </p>
          ) : null}
          <FieldError id={`learning-${id}`} message={error(id)} />
          <SavedTextarea
            id={`learning-${id}`}
            fieldKey={`learning/${id}`}
            name={id}
            text={refused?.typed[id]}
            rows={4}
            describedBy={[
              hint ? `learning-${id}-hint` : '',
              error(id) ? `learning-${id}-error` : '',
            ]}
          />
          <FieldSave fieldKey={`learning/${id}`} />
          <input
            type="hidden"
            name={`page.shown.${id}`}
            value={fingerprint(savedText(mine, `learning/${id}`))}
          />
        </div>
      ))}
      {page.asked.later ? <p className="govuk-body cc-small cc-quiet">{page.asked.later}</p> : null}
      <div className="cc-btn-row">
        <Button classes={main}>Save my learning</Button>
        {kept?.for === 'me' || page.learningSaved ? (
          <SaveState
            state={{ kind: 'saved', time: clockText(kept?.for === 'me' ? kept.at : page.now) }}
          />
        ) : null}
      </div>
    </CommandForm>
  )
}

/** From the start, for those who have to leave early. */
export function LearningAnytime() {
  const { view, takesPart, refusal } = useRoom()
  const isRefused = refusal?.typed['type'] === 'learning.save'
  const current = view.phases.find((phase) => phase.id === view.current)
  const begun = view.room.status === 'running' || view.room.status === 'paused'
  if (!takesPart || !begun || isOver(view)) return null
  if (current?.kind === 'own-learning' || current === undefined) return null
  return (
    <section className="govuk-!-margin-top-6" aria-label="Your own learning" id="learning">
      <Details open={isRefused} summaryText="Have to leave early? Write your own learning now">
        <LearningForm />
      </Details>
    </section>
  )
}
