import { useNames, useRoom } from '../room-context.tsx'
import { NoteField } from '../composer.tsx'
import { CardsOf, Question, type PhaseProps } from './parts.tsx'

/** Talk in small groups: who sits with whom, and what they bring back. */
export function SmallGroups({ phase }: PhaseProps) {
  const { view, takesPart } = useRoom()
  const names = useNames()
  return (
    <>
      <Question phase={phase} />
      {view.groups.map((group) => (
        <section key={group.group} aria-labelledby={`group-${group.group}`}>
          <h2 className="govuk-heading-m" id={`group-${group.group}`}>
            {group.title}
          </h2>
          <p className="govuk-body">{group.people.map(names).join(', ')}</p>
        </section>
      ))}
      <CardsOf phase={phase} title="What the groups bring back" />
      {takesPart ? <NoteField phase={phase} label="Your own notes" /> : null}
    </>
  )
}
