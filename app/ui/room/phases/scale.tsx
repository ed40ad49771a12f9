import { at } from '#server/rooms/rules/view.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Radios } from '../../govuk/radios/radios.tsx'
import { CommandForm } from '../command-form.tsx'
import { useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore, Values } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { Question, type PhaseProps } from './parts.tsx'

/** One value each; only how often each was chosen is shown, when the phase closes. */
export function Scale({ phase }: PhaseProps) {
  const { mine, takesPart } = useRoom()
  const range = phase.scale ?? { min: 1, max: 5 }
  const values = Array.from({ length: range.max - range.min + 1 }, (_, index) => range.min + index)
  const own = at(mine.scales, phase.id)
  return (
    <>
      <Question phase={phase} />
      <JustShown phase={phase} />
      {phase.state !== 'closed' && takesPart ? (
        <CommandForm
          type="scale.put"
          expect={{ phase: phase.id }}
          classes="cc-panel cc-panel--now"
          onDone={() => undefined}
        >
          <Radios
            name="value"
            idPrefix="scale"
            value={own ?? null}
            fieldset={{ legend: { text: 'Your value', classes: 'govuk-fieldset__legend--m' } }}
            items={values.map((value) => ({ value: String(value), text: String(value) }))}
          />
          <Button>Save my value</Button>
          <p className="govuk-body cc-small cc-quiet">
            {own === undefined ? 'You have not chosen yet.' : `You have chosen ${own}.`} All values
            are shown at the same moment, without names.
          </p>
        </CommandForm>
      ) : null}
      <Values phase={phase} />
      <div className="govuk-!-margin-top-6">
        <ShownBefore but={phase} />
        <OwnNotes />
        <ReadAgain />
      </div>
    </>
  )
}
