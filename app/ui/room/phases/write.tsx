import { Details } from '../../govuk/details/details.tsx'
import { WhoReads } from '../../who-reads.tsx'
import { FewWriters } from '../asked.tsx'
import { Composer } from '../composer.tsx'
import { useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { CardsOf, ChangeCard, Question, type PhaseProps } from './parts.tsx'

/** Cards that only their author sees until all are shown at the same moment. */
export function Write({ phase }: PhaseProps) {
  const { mine, takesPart } = useRoom()
  const cards = mine.cards.filter((card) => card.phase === phase.id)
  const over = phase.state === 'closed'
  return (
    <>
      <Question phase={phase} />
      {phase.anonymous ? <FewWriters /> : null}
      <JustShown phase={phase} />
      <p className="govuk-body">Cards are shown to all at the same moment, in mixed order.</p>
      {takesPart ? (
        <Composer
          phase={phase}
          field="card"
          label={over ? 'Your card' : 'Your next card'}
          button="Post"
          readers={phase.anonymous ? 'team-without-name' : 'team-with-name'}
          hint="No names of real people or places."
        />
      ) : null}
      {cards.length > 0 ? (
        <section className="govuk-!-margin-top-6" aria-labelledby="your-cards" id="cards">
          <h2 className="govuk-heading-m" id="your-cards">
            Your cards so far: {cards.length}
          </h2>
          <WhoReads readers="only-you" />
          <p className="govuk-body cc-small">Until they are shown to all.</p>
          <ul className="cc-cards">
            {cards.map((card, index) => (
              <li className="cc-card" key={card.card}>
                <p className="cc-lines">{card.text}</p>
                {over ? null : <ChangeCard card={card} number={index + 1} phase={phase} />}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <CardsOf phase={phase} title="Cards shown" />
      <div className="govuk-!-margin-top-6">
        {phase.anonymous ? <WithoutName /> : null}
        <ShownBefore but={phase} />
        <OwnNotes />
        <ReadAgain />
      </div>
    </>
  )
}

function WithoutName() {
  return (
    <Details summaryText="What “without your name” means">
      Your name is not stored with the card, is not sent to anybody, your manager included, and
      cannot be found in an export. Someone may still guess from your words. You can say later that
      a card is yours. Nobody else can find out.
    </Details>
  )
}
