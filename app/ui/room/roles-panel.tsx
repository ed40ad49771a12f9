import { nameOf } from '#app/room-client/people.ts'
import type { CommandType } from '#server/rooms/rules/commands.ts'
import type { Person } from '#server/rooms/rules/shapes.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoom } from './room-context.tsx'

/** Who may do what in the room: for whoever holds its seat, one short form for each change. */
export function RolesPanel() {
  const { view, me, beside } = useRoom()
  const others = view.people.filter((one) => one.person !== me)
  const named = (role: Person['role']) => others.filter((one) => one.role === role)
  const [helpers, watching] = [named('co-facilitator'), named('observer')]
  const takingPart = others.filter((one) => one.role !== 'observer' && one.role !== 'projector')
  const deputy = beside.deputy
  if (others.length === 0) return null
  return (
    <Panel as="section" labelledBy="roles">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="roles">
        Who does what
      </h2>
      <p className="govuk-body cc-small">
        Co-facilitators read ahead and can take over from you at once. A deputy can take over when
        you have been away for 2 minutes. Observers are seen by all, and write nothing.
      </p>
      <Choose
        type="staff.add"
        label="Co-facilitator"
        people={named('participant')}
        button="Make co-facilitator"
      />
      {helpers.map(({ person }) => (
        <One key={person} type="staff.remove" person={person}>
          {nameOf(view, person)} no longer co-facilitates
        </One>
      ))}
      <p className="govuk-body cc-small">
        {deputy === undefined ? 'No deputy is named.' : `Deputy: ${nameOf(view, deputy)}.`}
      </p>
      <Choose
        type="deputy.name"
        label="Deputy"
        people={takingPart.filter((one) => one.person !== deputy)}
        button="Name as deputy"
      />
      <Choose
        type="role.set"
        label="Observer"
        people={named('participant')}
        button="Make observer"
        fields={{ role: 'observer' }}
      />
      {watching.map(({ person }) => (
        <One key={person} type="role.set" person={person} fields={{ role: 'participant' }}>
          {nameOf(view, person)} takes part again
        </One>
      ))}
      <Choose
        type="seat.give"
        label="Hand the room over"
        people={takingPart}
        button="Hand over"
        hint="That person facilitates from now on. You stay as co-facilitator."
        isOpen
      />
      <Details summaryText="Remove somebody from the room" classes="govuk-!-margin-bottom-0">
        <Choose
          type="person.remove"
          label="Who is to leave"
          people={others}
          button="Remove from the room"
          hint="They are out at once and cannot come back by the code. What they shared stays; what they have not shared stays theirs."
          isOpen
        />
      </Details>
    </Panel>
  )
}

type Fields = Record<string, string>
type ChooseProps = {
  type: CommandType
  label: string
  people: readonly Person[]
  button: string
  fields?: Fields
  hint?: string
  /** Nobody stands chosen at first: a press by mistake does nothing. */
  isOpen?: boolean
}

/** Somebody chosen from a list, and a button. */
function Choose(props: ChooseProps) {
  const { type, label, people, button, fields = {}, hint, isOpen = false } = props
  const { view } = useRoom()
  if (people.length === 0) return null
  const id = `role-${type.replace('.', '-')}`
  return (
    <CommandForm
      type={type}
      name="choose"
      fields={fields}
      expect={{ seat: view.seat.number }}
      classes="cc-move govuk-!-margin-bottom-4"
    >
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      <select
        className="govuk-select"
        id={id}
        name="person"
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        {isOpen ? <option value="">Choose a person</option> : null}
        {people.map(({ person }) => (
          <option key={person} value={person}>
            {nameOf(view, person)}
          </option>
        ))}
      </select>
      <Button classes="govuk-button--secondary">{button}</Button>
      {hint ? (
        <p className="cc-small cc-quiet" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </CommandForm>
  )
}

type OneProps = { type: CommandType; person: string; fields?: Fields; children: React.ReactNode }

/** One button for one person. */
function One({ type, person, fields = {}, children }: OneProps) {
  const { view } = useRoom()
  return (
    <CommandForm type={type} fields={{ person, ...fields }} expect={{ seat: view.seat.number }}>
      <Button classes="govuk-button--secondary">{children}</Button>
    </CommandForm>
  )
}
