import { ColumnHeads } from '#app/ui/column-heads.tsx'
import type { LogbookLine } from '#server/organisations/logbook.server.ts'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

/** Lines of the log, newest first. */
export function AuditLines({ lines }: { lines: readonly LogbookLine[] }) {
  return (
    <table className="govuk-table cc-teamboard">
      <caption className="govuk-visually-hidden">What was done, newest first</caption>
      <ColumnHeads of={['When', 'Who', 'What']} />
      <tbody className="govuk-table__body">
        {lines.map(({ seq, at, who, what }) => (
          <tr className="govuk-table__row" key={seq}>
            <td className="govuk-table__cell">
              {dayTextWithYear(londonDay(at))}, {clockText(at)}
            </td>
            <td className="govuk-table__cell">{who}</td>
            <td className="govuk-table__cell">{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
