import { Details } from '../govuk/details/details.tsx'
import { useRoom } from './room-context.tsx'

/** What the team has agreed so far, folded. */
export function AgreedTexts() {
  const { view } = useRoom()
  if (view.statements.length === 0 && view.actions.length === 0) return null
  return (
    <Details summaryText="What we agreed">
      <ul className="govuk-list govuk-list--bullet">
        {view.statements.map((one) => (
          <li key={one.statement}>{one.text}</li>
        ))}
        {view.actions.map((one) => (
          <li key={one.action}>{one.text}</li>
        ))}
      </ul>
    </Details>
  )
}
