import type { ReactNode } from 'react'
import { classNames, type ElementAttributes, type Items } from '../options.ts'

export type TableCell = {
  text?: ReactNode
  format?: string
  classes?: string
  colspan?: number
  rowspan?: number
  attributes?: ElementAttributes
}

export type TableProps = {
  caption?: ReactNode
  captionClasses?: string
  head?: readonly TableCell[]
  rows?: Items<readonly TableCell[]>
  firstCellIsHeader?: boolean
  classes?: string
  attributes?: ElementAttributes
}

/** Rows and columns that are compared. `format: 'numeric'` sets figures flush right. */
export function Table(props: TableProps) {
  return (
    <table className={classNames('govuk-table', props.classes)} {...props.attributes}>
      {props.caption ? (
        <caption className={classNames('govuk-table__caption', props.captionClasses)}>
          {props.caption}
        </caption>
      ) : null}
      {props.head ? (
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {props.head.map((cell, index) => (
              <HeaderCell key={index} scope="col" cell={cell} />
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody className="govuk-table__body">
        {props.rows?.map((row, index) =>
          row ? (
            <tr key={index} className="govuk-table__row">
              {row.map((cell, column) =>
                column === 0 && props.firstCellIsHeader ? (
                  <HeaderCell key={column} scope="row" cell={{ ...cell, format: undefined }} />
                ) : (
                  <BodyCell key={column} {...cell} />
                ),
              )}
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  )
}

function HeaderCell({ scope, cell }: { scope: 'col' | 'row'; cell: TableCell }) {
  return (
    <th
      scope={scope}
      className={classNames(
        'govuk-table__header',
        cell.format && `govuk-table__header--${cell.format}`,
        cell.classes,
      )}
      colSpan={cell.colspan}
      rowSpan={cell.rowspan}
      {...cell.attributes}
    >
      {cell.text}
    </th>
  )
}

function BodyCell(cell: TableCell) {
  return (
    <td
      className={classNames(
        'govuk-table__cell',
        cell.format && `govuk-table__cell--${cell.format}`,
        cell.classes,
      )}
      colSpan={cell.colspan}
      rowSpan={cell.rowspan}
      {...cell.attributes}
    >
      {cell.text}
    </td>
  )
}
