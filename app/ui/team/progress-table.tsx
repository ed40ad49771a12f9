import { dayTextShort, londonDay, type Day } from '#server/platform/rules/london.ts'
import { ColumnHeads } from '../column-heads.tsx'
import { Mark, type MarkKind } from '../mark.tsx'
import { Icon } from '../icon.tsx'

export type TeamPerson = {
  person: string
  name: string
  isReader: boolean
  module: { state: 'not-started' | 'in-progress' | 'done'; doneOn?: Day }
  room: { state: 'none' | 'ahead' | 'attended' | 'missed'; at?: number }
  cpd: 'ready' | 'not-yet' | 'hidden'
}

const moduleSigns = {
  'not-started': { kind: 'empty', word: 'Not started' },
  'in-progress': { kind: 'part', word: 'In progress' },
  done: { kind: 'done', word: 'Done' },
} satisfies Record<TeamPerson['module']['state'], { kind: MarkKind; word: string }>

const roomSigns = {
  none: { kind: 'empty', word: 'No room yet' },
  ahead: { kind: 'empty', word: 'To come' },
  attended: { kind: 'done', word: 'Attended' },
  missed: { kind: 'miss', word: 'Not there' },
} satisfies Record<TeamPerson['room']['state'], { kind: MarkKind; word: string }>

const cpdSigns = {
  ready: { kind: 'done', word: 'Ready' },
  'not-yet': { kind: 'miss', word: 'Not yet' },
  hidden: { kind: 'hide', word: 'Hidden' },
} satisfies Record<TeamPerson['cpd'], { kind: MarkKind; word: string }>

/** The team's facts, a row a person: module, room, CPD year. No minutes, no scores, no words. */
export function ProgressTable(props: {
  people: readonly TeamPerson[]
  dueOn: Day
  title: string
  /** A briefing has no room, and then no column for it. */
  hasRoom: boolean
}) {
  return (
    <>
      <p className="cc-who">
        <Icon name="document" />
        <span>You see these facts, never anybody’s words</span>
      </p>
      <table className="govuk-table cc-teamboard">
        <caption className="govuk-table__caption govuk-visually-hidden">
          {props.title}: how each person is doing
        </caption>
        <ColumnHeads of={['Person', 'Module', ...(props.hasRoom ? ['Room'] : []), 'CPD year']} />
        <tbody className="govuk-table__body">
          {props.people.map((row) => (
            <tr key={row.person} className="govuk-table__row">
              <th scope="row" className="govuk-table__header">
                {row.name}
                {row.isReader ? ' (you)' : ''}
              </th>
              <Cell
                {...moduleSigns[row.module.state]}
                small={
                  row.module.doneOn
                    ? dayTextShort(row.module.doneOn)
                    : `due ${dayTextShort(props.dueOn)}`
                }
              />
              {props.hasRoom ? (
                <Cell
                  {...roomSigns[row.room.state]}
                  {...(row.room.at ? { small: dayTextShort(londonDay(row.room.at)) } : {})}
                />
              ) : null}
              <Cell {...cpdSigns[row.cpd]} />
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cc-key">
        <li>
          <Mark kind="done" />
          done
        </li>
        <li>
          <Mark kind="part" />
          in progress
        </li>
        <li>
          <Mark kind="empty" />
          still to come
        </li>
        <li>
          <Mark kind="miss" />
          something is missing
        </li>
        <li>
          <Mark kind="hide" />
          the person keeps it private
        </li>
      </ul>
    </>
  )
}

function Cell({ kind, word, small }: { kind: MarkKind; word: string; small?: string }) {
  return (
    <td className="govuk-table__cell">
      <div className="cc-cell">
        <Mark kind={kind} />
        <span>
          {word}
          {small ? <small>{small}</small> : null}
        </span>
      </div>
    </td>
  )
}
