import { cardsToVote, themesToVote } from '#server/rooms/rules/vote-targets.ts'
import { useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { Question, type PhaseProps } from './parts.tsx'
import { Totals, VoteButtons, VotesLeft } from './votes.tsx'

/** Dots within a budget on themes, or on cards where there are no themes. */
export function Vote({ phase }: PhaseProps) {
  const { view, takesPart } = useRoom()
  const open = phase.state === 'open' || phase.state === 'closing'
  const targets = view.themes.length > 0 ? themesToVote(view) : cardsToVote(view)
  return (
    <>
      <Question phase={phase} />
      <JustShown phase={phase} shows="cards" />
      {open && takesPart ? <VotesLeft phase={phase} /> : null}
      {open ? (
        <div className="cc-board">
          {targets.map(({ id, title }) => (
            <section key={id} className="cc-theme" aria-labelledby={`vote-${id}`}>
              <h2 className="govuk-heading-s" id={`vote-${id}`}>
                {title}
              </h2>
              {takesPart ? <VoteButtons phase={phase} target={id} title={title} /> : null}
            </section>
          ))}
        </div>
      ) : (
        <Totals phase={phase} />
      )}
      <div className="govuk-!-margin-top-6">
        <ShownBefore but={phase} />
        <OwnNotes />
        <ReadAgain />
      </div>
    </>
  )
}
