/** The head of a table: what each of its columns holds. */
export function ColumnHeads({ of }: { of: readonly string[] }) {
  return (
    <thead className="govuk-table__head">
      <tr className="govuk-table__row">
        {of.map((column) => (
          <th scope="col" className="govuk-table__header" key={column}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
  )
}
