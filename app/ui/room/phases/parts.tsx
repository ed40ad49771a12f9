import { createContext, useContext, type ReactNode, type RefObject } from 'react'
import type { CardView, PhaseView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Details } from '../../govuk/details/details.tsx'
import { CommandForm } from '../command-form.tsx'
import { useNames, useRoom } from '../room-context.tsx'

/** What the page of each kind of phase is given. It may show a phase that is over. */
export type PhaseProps = { phase: PhaseView }

/** h1 on a participant's page, h2 under the facilitator's console; it can take the focus. */
export const Heading = createContext<{
  level: 'h1' | 'h2'
  element: RefObject<HTMLHeadingElement> | null
}>({ level: 'h1', element: null })

/** That this page is of a phase which is over, and stays for somebody who is still writing in it. */
export const Held = createContext(false)

/** Whether the page shows where to write: while the phase is open, and to whoever still writes. */
export function useTakesWords({ state }: PhaseView): boolean {
  return useContext(Held) || state === 'open' || state === 'closing'
}

export function PhaseHeading({ className, children }: { className: string; children: ReactNode }) {
  const { level: Level, element } = useContext(Heading)
  return (
    <Level className={className} ref={element} tabIndex={-1}>
      {children}
    </Level>
  )
}

/** The first question of a phase is its heading; the rest stand under it. */
export function Question({ phase }: PhaseProps) {
  const [first, ...rest] = phase.prompts
  return (
    <>
      <PhaseHeading className="govuk-heading-l">{first ?? phase.title}</PhaseHeading>
      {rest.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {rest.map((prompt) => (
            <li key={prompt}>{prompt}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

export function Prompts({ phase, title }: { phase: PhaseView; title: string }) {
  if (phase.prompts.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {phase.prompts.map((prompt) => (
          <li key={prompt}>{prompt}</li>
        ))}
      </ul>
    </>
  )
}

/** A text that everybody sees, with who wrote it. */
export function Card({ card, children }: { card: CardView; children?: ReactNode }) {
  const names = useNames()
  return (
    <li className="cc-card" id={`card-${card.card}`}>
      <p className="cc-lines">{card.text}</p>
      <p className="cc-card__by">
        {card.author ? names(card.author) : 'Without a name'}
        {card.late ? ', sent late' : ''}
      </p>
      {children}
    </li>
  )
}

/** Change one's own words, or take them back, while the phase is open. */
export function ChangeCard({
  card,
  number,
  phase,
}: {
  card: { card: string; text: string }
  number: number
  phase: PhaseView
}) {
  const id = `change-${card.card}`
  return (
    <div className="cc-btn-row govuk-!-margin-bottom-0">
      <Details
        classes="govuk-!-margin-bottom-0"
        summaryText={
          <>
            Change<span className="govuk-visually-hidden"> card {number}</span>
          </>
        }
      >
        <CommandForm
          type="card.revise"
          fields={{ card: card.card }}
          expect={{ phase: phase.id }}
          onDone={(form) => form.closest('details')?.removeAttribute('open')}
        >
          <label className="govuk-label" htmlFor={id}>
            New words for card {number}
          </label>
          <textarea
            className="govuk-textarea"
            id={id}
            name="text"
            rows={3}
            key={card.text}
            defaultValue={card.text}
          />
          <Button classes="govuk-button--secondary">Save the change</Button>
        </CommandForm>
      </Details>
      <CommandForm type="card.withdraw" fields={{ card: card.card }} expect={{ phase: phase.id }}>
        <Button classes="govuk-button--secondary">
          Take back<span className="govuk-visually-hidden"> card {number}</span>
        </Button>
      </CommandForm>
    </div>
  )
}

/** The cards of one phase, each author with their own two actions. */
export function CardsOf({ phase, title }: { phase: PhaseView; title: string }) {
  const { view, me, takesPart } = useRoom()
  const cards = view.cards.filter((card) => card.phase === phase.id)
  if (cards.length === 0) return null
  return (
    <section className="govuk-!-margin-top-6" aria-labelledby={`cards-${phase.id}`} id="cards">
      <h2 className="govuk-heading-m" id={`cards-${phase.id}`}>
        {title}: {cards.length}
      </h2>
      <ul className="cc-cards">
        {cards.map((card, index) => (
          <Card key={card.card} card={card}>
            {takesPart && card.author === me && phase.state !== 'closed' && !card.late ? (
              <ChangeCard card={card} number={index + 1} phase={phase} />
            ) : null}
          </Card>
        ))}
      </ul>
    </section>
  )
}
