import { paths } from '#app/paths.ts'
import type { DeletedRow } from '#server/cpd/cpd.server.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'

/** What was deleted a moment ago, with the way back beside it. */
export function JustDeleted({ row }: { row: DeletedRow }) {
  return (
    <Panel as="section" kind="warn" labelledBy="just-deleted" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="just-deleted">
        Deleted: {row.title}
      </h2>
      <BringBack row={row} />
    </Panel>
  )
}

/** The whole bin, the newest first. */
export function BinList({ rows }: { rows: readonly DeletedRow[] }) {
  return (
    <ul className="govuk-list cc-stack">
      {rows.map((row) => (
        <li key={row.id} className="cc-panel">
          <h2 className="govuk-heading-s govuk-!-margin-bottom-1">{row.title}</h2>
          <p className="govuk-body govuk-!-margin-bottom-2">
            {whatItWas(row)}
            Deleted on {dayTextWithYear(londonDay(row.deletedAt))}. It can be brought back until{' '}
            {dayTextWithYear(londonDay(row.undoUntil))}.
          </p>
          <BringBack row={row} canErase />
        </li>
      ))}
    </ul>
  )
}

function BringBack({ row, canErase = false }: { row: DeletedRow; canErase?: boolean }) {
  return (
    <form method="post" action={paths.cpdBin} className="cc-btn-row govuk-!-margin-bottom-0">
      <input type="hidden" name="entry" value={row.id} />
      <Button name="intent" value="bring-back" classes="govuk-button--secondary">
        Bring it back<span className="govuk-visually-hidden">: {row.title}</span>
      </Button>
      {canErase ? (
        <Button name="intent" value="erase" classes="govuk-button--warning">
          Erase for good<span className="govuk-visually-hidden">: {row.title}</span>
        </Button>
      ) : null}
    </form>
  )
}

/** 'Supervision, 3 November 2026. ', as far as it was said; else nothing. */
function whatItWas({ activity, title, date }: DeletedRow): string {
  const parts = [activity === title ? null : activity, date && dayTextWithYear(date)]
  const said = parts.filter((part) => part !== null && part !== '').join(', ')
  return said === '' ? '' : `${said}. `
}
