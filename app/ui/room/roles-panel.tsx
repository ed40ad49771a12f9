import { nameOf } from '#app/room-client/people.ts'
import type { CommandType } from '#server/rooms/rules/commands.ts'
import type { Person } from '#server/rooms/rules/shapes.ts'
import { takesPart } from '#server/rooms/rules/state.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoom } from './room-context.tsx'

/** Who may do what in the room: for whoever holds its seat, one short form for each change. */
export function RolesPanel() {
  const { view, me } = useRoom()
  const others = view.people.filter((one) => one.person !== me)
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
      <Helpers others={others} />
      <Deputy others={others} />
      <Observers others={others} />
      <ChoosePerson
        type="seat.give"
        label="Hand the room over"
        people={others.filter(({ role }) => takesPart(role))}
        button="Hand over"
        hint="That person facilitates from now on. You stay as co-facilitator."
        isOpen
      />
      <Details summaryText="Remove somebody from the room" classes="govuk-!-margin-bottom-0">
        <ChoosePerson
          type="person.remove"
          label="Who is to leave"
          people={others}
          button="Remove from the room"
          hint="They are out at once, cannot come back by the code, and do not read the summary. What they shared stays; what they have not shared stays theirs."
          isOpen
        />
      </Details>
    </Panel>
  )
}

/** Everybody in the room but whoever holds its seat. */
type Others = { others: readonly Person[] }

function Helpers({ others }: Others) {
  const { view } = useRoom()
  return (
    <>
      <ChoosePerson
        type="staff.add"
        label="Co-facilitator"
        people={others.filter(({ role }) => role === 'participant')}
        button="Make co-facilitator"
      />
      {others
        .filter(({ role }) => role === 'co-facilitator')
        .map(({ person }) => (
          <ForOnePerson key={person} type="staff.remove" person={person}>
            {nameOf(view, person)} no longer co-facilitates
          </ForOnePerson>
        ))}
    </>
  )
}

function Deputy({ others }: Others) {
  const { view, beside } = useRoom()
  const { deputy } = beside
  return (
    <>
      <p className="govuk-body cc-small">
        {deputy === undefined ? 'No deputy is named.' : `Deputy: ${nameOf(view, deputy)}.`}
      </p>
      <ChoosePerson
        type="deputy.name"
        label="Deputy"
        people={others.filter(({ person, role }) => takesPart(role) && person !== deputy)}
        button="Name as deputy"
      />
    </>
  )
}

function Observers({ others }: Others) {
  const { view } = useRoom()
  return (
    <>
      <ChoosePerson
        type="role.set"
        label="Observer"
        people={others.filter(({ role }) => role === 'participant')}
        button="Make observer"
        fields={{ role: 'observer' }}
      />
      {others
        .filter(({ role }) => role === 'observer')
        .map(({ person }) => (
          <ForOnePerson
            key={person}
            type="role.set"
            person={person}
            fields={{ role: 'participant' }}
          >
            {nameOf(view, person)} takes part again
          </ForOnePerson>
        ))}
    </>
  )
}

type Fields = Record<string, string>
type ChoosePersonProps = {
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
function ChoosePerson(props: ChoosePersonProps) {
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

type ForOnePersonProps = {
  type: CommandType
  person: string
  fields?: Fields
  children: React.ReactNode
}

/** One button for one person. */
function ForOnePerson({ type, person, fields = {}, children }: ForOnePersonProps) {
  const { view } = useRoom()
  return (
    <CommandForm type={type} fields={{ person, ...fields }} expect={{ seat: view.seat.number }}>
      <Button classes="govuk-button--secondary">{children}</Button>
    </CommandForm>
  )
}
