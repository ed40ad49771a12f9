import type { Person } from '#server/rooms/rules/shapes.ts'
import { Seat } from '../seat.tsx'
import { Company } from './company.tsx'
import { PartsPlayed } from './parts-cast.tsx'
import { isHere } from './room-bar.tsx'
import { currentPhase, useNames, useRoom } from './room-context.tsx'
import { IfTheyHaveToGo } from './seat-notices.tsx'

/** Who is here, by name; while people write without names only how many. */
export function WhoIsHere({ row = false }: { row?: boolean }) {
  const { view, here } = useRoom()
  const count = view.people.filter((one) => isHere(here, one.person)).length
  return (
    <aside className={row ? 'cc-aside cc-aside--row' : 'cc-aside'}>
      <section aria-labelledby="who-is-here">
        <h2 className="govuk-heading-s" id="who-is-here">
          Who is here
          {here === null ? null : (
            <>
              {' '}
              <span className="govuk-!-font-weight-regular">({count})</span>
            </>
          )}
        </h2>
        {currentPhase(view)?.anonymous ? (
          <p className="govuk-body cc-small">
            Names are off while we write without names. Nobody sees who is writing, your manager
            included.
          </p>
        ) : (
          <PeopleList />
        )}
      </section>
      <PartsPlayed />
      <Company />
      <IfTheyHaveToGo />
    </aside>
  )
}

export function PeopleList() {
  const { view, here } = useRoom()
  return (
    <ul className="cc-people">
      {view.people.map((one) => (
        <PersonInRoom key={one.person} one={one} away={!isHere(here, one.person)} />
      ))}
    </ul>
  )
}

function PersonInRoom({ one, away }: { one: Person; away: boolean }) {
  const names = useNames()
  const { beside } = useRoom()
  const kind = one.role === 'facilitator' ? 'lead' : away ? 'away' : undefined
  const role = roleWords[one.role]
  return (
    <li>
      <Seat name={one.name} {...(kind ? { kind } : {})} />
      <span>
        {names(one.person)}
        {role ? `, ${role}` : ''}
        {beside.floor === one.person ? <small className="cc-quiet"> has the floor</small> : null}
        {away ? <small className="cc-quiet"> not here now</small> : null}
      </span>
    </li>
  )
}

const roleWords = {
  facilitator: 'facilitator',
  'co-facilitator': 'co-facilitator',
  participant: '',
  observer: 'observer, takes no part',
  projector: 'wall screen',
} as const
