import type { AnswerChange } from '#server/cpd/rules/entry/answer-changes.ts'
import type { Change } from '#server/cpd/rules/entry/changes.ts'

/** What a version has become: words that were added and taken out after it, answer by answer. */
export function AnswerChanges({ changes }: { changes: readonly AnswerChange[] }) {
  if (changes.length === 0) return null
  return (
    <section className="cc-changes" aria-label="What changed after this version">
      <p className="govuk-body cc-small">
        <b>What changed after this version</b>
        <br />
        <ins>Added</ins> and <del>taken out</del>
      </p>
      <dl>
        {changes.map(({ field, question, changes }) => (
          <div key={field}>
            <dt>{question}</dt>
            <dd className="cc-pre">
              {changes.map((change, index) => (
                <Stretch key={index} change={change} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Stretch({ change: { kind, text } }: { change: Change }) {
  switch (kind) {
    case 'same':
      return <span>{text}</span>
    case 'added':
      return (
        <ins>
          <span className="govuk-visually-hidden"> [added:] </span>
          {text}
          <span className="govuk-visually-hidden"> [end] </span>
        </ins>
      )
    case 'taken':
      return (
        <del>
          <span className="govuk-visually-hidden"> [taken out:] </span>
          {text}
          <span className="govuk-visually-hidden"> [end] </span>
        </del>
      )
  }
}
