import { Details } from '../govuk/details/details.tsx'
import { FormatGuide } from './format-guide.tsx'
import { useRoom } from './room-context.tsx'

/** How to lead this room's format, as it was stamped on the room; for those who lead. */
export function LeadGuide() {
  const { page, view } = useRoom()
  if (!page.lead) return null
  const { says, guide } = page.lead
  const phases = view.phases.map((phase) => ({
    ...phase,
    say: says[phase.id],
    speaks: page.speaks[phase.id],
  }))
  const { formatTitle: title, rules, parts } = page
  return (
    <Details summaryText={`How to lead “${title}”`} classes="govuk-!-margin-top-4">
      <FormatGuide format={{ title, guide, rules, parts, phases }} />
    </Details>
  )
}
