import { AgreedTexts } from '../agreed-texts.tsx'
import { Composer, NoteField } from '../composer.tsx'
import { useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { CardsOf, Question, type PhaseProps } from './parts.tsx'
import { Totals } from './votes.tsx'

/** Open talk. Who wants to keep a thought for all posts it. */
export function Discuss({ phase }: PhaseProps) {
  const { view, takesPart } = useRoom()
  const voted = view.phases.filter((one) => Object.hasOwn(view.votes, one.id))
  return (
    <>
      <Question phase={phase} />
      {voted.map((one) => (
        <Totals key={one.id} phase={one} />
      ))}
      <JustShown phase={phase} shows="votes" />
      {takesPart ? (
        <Composer
          phase={phase}
          field="card"
          label="A thought to keep for all"
          button="Post"
          readers="team-with-name"
          hint="Everybody reads it at once. No names of real people or places."
        />
      ) : null}
      <CardsOf phase={phase} title="Kept from this discussion" />
      <div className="govuk-!-margin-top-6">
        <ShownBefore but={phase} shows="votes" />
        <AgreedTexts />
        <OwnNotes except={phase.id} />
        <ReadAgain />
      </div>
      {takesPart ? <NoteField phase={phase} label="Your own notes" /> : null}
    </>
  )
}
