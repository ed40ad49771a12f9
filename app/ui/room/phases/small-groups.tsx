import { clockText } from '#server/platform/rules/london.ts'
import { groupOf, type GroupNote } from '#server/rooms/rules/group-notes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Details } from '../../govuk/details/details.tsx'
import { CommandForm } from '../command-form.tsx'
import { Composer, NoteField } from '../composer.tsx'
import { facilitatorName, useNames, useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { CardsOf, ChangeCard, Question, type PhaseProps } from './parts.tsx'

/** Talk in small groups: who sits with whom, what they write, and what they bring back. */
export function SmallGroups({ phase }: PhaseProps) {
  const { view, me, takesPart } = useRoom()
  const own = groupOf(view, me)
  return (
    <>
      <Question phase={phase} />
      <YourGroup />
      <JustShown phase={phase} />
      {takesPart && (own || phase.state === 'closed') ? (
        <Composer
          phase={phase}
          field="card"
          label="A note for your group"
          button="Post"
          readers="team-with-name"
          hint="Your group and whoever leads read it now, everybody when you are called back. No names of real people or places."
        />
      ) : null}
      <GroupNotes phase={phase} />
      {own ? <AskForHelp /> : null}
      <OtherGroups />
      <CardsOf phase={phase} title="What the groups bring back" />
      <div className="govuk-!-margin-top-6">
        <ShownBefore but={phase} />
        <OwnNotes except={phase.id} />
        <ReadAgain />
      </div>
      {takesPart ? <NoteField phase={phase} label="Your own notes" /> : null}
    </>
  )
}

function YourGroup() {
  const { view, me, holdsSeat } = useRoom()
  const names = useNames()
  const group = view.groups.find(({ people }) => people.includes(me))
  if (group) {
    return (
      <section aria-labelledby="your-group">
        <h2 className="govuk-heading-m" id="your-group">
          You are in {group.title}
        </h2>
        <p className="govuk-body">{group.people.map(names).join(', ')}</p>
      </section>
    )
  }
  if (holdsSeat) return null
  return (
    <p className="govuk-body" id="your-group">
      {view.groups.length > 0
        ? 'You are in no group. Listen where you are asked to, or rest until all come back.'
        : `${facilitatorName(view)} forms the groups in a moment, or has called them back.`}
    </p>
  )
}

/** What one's own group has written, oldest first; those who lead see every group's. */
function GroupNotes({ phase }: PhaseProps) {
  const { view, state, me } = useRoom()
  const { notes } = state.room
  const groups = view.groups.filter(
    ({ group, people }) => people.includes(me) || notes.some((one) => one.group === group),
  )
  return groups.map((group) => {
    const own = notes.filter((one) => one.group === group.group)
    return (
      <section
        key={group.group}
        className="govuk-!-margin-top-6"
        aria-labelledby={`notes-${group.group}`}
        id={group.people.includes(me) ? 'cards' : undefined}
      >
        <h2 className="govuk-heading-m" id={`notes-${group.group}`}>
          Notes of {group.title}: {own.length}
        </h2>
        <ul className="cc-cards">
          {own.map((note, index) => (
            <Note key={note.card} note={note} number={index + 1} phase={phase} />
          ))}
        </ul>
      </section>
    )
  })
}

function Note({ note, number, phase }: { note: GroupNote; number: number } & PhaseProps) {
  const { me } = useRoom()
  const names = useNames()
  return (
    <li className="cc-card">
      <p className="cc-lines">{note.text}</p>
      <p className="cc-card__by">{names(note.author)}</p>
      {note.author === me && phase.state !== 'closed' ? (
        <ChangeCard card={note} number={number} phase={phase} />
      ) : null}
    </li>
  )
}

function AskForHelp() {
  const { view } = useRoom()
  return (
    <CommandForm type="group.help" classes="govuk-!-margin-top-6">
      <p className="govuk-body cc-small" id="help-goes">
        {facilitatorName(view)} and co-facilitators see that your group asks, and come.
      </p>
      <Button classes="govuk-button--secondary" attributes={{ 'aria-describedby': 'help-goes' }}>
        Ask for help
      </Button>
    </CommandForm>
  )
}

function OtherGroups() {
  const { view, me } = useRoom()
  const names = useNames()
  const others = view.groups.filter(({ people }) => !people.includes(me))
  if (others.length === 0) return null
  return (
    <Details summaryText="Who is in the other groups">
      <ul className="govuk-list">
        {others.map(({ group, title, people }) => (
          <li key={group}>
            <b>{title}</b>: {people.map(names).join(', ')}
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** When a group last asked for help: '10:31am'. */
export function askedAt(at: string): string {
  return clockText(Date.parse(at))
}
