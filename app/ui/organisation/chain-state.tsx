import { Button } from '#app/ui/govuk/button/button.tsx'
import { Panel } from '#app/ui/panel.tsx'
import type { AuditCheck } from '#server/audit/checking.server.ts'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

/** Whether the log is still what was written, as the last walk through it found. */
export function ChainState({ last, isUnderWay }: AuditCheck) {
  if (last && !last.isWhole) {
    return (
      <Panel kind="warn" classes="govuk-!-margin-bottom-6">
        <p className="govuk-body">
          <b>The log is not what was written.</b> Found {whenText(last.at)}. Tell the people who run
          Casecircle for your organisation: <code>npm run admin -- audit verify</code> names the
          line.
        </p>
        <CheckAgain />
      </Panel>
    )
  }
  return (
    <div className="cc-row govuk-!-margin-bottom-6">
      <p className="govuk-body">{stateText(last, isUnderWay)}</p>
      <CheckAgain />
    </div>
  )
}

function stateText(last: AuditCheck['last'], isUnderWay: boolean): string {
  if (last) {
    return `The log is whole: no line was changed or taken out. Checked ${whenText(last.at)}.`
  }
  return isUnderWay
    ? 'The log is being checked just now. Load the page again in a moment.'
    : 'The log has not been checked yet.'
}

function whenText(at: number): string {
  return `${dayTextWithYear(londonDay(at))}, ${clockText(at)}`
}

function CheckAgain() {
  return (
    <form method="post">
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">Check again</Button>
    </form>
  )
}
