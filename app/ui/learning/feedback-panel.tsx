import type { Feedback } from '#server/learning/rules/mark.ts'
import type { CheckKind } from '#server/toolkits/rules/items/check-kinds.ts'
import { Icon } from '../icon.tsx'
import { Panel } from '../panel.tsx'

/** What is said of one line of an answer, right or not. */
const verdicts: Record<CheckKind, { right: string; wrong: string }> = {
  single: { right: 'Right', wrong: 'Not this one' },
  multiple: { right: 'Right', wrong: 'Not this one' },
  order: { right: 'In its place', wrong: 'Not in its place' },
  match: { right: 'Right', wrong: 'Not a match' },
}

/** What the learner reads about what they chose. */
export function FeedbackPanel(props: { id: string; kind: CheckKind; feedback: Feedback }) {
  const { id, kind, feedback } = props
  const { correct, heading, missing } = feedback
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
      <Lines kind={kind} feedback={feedback} />
      {missing > 0 ? (
        <p className="govuk-body">
          {missing === 1 ? 'There is 1 more to find.' : `There are ${missing} more to find.`}
        </p>
      ) : null}
    </Panel>
  )
}

function Lines({ kind, feedback: { chosen, missing } }: { kind: CheckKind; feedback: Feedback }) {
  const [only] = chosen
  if (chosen.length === 1 && only && missing === 0)
    return only.feedback ? <p className="govuk-body">{only.feedback}</p> : null
  const List = kind === 'order' ? 'ol' : 'ul'
  return (
    <List className={`govuk-list govuk-list--${kind === 'order' ? 'number' : 'bullet'}`}>
      {chosen.map((line) => (
        <li key={line.choice}>
          <b>
            {verdicts[kind][line.correct ? 'right' : 'wrong']}: {line.text}
          </b>
          {line.feedback === '' ? null : (
            <>
              <br />
              {line.feedback}
            </>
          )}
        </li>
      ))}
    </List>
  )
}
