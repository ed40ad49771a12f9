import { enoughWriters } from '#server/rooms/rules/anonymity.ts'
import { participants } from '#server/rooms/rules/state.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoom } from './room-context.tsx'

/** With few writers each is asked before anything is shown: it may be guessed who wrote what. */
export function AskedToShare() {
  const { view, mine } = useRoom()
  return mine.asked.map((id) => {
    const phase = view.phases.find((one) => one.id === id)
    const cards = mine.cards.filter((one) => one.phase === id)
    return (
      <Panel key={id} kind="warn" classes="govuk-!-margin-bottom-6" attributes={{ id: 'share' }}>
        <h2 className="govuk-heading-m">
          {cards.length === 1 ? 'Show your card to the team?' : 'Show your cards to the team?'}
        </h2>
        <p className="govuk-body">
          Fewer than {enoughWriters} people wrote in “{phase?.title ?? ''}”. Your name is not shown,
          but the team may guess. Nobody sees what you answer.
        </p>
        <ul className="cc-cards">
          {cards.map(({ card, text }) => (
            <li className="cc-card" key={card}>
              <p className="cc-lines">{text}</p>
            </li>
          ))}
        </ul>
        <div className="cc-btn-row cc-tools">
          <Answer phase={id} share={true} words="Show it without my name" />
          <Answer phase={id} share={false} words="Keep it private" />
        </div>
        <p className="govuk-body cc-small">
          If you do not answer before the team moves on, it stays private.
        </p>
      </Panel>
    )
  })
}

function Answer({ phase, share, words }: { phase: string; share: boolean; words: string }) {
  return (
    <CommandForm type="reveal.answer" fields={{ phase, share: String(share) }}>
      <Button classes="govuk-button--secondary">{words}</Button>
    </CommandForm>
  )
}

/** Cards of phases that are over and that were not shown: still their author's alone. */
export function KeptCards() {
  const { view, mine } = useRoom()
  const closed = new Set(view.phases.filter(({ state }) => state === 'closed').map(({ id }) => id))
  const kept = mine.cards.filter(({ phase }) => closed.has(phase) && !mine.asked.includes(phase))
  if (kept.length === 0) return null
  return (
    <Details summaryText="Your cards that were not shown">
      <ul className="govuk-list govuk-list--bullet">
        {kept.map(({ card, text }) => (
          <li className="cc-lines" key={card}>
            {text}
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        Only you can read them. They become your notes when the room closes.
      </p>
    </Details>
  )
}

/** Before anybody writes: with so few people it can be guessed who wrote what. */
export function FewWriters() {
  const { view } = useRoom()
  const people = participants(view).length
  if (people >= enoughWriters) return null
  return (
    <div className="cc-bar govuk-!-margin-bottom-4">
      <p>
        <b>Only {people} people can write here,</b> so the team may guess who wrote what. Nothing is
        shown before each of you has been asked.
      </p>
    </div>
  )
}
