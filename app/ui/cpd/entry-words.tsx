import { textOf } from '#server/cpd/rules/entry/entry.ts'
import { namesPartner } from '#server/cpd/rules/regulator/question.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { answerText } from '#server/cpd/rules/entry/answer.ts'
import type { Entry } from '#server/cpd/rules/entry/entry.ts'
import type { Profile } from '#server/cpd/rules/regulator/profile.ts'

/** What an entry says, question by question, to be read or printed. */
export function EntryWords(props: {
  profile: Profile
  entry: Pick<Entry, 'fields' | 'minutes' | 'participatoryMinutes'>
  level: 2 | 3
}) {
  const { profile, entry, level } = props
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <>
      {profile.fields.map(({ id, question }) => (
        <section key={id}>
          <Heading className={`govuk-heading-${level === 2 ? 'm' : 's'} govuk-!-margin-bottom-1`}>
            {question}
          </Heading>
          <p className="govuk-body cc-pre">
            {answerText(profile, entry, id, dayTextWithYear) || (
              <span className="cc-quiet">{unanswered(entry, id)}</span>
            )}
          </p>
        </section>
      ))}
    </>
  )
}

function unanswered({ fields }: Pick<Entry, 'fields'>, id: string): string {
  return namesPartner(id) && textOf(fields, id) !== ''
    ? 'Written, and kept back until you tick that they agreed'
    : 'Not written yet'
}
