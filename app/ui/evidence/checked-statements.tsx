import { SummaryList } from '#app/ui/govuk/summary-list/summary-list.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { verdictWords, type FileReport } from '#server/evidence/rules/check.ts'
import { statementRows, statementTitle } from '#server/evidence/rules/shown.ts'

/** What a check found, statement by statement. What is not valid is not shown: it would be believed. */
export function CheckedStatements({ report }: { report: FileReport }) {
  if (!report.readable) return <VerdictLine isValid={false} words={report.why} />
  return (
    <>
      {report.checked.map(({ verdict, statement, name }) => (
        <section key={statement.id} className="govuk-!-margin-bottom-6">
          {verdict === 'valid' ? (
            <h2 className="govuk-heading-m govuk-!-margin-bottom-2">{statementTitle(statement)}</h2>
          ) : null}
          <VerdictLine isValid={verdict === 'valid'} words={verdictWords[verdict]} />
          {verdict === 'valid' ? (
            <SummaryList
              classes="cc-facts"
              rows={[
                ...(name === null ? [] : [{ key: { text: 'Name' }, value: { text: name } }]),
                ...statementRows(statement).map(([key, value]) => ({
                  key: { text: key },
                  value: { text: value },
                })),
                { key: { text: 'Signed with key' }, value: { text: spaced(statement.key) } },
              ]}
            />
          ) : null}
        </section>
      ))}
    </>
  )
}

/** In words and with a sign: never by colour alone. */
export function VerdictLine({ isValid, words }: { isValid: boolean; words: string }) {
  return (
    <p className={`govuk-body govuk-!-margin-bottom-3${isValid ? ' cc-said' : ''}`}>
      <Icon name={isValid ? 'tick' : 'warning'} /> {words}
    </p>
  )
}

/** In groups of four, so that two people can compare it aloud. */
function spaced(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ')
}
