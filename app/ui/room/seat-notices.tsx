import { paths } from '#app/paths.ts'
import { nameOf } from '#app/room-client/people.ts'
import { isSeatEmpty } from '#app/room-client/room-state.ts'
import { awayMs, deputyAfterMs } from '#server/rooms/rules/seat.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { facilitatorName, useLasting, useRoom } from './room-context.tsx'

/** After 30 seconds without the facilitator: nothing changes by itself, and somebody can take over. */
export function FacilitatorIsGone() {
  const { view, state, holdsSeat, page, client } = useRoom()
  const isGone = !holdsSeat && isSeatEmpty(state.room)
  const goneHere = useLasting(isGone, awayMs)
  const longGoneHere = useLasting(isGone, deputyAfterMs)
  const mayTake = useMayTake()
  // A page without JavaScript counts no seconds: the server has.
  const gone = client ? goneHere : !holdsSeat && page.holder.away !== 'no'
  const longGone = client ? longGoneHere : page.holder.away === 'long'
  if (!gone || isOver(view)) return null
  const now = mayTake === 'at-once' || (mayTake === 'deputy' && longGone)
  return (
    <div className="cc-bar govuk-!-margin-bottom-6">
      <p>
        <b>{facilitatorName(view)} lost the connection.</b> The room goes on, everything is kept.{' '}
        {now
          ? 'You can take over now.'
          : mayTake === 'deputy'
            ? 'You are the deputy: after 2 minutes you can take over.'
            : 'A co-facilitator can take over now.'}
      </p>
      {now ? <TakeOver name="banner" /> : null}
    </div>
  )
}

/** A co-facilitator may take the seat at once; the deputy once its holder has been away. */
export function IfTheyHaveToGo() {
  const { view, state } = useRoom()
  const mayTake = useMayTake()
  if (mayTake === 'never' || isOver(view)) return null
  const name = facilitatorName(view)
  const gone = isSeatEmpty(state.room)
  return (
    <section aria-labelledby="take-the-seat">
      <h2 className="govuk-heading-s" id="take-the-seat">
        {gone ? `${name} is not here` : `If ${name} has to go`}
      </h2>
      <p className="govuk-body cc-small">
        {mayTake === 'at-once'
          ? `You are co-facilitator. You can take over at once; ${name} then stays as co-facilitator.`
          : `You are the deputy. When ${name} has been away for 2 minutes, you can take over.`}
      </p>
      <TakeOver name="aside" />
    </section>
  )
}

function TakeOver({ name }: { name: string }) {
  const { view } = useRoom()
  return (
    <CommandForm type="seat.take" name={name} expect={{ seat: view.seat.number }}>
      <Button classes="govuk-button--secondary">Take over</Button>
    </CommandForm>
  )
}

function useMayTake(): 'at-once' | 'deputy' | 'never' {
  const { isStaff, holdsSeat, beside, me } = useRoom()
  if (holdsSeat) return 'never'
  if (isStaff) return 'at-once'
  return beside.deputy === me ? 'deputy' : 'never'
}

/** Somebody who has just come to lead, on a page that was loaded before: what is missing on it. */
export function LeadNotLoaded() {
  const { page, isStaff, view } = useRoom()
  if (!isStaff || page.lead !== null || isOver(view)) return null
  return (
    <div className="cc-bar govuk-!-margin-bottom-6">
      <p>
        <b>You help to lead this room now.</b> What you have typed is saved.{' '}
        <a className="govuk-link" href={paths.room(page.room)}>
          Load the page again
        </a>{' '}
        to see the notes for facilitators and how people join.
      </p>
    </div>
  )
}

/** The old tab of somebody who led the room: who leads it now, and that its buttons did nothing. */
export function SeatWasTaken() {
  const { state, view, holdsSeat, client } = useRoom()
  const taken = state.seatTaken
  if (!taken || holdsSeat) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>
          {nameOf(view, taken.by)} facilitates since {clockText(taken.at)}.
        </b>{' '}
        Nothing you pressed here was done. You are co-facilitator now.
      </p>
      <Button
        type="button"
        classes="govuk-button--secondary"
        attributes={{ onClick: () => client?.seatTakenRead() }}
      >
        Go on as co-facilitator
      </Button>
    </Panel>
  )
}
