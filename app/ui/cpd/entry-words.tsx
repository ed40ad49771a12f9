import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { activityLabel, type FieldId, type Profile } from '#server/cpd/rules/profile.ts'
import type { EntryFields } from '#server/cpd/rules/entry.ts'

/** What an entry says, question by question, to be read or printed. */
export function EntryWords(props: { profile: Profile; fields: EntryFields; level: 2 | 3 }) {
  const { profile, fields, level } = props
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <>
      {profile.fields.map(({ id, question }) => (
        <section key={id}>
          <Heading className={`govuk-heading-${level === 2 ? 'm' : 's'} govuk-!-margin-bottom-1`}>
            {question}
          </Heading>
          <p className="govuk-body cc-pre">
            {answerText(profile, fields, id) || <span className="cc-quiet">Not written yet</span>}
          </p>
        </section>
      ))}
    </>
  )
}

function answerText(profile: Profile, fields: EntryFields, id: FieldId): string {
  if (id === 'activityType') return activityLabel(profile, fields.activityType) ?? ''
  if (id === 'date') return fields.date ? dayTextWithYear(fields.date) : ''
  return fields[id]
}
