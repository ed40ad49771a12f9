import { takesPart as hasAPlace } from '#server/rooms/rules/state.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Mark } from '../../mark.tsx'
import { CommandForm } from '../command-form.tsx'
import { NoteField } from '../composer.tsx'
import { LastTime } from '../last-time.tsx'
import { useMainButton, useNames, useRoom } from '../room-context.tsx'
import { PhaseHeading, Prompts, type PhaseProps } from './parts.tsx'

/** Ground rules, read and accepted by each person. */
export function Welcome({ phase }: PhaseProps) {
  const { page, view, me, takesPart } = useRoom()
  const names = useNames()
  const main = useMainButton()
  const accepted = view.accepted.includes(me)
  const asked = view.people.filter(({ role }) => hasAPlace(role))
  return (
    <>
      <PhaseHeading className="govuk-heading-l">How we talk with each other</PhaseHeading>
      <ul className="govuk-list govuk-list--bullet govuk-list--spaced">
        {page.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {accepted || !takesPart || phase.state === 'closed' ? (
        <p className="cc-said govuk-!-margin-bottom-4">
          {accepted ? 'You have accepted the ground rules.' : ''}
        </p>
      ) : (
        <CommandForm type="rules.accept" expect={{ phase: phase.id }}>
          <Button classes={main}>Accept</Button>
        </CommandForm>
      )}
      <h2 className="govuk-heading-s govuk-!-margin-bottom-2" id="accepted">
        {view.accepted.length} of {asked.length} have accepted
      </h2>
      <ul className="cc-signs govuk-!-margin-bottom-6">
        {asked.map(({ person }) => (
          <li key={person}>
            <Mark kind={view.accepted.includes(person) ? 'done' : 'empty'} />
            {names(person)}
            {view.accepted.includes(person) ? ' has accepted' : ': not yet'}
          </li>
        ))}
      </ul>
      <LastTime />
      <Prompts phase={phase} title="A question to begin with" />
      {takesPart ? <NoteField phase={phase} label="Your own notes" /> : null}
    </>
  )
}
