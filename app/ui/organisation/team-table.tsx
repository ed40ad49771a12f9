import type { ReactNode } from 'react'
import { ColumnHeads } from '#app/ui/column-heads.tsx'
import type { Member } from '#server/organisations/organisations.server.ts'
import { roleText } from './words.ts'

/** The people of a team, with their job titles and roles. */
export function TeamTable({
  caption,
  members,
  links,
  change,
}: {
  /** The `caption` element. */
  caption: ReactNode
  members: readonly Member[]
  /** What can be done with somebody, beside their name. */
  links: (member: Member) => ReactNode
  /** What changes somebody's role. */
  change?: (member: Member) => ReactNode
}) {
  return (
    <table className="govuk-table cc-teamboard">
      {caption}
      <ColumnHeads of={['Name', 'Job title', 'Role']} />
      <tbody className="govuk-table__body">
        {members.map((member) => (
          <tr className="govuk-table__row" key={member.person}>
            <th scope="row" className="govuk-table__header">
              {member.name} {links(member)}
            </th>
            <td className="govuk-table__cell">{member.jobTitle}</td>
            <td className="govuk-table__cell">
              {roleText[member.role]}
              {change?.(member)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
