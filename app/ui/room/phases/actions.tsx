import { whoAndWhen } from '#server/rooms/rules/action-words.ts'
import type { ActionView, PhaseView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Details } from '../../govuk/details/details.tsx'
import { Input } from '../../govuk/input/input.tsx'
import { SummaryList } from '../../govuk/summary-list/summary-list.tsx'
import { CommandForm } from '../command-form.tsx'
import { useTeamsWords, WordsHaveChanged } from '../held-text.tsx'
import { TakeOnAgain } from '../last-time.tsx'
import { useRoom } from '../room-context.tsx'

/** What we will do, who does it, by when. */
export function Actions({ open, phase }: { open: boolean; phase: PhaseView }) {
  const { view, refusal } = useRoom()
  const refused = refusal?.typed['type'] === 'action.change' ? refusal.typed['action'] : null
  return (
    <section className="govuk-!-margin-top-7" aria-labelledby="actions">
      <h2 className="govuk-heading-m" id="actions">
        Actions
      </h2>
      <TakeOnAgain phase={phase} open={open} />
      {view.actions.length === 0 ? <p className="govuk-body">No action yet.</p> : <ActionList />}
      {open
        ? view.actions.map((action, index) => (
            <Details
              key={action.action}
              open={action.action === refused}
              classes="govuk-!-margin-bottom-2"
              summaryText={`Change action ${index + 1}`}
            >
              <ActionForm phase={phase} action={action} name={`change-${action.action}`} />
            </Details>
          ))
        : null}
      {open ? <ActionForm phase={phase} name="new-action" /> : null}
    </section>
  )
}

function ActionList() {
  const { view } = useRoom()
  return (
    <SummaryList
      classes="cc-actions"
      rows={view.actions.map((action) => ({
        key: { text: action.text },
        value: { text: whoAndWhen(action) },
      }))}
    />
  )
}

function ActionForm(props: { phase: PhaseView; name: string; action?: ActionView }) {
  const { phase, name, action } = props
  const { refusal } = useRoom()
  const type = action ? 'action.change' : 'action.add'
  const isRefused = refusal?.typed['type'] === type && refusal.typed['action'] === action?.action
  const typed = isRefused ? refusal.typed : null
  const error = (field: string) => {
    const message = isRefused ? refusal.errors.find((one) => one.field === field)?.message : null
    return message ? { text: message } : undefined
  }
  const { place, isBehind } = useTeamsWords(JSON.stringify(action ?? null))
  return (
    <div ref={place}>
      <CommandForm
        type={type}
        fields={action ? { action: action.action } : {}}
        expect={{ phase: phase.id }}
        name={name}
        classes={action ? undefined : 'cc-panel govuk-!-margin-top-4'}
        onDone={action ? () => undefined : undefined}
      >
        <Input
          id={`${name}-text`}
          name="text"
          label={{ text: 'What' }}
          value={typed?.['text'] ?? action?.text}
          errorMessage={error('text')}
          autocomplete="off"
        />
        <Input
          id={`${name}-owner`}
          name="owner"
          label={{ text: 'Who' }}
          hint={{ text: 'A name in this room, or a role.' }}
          value={typed?.['owner'] ?? action?.owner}
          errorMessage={error('owner')}
          classes="govuk-input--width-20"
          autocomplete="off"
        />
        <Input
          id={`${name}-due`}
          name="due"
          type="date"
          label={{ text: 'By when' }}
          value={typed?.['due'] ?? action?.due}
          errorMessage={error('due')}
          classes="govuk-input--width-10"
        />
        {isBehind ? <WordsHaveChanged /> : null}
        <Button classes="govuk-button--secondary">
          {action ? 'Save the change' : 'Add an action'}
        </Button>
      </CommandForm>
    </div>
  )
}
