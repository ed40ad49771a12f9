import { coFacilitators, listed, nameOf } from '#app/room-client/people.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Icon } from '../../icon.tsx'
import { Panel } from '../../panel.tsx'
import { CommandForm } from '../command-form.tsx'
import { useRoom } from '../room-context.tsx'
import { whoSeesPause } from '../you-bar.tsx'

/** Who can take over, and the facilitator's own way out: a hand-over, or a pause. */
export function IfYouHaveToGo() {
  const { view, me } = useRoom()
  const helpers = coFacilitators(view)
  const names = helpers.map((one) => nameOf(view, one.person))
  const seat = { seat: view.seat.number }
  return (
    <Panel as="section" labelledBy="seat">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="seat">
        If you have to go
      </h2>
      <p className="govuk-body cc-small">
        {names.length > 0
          ? `${listed(names)} can take over at once. If you all drop out, the room stays open and keeps all text.`
          : 'Nobody can take over yet. Choose a co-facilitator. The room stays open and keeps all text.'}
      </p>
      {helpers.map((one) => (
        <CommandForm
          key={one.person}
          type="seat.give"
          fields={{ person: one.person }}
          expect={seat}
        >
          <Button classes="govuk-button--secondary">Hand over to {nameOf(view, one.person)}</Button>
        </CommandForm>
      ))}
      {names.length > 0 ? (
        <CommandForm type="pause.ask" classes="cc-inline">
          <Button
            classes="govuk-button--secondary"
            attributes={{ 'aria-describedby': 'who-sees-your-pause' }}
          >
            <Icon name="pause" />I need a pause
          </Button>
          <p className="cc-small cc-quiet" id="who-sees-your-pause">
            Only {whoSeesPause(view, me)} that you need a pause.
          </p>
        </CommandForm>
      ) : null}
      <p className="govuk-body cc-small govuk-!-margin-bottom-0">
        <a className="govuk-link" href="#roles">
          Who does what: co-facilitators, deputy, observers
        </a>
      </p>
    </Panel>
  )
}
