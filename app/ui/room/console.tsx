import { CaseParts } from './case-parts.tsx'
import { Groups } from './console/groups.tsx'
import { Hands } from './console/hands.tsx'
import { HowPeopleJoin } from './console/how-people-join.tsx'
import { IfYouHaveToGo } from './console/if-you-have-to-go.tsx'
import { Next } from './console/next.tsx'
import { Now } from './console/now.tsx'
import { Present } from './console/present.tsx'
import { CastParts } from './parts-cast.tsx'
import { LastTimePanel } from './last-time.tsx'
import { RolesPanel } from './roles-panel.tsx'
import { useRoom } from './room-context.tsx'

/**
 * The facilitator's view of a running room: what is now and next, who is here, the case. A panel more
 * is one line here: beside (`side`) what a glance answers, below (`more`) what is worked with.
 */
export function Console() {
  const { page } = useRoom()
  return (
    <div className="cc-console">
      <div className="cc-console__first">
        <Now />
        <Next />
        <Groups />
      </div>
      <div className="cc-console__side">
        <Hands />
        <Present />
        <LastTimePanel />
        <IfYouHaveToGo />
      </div>
      <div className="cc-console__more">
        <CaseParts />
        <CastParts />
        {page.rehearsal ? null : <HowPeopleJoin />}
        {page.rehearsal ? null : <RolesPanel />}
      </div>
    </div>
  )
}
