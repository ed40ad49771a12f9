import type { Feedback } from '#server/learning/rules/mark.ts'
import { Icon } from '../icon.tsx'
import { Panel } from '../panel.tsx'

/** What the learner reads about what they chose. */
export function FeedbackPanel({ id, feedback }: { id: string; feedback: Feedback }) {
  const { correct, heading, chosen, missing } = feedback
  const [only] = chosen
  return (
    <Panel kind={correct ? 'done' : 'warn'} classes="govuk-!-margin-top-4" attributes={{ id }}>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
        {correct ? (
          <>
            <Icon name="tick" />{' '}
          </>
        ) : null}
        {heading}
      </h3>
      {chosen.length === 1 && only && missing === 0 ? (
        only.feedback ? (
          <p className="govuk-body">{only.feedback}</p>
        ) : null
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {chosen.map((line) => (
            <li key={line.choice}>
              <b>
                {line.correct ? 'Right' : 'Not this one'}: {line.text}
              </b>
              <br />
              {line.feedback}
            </li>
          ))}
        </ul>
      )}
      {missing > 0 ? (
        <p className="govuk-body">
          {missing === 1 ? 'There is 1 more to find.' : `There are ${missing} more to find.`}
        </p>
      ) : null}
    </Panel>
  )
}
