import { nameOf } from '#app/room-client/people.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { Icon } from '../../icon.tsx'
import { Panel } from '../../panel.tsx'
import { useRoom, useServerNow } from '../room-context.tsx'

/** Calls for a pause that concern the reader: nobody else gets them. */
export function PauseCalls() {
  const { mine, view } = useRoom()
  const now = useServerNow(60_000)
  const recent = mine.pauses.filter((one) => now - Date.parse(one.at) < 30 * 60_000)
  if (recent.length === 0) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      {recent.map((one) => (
        <p className="govuk-body" key={one.person}>
          <Icon name="pause" /> <b>{nameOf(view, one.person)} needs a pause.</b> Asked at{' '}
          {clockText(Date.parse(one.at))}. Nobody else was told.
        </p>
      ))}
    </Panel>
  )
}
