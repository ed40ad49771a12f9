import { valueText } from '#server/rooms/rules/summary.ts'
import { justShown, shownBefore, type ShownPhase } from '#server/rooms/rules/shown-before.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { at } from '#server/rooms/rules/view.ts'
import { Details } from '../govuk/details/details.tsx'
import { Card } from './phases/parts.tsx'
import { Totals } from './phases/votes.tsx'
import { useRoom } from './room-context.tsx'

/** Something that the page of a phase shows in a way of its own. */
type Shows = { shows?: 'cards' | 'votes' }

/** What the phase before has just laid open, for the phase in which the team talks about it. */
export function JustShown({ phase, shows }: { phase: PhaseView } & Shows) {
  const { view } = useRoom()
  const shown = rest(justShown(view, phase.id), shows)
  if (!shown) return null
  const id = `shown-${shown.phase.id}`
  return (
    <section className="govuk-!-margin-top-6 govuk-!-margin-bottom-6" aria-labelledby={id}>
      <h2 className="govuk-heading-m" id={id}>
        {titleOf(shown)}
      </h2>
      <Contents shown={shown} />
    </section>
  )
}

/** What was shown in the phases before, each folded, but for what `JustShown` has open already. */
export function ShownBefore({ but, shows }: { but?: PhaseView } & Shows) {
  const { view } = useRoom()
  const just = but && justShown(view, but.id)?.phase.id
  return shownBefore(view, but?.id)
    .filter(({ phase }) => phase.id !== just)
    .flatMap((one) => {
      const shown = rest(one, shows)
      if (!shown) return []
      return (
        <Details key={shown.phase.id} summaryText={titleOf(shown)}>
          <Contents shown={shown} />
        </Details>
      )
    })
}

/** Without what the page shows in a way of its own; undefined when nothing is left. */
function rest(shown: ShownPhase | undefined, shows: Shows['shows']): ShownPhase | undefined {
  if (!shown) return undefined
  const left = {
    ...shown,
    cards: shows === 'cards' ? [] : shown.cards,
    hasVotes: shows !== 'votes' && shown.hasVotes,
  }
  return left.cards.length > 0 || left.hasVotes || left.hasValues ? left : undefined
}

/** 'Cards from “Feelings”: 6' */
function titleOf({ phase, cards, hasValues }: ShownPhase): string {
  if (hasValues) return `All values from “${phase.title}”`
  return cards.length > 0
    ? `Cards from “${phase.title}”: ${cards.length}`
    : `All votes from “${phase.title}”`
}

function Contents({ shown: { phase, cards, hasVotes } }: { shown: ShownPhase }) {
  return (
    <>
      {hasVotes ? <Totals phase={phase} /> : null}
      <Values phase={phase} />
      {cards.length > 0 ? (
        <ul className="cc-cards">
          {cards.map((card) => (
            <Card key={card.card} card={card} />
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** How often each value of a scale was chosen, as dots and as words; nothing before its close. */
export function Values({ phase }: { phase: PhaseView }) {
  const { view, mine } = useRoom()
  const counted = at(view.scales, phase.id)
  if (!counted) return null
  const { min, max } = phase.scale ?? { min: 1, max: 5 }
  const own = at(mine.scales, phase.id)
  return (
    <>
      <ul className="cc-signs cc-signs--one">
        {Array.from({ length: max - min + 1 }, (_, index) => min + index).map((value) => {
          const people = at(counted, String(value)) ?? 0
          return (
            <li key={value}>
              <span className="cc-dots" aria-hidden="true">
                {Array.from({ length: Math.min(people, 20) }, (_dot, index) => (
                  <i key={index} className={index === 0 && value === own ? 'mine' : 'on'} />
                ))}
              </span>
              <span>{valueText({ value, people })}</span>
            </li>
          )
        })}
      </ul>
      <p className="govuk-body cc-small cc-quiet">
        {own === undefined ? 'You chose no value.' : `You chose ${own}.`} Nobody sees who chose
        what.
      </p>
    </>
  )
}
