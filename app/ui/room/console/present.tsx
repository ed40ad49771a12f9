import { Panel } from '../../panel.tsx'
import { Company } from '../company.tsx'
import { PeopleList } from '../people.tsx'
import { isHere } from '../room-bar.tsx'
import { currentPhase, useRoom } from '../room-context.tsx'

/** Who is here: never who said how much, who is writing or who is quiet. */
export function Present() {
  const { view, here: present } = useRoom()
  const anonymous = currentPhase(view)?.anonymous ?? false
  const here = view.people.filter((one) => isHere(present, one.person)).length
  return (
    <Panel as="section" labelledBy="present">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="present">
        {present === null ? 'Who is here' : `Here: ${here} of ${view.people.length}`}
      </h2>
      {anonymous ? (
        <p className="govuk-body">
          Names are off while people write without names. They come back with the next phase. Nobody
          sees who is writing or who has written.
        </p>
      ) : (
        <div className="cc-people--list">
          <PeopleList />
        </div>
      )}
      <Company />
    </Panel>
  )
}
