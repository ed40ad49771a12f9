import { at } from '#server/rooms/rules/view.ts'
import type { Mine, PhaseView, View } from '#server/rooms/rules/shapes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Icon } from '../../icon.tsx'
import { CommandForm } from '../command-form.tsx'
import { useRoom } from '../room-context.tsx'

/** Dots that somebody has given in a phase, on things that still exist. */
export function givenDots(view: View, mine: Mine, phase: PhaseView): number {
  return Object.entries(at(mine.votes, phase.id) ?? {})
    .filter(([target]) => isThere(view, target))
    .reduce((sum, [, dots]) => sum + dots, 0)
}

function isThere(view: View, target: string): boolean {
  return (
    view.cards.some((card) => card.card === target) ||
    view.themes.some((theme) => theme.theme === target)
  )
}

export function VotesLeft({ phase }: { phase: PhaseView }) {
  const { view, mine } = useRoom()
  const budget = phase.dots ?? 0
  const left = Math.max(0, budget - givenDots(view, mine, phase))
  return (
    <div className="cc-row govuk-!-margin-bottom-5" id="votes">
      <p className="govuk-body">
        <b>
          You have {left} of {budget} {budget === 1 ? 'vote' : 'votes'} left
        </b>{' '}
        <span className="cc-dots" aria-hidden="true">
          {Array.from({ length: budget }, (_, index) => (
            <i key={index} className={index < left ? 'on' : undefined} />
          ))}
        </span>
      </p>
      <p className="cc-small cc-quiet govuk-!-margin-bottom-0">
        <Icon name="nameless" /> Votes have no names. All votes are shown at the same moment.
      </p>
    </div>
  )
}

/** Absolute numbers on the buttons, so that a press that is repeated counts once. */
export function VoteButtons(props: { phase: PhaseView; target: string; title: string }) {
  const { view, mine } = useRoom()
  const { phase, target, title } = props
  const own = at(at(mine.votes, phase.id) ?? {}, target) ?? 0
  const left = (phase.dots ?? 0) - givenDots(view, mine, phase)
  return (
    <CommandForm
      type="vote.put"
      fields={{ target }}
      expect={{ phase: phase.id }}
      classes="cc-vote"
      onDone={() => undefined}
    >
      <p>
        {own > 0 ? (
          <>
            <span className="cc-dots" aria-hidden="true">
              {Array.from({ length: own }, (_, index) => (
                <i key={index} className="mine" />
              ))}
            </span>{' '}
            {own} {own === 1 ? 'vote' : 'votes'} from you
          </>
        ) : (
          'No vote from you'
        )}
      </p>
      <Button
        classes="govuk-button--secondary"
        name="dots"
        value={own + 1}
        attributes={left > 0 ? {} : { 'aria-describedby': 'votes' }}
      >
        Vote<span className="govuk-visually-hidden"> for “{title}”</span>
      </Button>
      {own > 0 ? (
        <Button
          classes="govuk-button--secondary"
          name="dots"
          attributes={{ value: String(own - 1) }}
        >
          Take one back<span className="govuk-visually-hidden"> from “{title}”</span>
        </Button>
      ) : null}
    </CommandForm>
  )
}

/** All votes at once, most first; one's own are ringed. */
export function Totals({ phase }: { phase: PhaseView }) {
  const { view, mine } = useRoom()
  const totals = at(view.votes, phase.id)
  if (!totals) return null
  const own = at(mine.votes, phase.id) ?? {}
  const named = [
    ...view.themes.map(({ theme, title }) => ({ id: theme, title })),
    ...view.cards.map(({ card, text }) => ({ id: card, title: text })),
  ]
    .map((one) => ({ ...one, dots: at(totals, one.id) ?? 0, own: at(own, one.id) ?? 0 }))
    .filter((one) => one.dots > 0)
    .sort((a, b) => b.dots - a.dots)
  if (named.length === 0) return null
  return (
    <div className="cc-panel govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-s">All votes</h2>
      <ol className="cc-signs cc-signs--one">
        {named.map((one) => (
          <li key={one.id}>
            <span className="cc-dots" aria-hidden="true">
              {Array.from({ length: Math.min(one.dots, 20) }, (_, index) => (
                <i key={index} className={index < one.dots - one.own ? 'on' : 'mine'} />
              ))}
            </span>
            <span>
              {one.title}
              <small>
                {one.dots} {one.dots === 1 ? 'vote' : 'votes'}
                {one.own > 0 ? `, ${one.own} ${one.own === 1 ? 'is' : 'are'} yours` : ''}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
