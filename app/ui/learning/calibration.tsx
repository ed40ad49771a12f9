import type { Calibration, LevelCount } from '#server/learning/rules/calibration.ts'
import { surenesses, type Sureness } from '#server/toolkits/rules/items/scales.ts'
import { Table } from '../govuk/table/table.tsx'

const saying: Record<Sureness, string> = {
  sure: 'When you were sure',
  'fairly-sure': 'When you were fairly sure',
  guessing: 'When you were guessing',
}

const heads: Record<Sureness, string> = {
  sure: 'Sure',
  'fairly-sure': 'Fairly sure',
  guessing: 'Guessing',
}

/** 'When you were sure, you were right 7 of 9 times.' for each level that was ever said. */
export function Sentences({ levels }: { levels: readonly LevelCount[] }) {
  return (
    <ul className="govuk-list govuk-list--spaced">
      {levels.map((one) => (
        <li key={one.level} className={one.level === 'sure' ? 'govuk-body-l' : undefined}>
          {saying[one.level]}, you were right <b>{timesText(one)}</b>.
        </li>
      ))}
    </ul>
  )
}

function timesText({ right, answered }: LevelCount): string {
  return `${right} of ${answered} ${answered === 1 ? 'time' : 'times'}`
}

/** The same, month by month. */
export function MonthTable({ months }: { months: Calibration['months'] }) {
  const shown = surenesses.toReversed()
  return (
    <Table
      caption="Month by month: right, of those you answered like this"
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={[
        { text: 'Month' },
        ...shown.map((level) => ({ text: heads[level], format: 'numeric' })),
      ]}
      rows={months.map(({ month, levels }) => [
        { text: monthText(month) },
        ...shown.map((level) => ({ text: cellText(levels, level), format: 'numeric' })),
      ])}
    />
  )
}

function cellText(levels: readonly LevelCount[], level: Sureness): string {
  const one = levels.find((known) => known.level === level)
  return one ? `${one.right} of ${one.answered}` : '–'
}

/** 'November 2026' */
function monthText(month: string): string {
  const date = new Date(`${month}-15T12:00:00Z`)
  return date.toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
}
