import { listed, nameOf } from '#app/room-client/people.ts'
import { companyOf } from '#server/rooms/rules/beside.ts'
import { Button } from '../govuk/button/button.tsx'
import { Checkboxes } from '../govuk/checkboxes/checkboxes.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { currentPhase, useRoom } from './room-context.tsx'

/** People in one place with one device: who they are, and how one says so. */
export function Company() {
  const { view, takesPart } = useRoom()
  const status = view.room.status
  if (status === 'scheduled' || isOver(view)) return null
  return (
    <>
      {currentPhase(view)?.anonymous ? null : <WhoShares />}
      {takesPart ? <ShareThisDevice /> : null}
    </>
  )
}

/** 'Ben and Dev share Ben’s device': everybody sees it. */
function WhoShares() {
  const { view, beside } = useRoom()
  if (beside.company.length === 0) return null
  return (
    <ul className="govuk-list cc-small govuk-!-margin-top-4">
      {beside.company.map(({ person, with: others }) => {
        const holder = nameOf(view, person)
        const names = [holder, ...others.map((one) => nameOf(view, one))]
        return (
          <li key={person}>
            {listed(names)} share {holder}’s device
          </li>
        )
      })}
    </ul>
  )
}

function ShareThisDevice() {
  const { view, beside, me } = useRoom()
  const own = companyOf(beside, me)
  const others = view.people.filter(
    (one) => one.person !== me && one.role !== 'observer' && one.role !== 'projector',
  )
  if (others.length === 0) return null
  return (
    <Details
      // What is ticked follows what stands in the room.
      key={own.join()}
      classes="govuk-!-margin-top-4 govuk-!-margin-bottom-4"
      summaryText={
        own.length === 0
          ? 'Is somebody sharing this device with you?'
          : `${own.length + 1} of you share this device`
      }
    >
      <CommandForm type="company.set" onDone={() => undefined}>
        <Checkboxes
          name="people"
          idPrefix="company"
          classes="govuk-checkboxes--small"
          values={[...own]}
          fieldset={{ legend: { text: 'Who is with you?', classes: 'govuk-fieldset__legend--s' } }}
          hint={{
            text: 'They count as here while you are. Each of you signs and writes own learning on your own account, now or later.',
          }}
          items={others.map(({ person }) => ({
            name: `people.${person}`,
            value: person,
            text: nameOf(view, person),
          }))}
        />
        <Button classes="govuk-button--secondary">Save who is with you</Button>
      </CommandForm>
    </Details>
  )
}

/** For whoever is marked as present on somebody else's device: said, and undone by one button. */
export function MarkedPresent() {
  const { view, beside, me } = useRoom()
  const holder = beside.company.find((one) => one.with.includes(me))?.person
  if (holder === undefined || view.room.status === 'scheduled' || isOver(view)) return null
  const name = nameOf(view, holder)
  return (
    <Panel classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>You are marked as present with {name}</b>, on {name}’s device. Here you sign and write
        your own learning, on your own account.
      </p>
      <CommandForm type="company.leave">
        <Button classes="govuk-button--secondary">I am not with {name}</Button>
      </CommandForm>
    </Panel>
  )
}
