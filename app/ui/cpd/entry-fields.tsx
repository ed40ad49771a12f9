import type { RefusedForm } from '#app/context.ts'
import { peersText } from '#server/cpd/rules/draft.ts'
import { typedDateOf, type Entry } from '#server/cpd/rules/entry.ts'
import type { Profile, ProfileField } from '#server/cpd/rules/profile.ts'
import type { RegistrationYear } from '#server/cpd/rules/year.ts'
import { yearHint } from '#server/cpd/rules/checklist.ts'
import type { Evidence } from '#server/evidence/rules/evidence.ts'
import { codePoints } from '#server/platform/rules/text.ts'
import { errorOf } from '../form-errors.tsx'
import { DateInput } from '../govuk/date-input/date-input.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Select } from '../govuk/select/select.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'
import { SpottedPlaces } from './spotted-places.tsx'

export type FieldsProps = {
  entry: Entry
  profile: Profile
  year: RegistrationYear
  evidence: readonly Evidence[]
  refusal: RefusedForm | null
  /** Each answer as it is typed; nothing for one that stands as it was saved. */
  texts: Readonly<Record<string, string>>
  /** What the page's live region says. */
  onNews: (news: string) => void
}

/** The regulator's questions in its form's order, then what is only for the person. */
export function EntryFields(props: FieldsProps) {
  return (
    <>
      {props.profile.fields.map((field) => (
        <Question key={field.id} field={field} {...props} />
      ))}
      <Input
        id="minutes"
        name="minutes"
        inputmode="numeric"
        classes="govuk-input--width-4"
        label={{ text: 'Minutes (optional)', classes: 'govuk-label--m' }}
        hint={{ text: 'How long it took. Only for you: the form does not ask for it.' }}
        value={typedIn(props, 'minutes') ?? String(props.entry.minutes ?? '')}
        errorMessage={errorOf(props.refusal, 'minutes')}
      />
    </>
  )
}

function Question({ field, ...props }: FieldsProps & { field: ProfileField }) {
  switch (field.id) {
    case 'activityType':
      return <ActivityType field={field} {...props} />
    case 'date':
      return <ActivityDate field={field} {...props} />
    case 'description':
    case 'learnt':
    case 'impact':
    case 'peerLearning':
      return <Words field={field} {...props} id={field.id} />
  }
}

function ActivityType({ field, ...props }: FieldsProps & { field: ProfileField }) {
  const { entry, profile, refusal } = props
  return (
    <Select
      id={field.id}
      name={field.id}
      label={{ text: field.question, classes: 'govuk-label--m' }}
      hint={field.hint ? { text: field.hint } : undefined}
      formGroup={{ classes: 'cc-field' }}
      items={[
        { value: '', text: 'Choose one' },
        ...profile.activityTypes.map(({ id, label }) => ({ value: id, text: label })),
      ]}
      value={typedIn(props, field.id) ?? entry.fields.activityType ?? ''}
      errorMessage={errorOf(refusal, field.id)}
    />
  )
}

const dateParts = ['day', 'month', 'year'] as const

function ActivityDate({ field, ...props }: FieldsProps & { field: ProfileField }) {
  const { entry, year, evidence, refusal } = props
  const typed = typedDateOf(entry)
  const wrong =
    errorOf(refusal, 'date') ??
    dateParts.map((part) => errorOf(refusal, `date-${part}`)).find((error) => error)
  const filledIn = evidence.length > 0 ? 'Filled in from your evidence. ' : ''
  return (
    <DateInput
      id="date"
      namePrefix="date"
      fieldset={{ legend: { text: field.question, classes: 'govuk-fieldset__legend--m' } }}
      hint={{ text: `${filledIn}It must be ${yearHint(year)}.` }}
      formGroup={{ classes: 'cc-field' }}
      values={Object.fromEntries(
        dateParts.map((part) => [`date-${part}`, typedIn(props, `date-${part}`) ?? typed[part]]),
      )}
      errorMessage={wrong}
    />
  )
}

type WordsProps = FieldsProps & {
  field: ProfileField
  id: 'description' | 'learnt' | 'impact' | 'peerLearning'
}

function Words({ field, id, ...props }: WordsProps) {
  const { entry, evidence, refusal, texts, onNews } = props
  const value = typedIn(props, id) ?? entry.fields[id]
  const peers = id === 'peerLearning' ? peersOf(evidence) : ''
  const hint = [field.hint, peers].filter((part) => part).join(' ')
  const text = texts[id] ?? value
  const count = codePoints(text.trim())
  return (
    <Textarea
      id={id}
      name={id}
      rows={id === 'learnt' ? 6 : 4}
      label={{
        text: field.required ? field.question : `${field.question} (optional on each piece)`,
        classes: 'govuk-label--m',
      }}
      hint={hint ? { text: hint } : undefined}
      value={value}
      spellcheck
      errorMessage={errorOf(refusal, id)}
      formGroup={{
        classes: 'cc-field',
        afterInput: {
          text: (
            <>
              <SpottedPlaces field={id} question={field.question} text={text} onNews={onNews} />
              <div className="cc-field__foot">
                <p className="cc-quiet">
                  {count.toLocaleString('en-GB')} {count === 1 ? 'character' : 'characters'}
                </p>
              </div>
            </>
          ),
        },
      }}
    />
  )
}

/** What was typed into a form that was refused; undefined where nothing was refused. */
function typedIn({ refusal }: FieldsProps, name: string): string | undefined {
  return refusal?.typed[name]
}

function peersOf(evidence: readonly Evidence[]): string {
  const peers = evidence.flatMap(({ fact }) => (fact.kind === 'room-attended' ? fact.peers : []))
  return peers.length > 0 ? `Peers in your room: ${peersText(peers)}.` : ''
}
