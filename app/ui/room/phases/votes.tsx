import { at } from '#server/rooms/rules/view.ts'
import { countedVotes, dotsGiven } from '#server/rooms/rules/vote-targets.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Icon } from '../../icon.tsx'
import { CommandForm } from '../command-form.tsx'
import { useRoom } from '../room-context.tsx'

export function VotesLeft({ phase }: { phase: PhaseView }) {
  const { view, mine } = useRoom()
  const budget = phase.dots ?? 0
  const left = Math.max(0, budget - dotsGiven(view, at(mine.votes, phase.id)))
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
  const left = (phase.dots ?? 0) - dotsGiven(view, at(mine.votes, phase.id))
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
  const counted = countedVotes(view, phase.id) ?? []
  if (counted.length === 0) return null
  const votes = at(mine.votes, phase.id) ?? {}
  const named = counted.map((one) => ({ ...one, own: at(votes, one.id) ?? 0 }))
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
