import { nameOf } from '#app/room-client/people.ts'
import { clockText, dayTextAhead, daysBetween, londonDay } from '#server/platform/rules/london.ts'
import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { CaseParts } from './case-parts.tsx'
import { MarkedPresent } from './company.tsx'
import { HowPeopleJoin } from './console/how-people-join.tsx'
import { CommandForm } from './command-form.tsx'
import { LeadGuide } from './lead-guide.tsx'
import { CastParts, YourPart } from './parts-cast.tsx'
import { PhasePlan } from './phase-plan.tsx'
import { WhoIsHere } from './people.tsx'
import { RolesPanel } from './roles-panel.tsx'
import { LeadNotLoaded, SeatWasTaken } from './seat-notices.tsx'
import { useRoom } from './room-context.tsx'

/** Scheduled, or open and not started: when it begins, what will happen, who comes. */
export function BeforeTheStart() {
  const { view, page, holdsSeat, isStaff } = useRoom()
  const startsAt = Date.parse(view.room.startsAt)
  const isOpen = view.room.status === 'lobby'
  const on = londonDay(startsAt)
  const ahead = Math.abs(daysBetween(londonDay(page.now), on))
  const day = `${dayTextAhead(on, ahead)}, ${clockText(startsAt)}`
  return (
    <div className="cc-split">
      <div>
        <SeatWasTaken />
        <LeadNotLoaded />
        <MarkedPresent />
        <h1 className="govuk-heading-l">{isOpen ? 'The room is open' : view.room.title}</h1>
        {page.warning && holdsSeat ? (
          <div className="cc-bar govuk-!-margin-bottom-4">
            <p>{page.warning}</p>
          </div>
        ) : null}
        <Panel kind="now">
          <p className="govuk-body">
            <b>{day}.</b> {standing(isOpen, holdsSeat, nameOf(view, view.seat.person))}
          </p>
          {holdsSeat ? <OpenOrStart /> : null}
        </Panel>
        {holdsSeat && !isOpen ? (
          <p className="govuk-body govuk-!-margin-top-4">
            <a className="govuk-link" href={paths.roomReschedule(page.room)}>
              Change the date or time
            </a>
            {page.rehearsal ? null : (
              <>
                <br />
                <a className="govuk-link" href={paths.roomClose(page.room)}>
                  Call off the session
                </a>
              </>
            )}
          </p>
        ) : null}
        <YourPart />
        <CastParts />
        {isStaff ? (
          <div className="govuk-!-margin-top-6">
            <HowPeopleJoin />
          </div>
        ) : null}
        <PhasePlan phases={view.phases} />
        {holdsSeat ? (
          <div className="govuk-!-margin-top-6">
            <RolesPanel />
          </div>
        ) : null}
        {isStaff ? (
          <div className="govuk-!-margin-top-6">
            <CaseParts />
            <LeadGuide />
          </div>
        ) : null}
      </div>
      <WhoIsHere />
    </div>
  )
}

function standing(isOpen: boolean, holdsSeat: boolean, facilitator: string): string {
  if (isOpen) {
    return holdsSeat
      ? 'Start when everybody is here. Nothing moves on by itself after that.'
      : `${facilitator} starts the session when everybody is here.`
  }
  return holdsSeat
    ? 'Open the room when people can come in. You start the session after that.'
    : `${facilitator} opens the room. You find it on your home page.`
}

function OpenOrStart() {
  const { view } = useRoom()
  const expect = { seat: view.seat.number }
  return view.room.status === 'lobby' ? (
    <CommandForm type="room.start" expect={expect}>
      <Button>Start the session</Button>
    </CommandForm>
  ) : (
    <CommandForm type="room.open" expect={expect}>
      <Button>Open the room</Button>
    </CommandForm>
  )
}
