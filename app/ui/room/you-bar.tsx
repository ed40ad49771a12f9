import { coFacilitators, listed, nameOf } from '#app/room-client/people.ts'
import type { View } from '#server/rooms/rules/shapes.ts'
import { Button } from '../govuk/button/button.tsx'
import { Icon } from '../icon.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoom } from './room-context.tsx'

/** A person's own two buttons, in every phase: a hand, and a pause. */
export function YouBar() {
  const { view, me } = useRoom()
  const raised = view.hands.includes(me)
  return (
    <div className="cc-wide cc-you" id="you">
      <CommandForm
        key={raised ? 'lower' : 'raise'}
        type={raised ? 'hand.lower' : 'hand.raise'}
        classes="cc-inline"
      >
        <Button classes="govuk-button--secondary">
          <Icon name="hand" />
          {raised ? 'Lower hand' : 'Raise hand'}
        </Button>
      </CommandForm>
      <CommandForm type="pause.ask" classes="cc-inline">
        <Button
          classes="govuk-button--secondary"
          attributes={{ 'aria-describedby': 'who-sees-pause' }}
        >
          <Icon name="pause" />I need a pause
        </Button>
      </CommandForm>
      <p className="cc-small cc-quiet cc-you__more" id="who-sees-pause">
        Only {whoSeesPause(view, me)} that you need a pause. You can leave and come back at any
        time.
      </p>
    </div>
  )
}

/** 'Ewa, the co-facilitator, sees' · 'Amara, the facilitator, sees' */
export function whoSeesPause(view: View, me: string): string {
  const helpers = coFacilitators(view).filter((one) => one.person !== me)
  if (helpers.length === 0) return `${nameOf(view, view.seat.person)}, the facilitator, sees`
  const names = listed(helpers.map((one) => nameOf(view, one.person)))
  return helpers.length === 1
    ? `${names}, the co-facilitator, sees`
    : `${names}, the co-facilitators, see`
}
