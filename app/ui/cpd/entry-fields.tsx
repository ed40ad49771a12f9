import type { RefusedForm } from '#app/context.ts'
import { peersText } from '#server/cpd/rules/entry/draft.ts'
import { controlName, textOf, typedDateOf, type Entry } from '#server/cpd/rules/entry/entry.ts'
import { type Profile, type ProfileField } from '#server/cpd/rules/regulator/profile.ts'
import { isKnownField } from '#server/cpd/rules/regulator/question.ts'
import type { RegistrationYear } from '#server/cpd/rules/regulator/year.ts'
import { yearHint } from '#server/cpd/rules/readiness/entry-checks.ts'
import type { Evidence } from '#server/evidence/rules/evidence.ts'
import { codePoints } from '#server/platform/rules/text.ts'
import { errorOf } from '../form-errors.tsx'
import { Checkboxes } from '../govuk/checkboxes/checkboxes.tsx'
import { DateInput } from '../govuk/date-input/date-input.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Select } from '../govuk/select/select.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'
import { SpottedPlaces } from './spotted-places.tsx'

export type FieldsProps = {
  entry: Entry
  profile: Profile
  /** Questions that only the person's other regulators ask, with whose they are. */
  further: readonly { name: string; fields: readonly ProfileField[] }[]
  year: RegistrationYear
  evidence: readonly Evidence[]
  refusal: RefusedForm | null
  /** Each answer as it is typed; nothing for one that stands as it was saved. */
  texts: Readonly<Record<string, string>>
  /** What the page's live region says. */
  onNews: (news: string) => void
}

/** What everybody may note of the time, also where the form does not ask for it. */
const ownTimes = [
  {
    id: 'minutes',
    question: 'Minutes (optional)',
    hint: 'How long it took. Only for you: the form does not ask for it.',
  },
  {
    id: 'participatoryMinutes',
    question: 'Minutes with others (optional)',
    hint: 'How much of it you spent learning together with others.',
  },
] as const

/** The regulator's questions in its form's order, then what is only for the person. */
export function EntryFields(props: FieldsProps) {
  const { fields } = props.profile
  const all = [...fields, ...props.further.flatMap((one) => one.fields)]
  const asked = all.map(({ id }) => id).filter((id) => !isKnownField(id))
  return (
    <>
      {asked.length > 0 ? <input type="hidden" name="asked" value={asked.join(' ')} /> : null}
      {fields.map((field) => (
        <Question key={field.id} field={field} {...props} />
      ))}
      {ownTimes
        .filter(({ id }) => !all.some((field) => field.id === id))
        .map((time) => (
          <Minutes key={time.id} {...props} {...time} />
        ))}
      {props.further.map(({ name, fields }) => (
        <section key={name} aria-labelledby={`further-${fields[0]?.id ?? name}`}>
          <h2 className="govuk-heading-m" id={`further-${fields[0]?.id ?? name}`}>
            Also for {name}
          </h2>
          <p className="govuk-body cc-small cc-quiet">
            Only {name} asks this. It goes into no form for anybody else, and of your files only
            into those for {name} and into JSON, which keeps your whole record.
          </p>
          {fields.map((field) => (
            <Question key={field.id} field={field} {...props} />
          ))}
        </section>
      ))}
    </>
  )
}

function Minutes({
  id,
  question,
  hint,
  ...props
}: FieldsProps & { id: 'minutes' | 'participatoryMinutes'; question: string; hint: string }) {
  return (
    <Input
      id={id}
      name={id}
      inputmode="numeric"
      classes="govuk-input--width-4"
      label={{ text: question, classes: 'govuk-label--m' }}
      hint={{ text: hint }}
      value={typedIn(props, id) ?? String(props.entry[id] ?? '')}
      errorMessage={errorOf(props.refusal, id)}
      formGroup={{ classes: 'cc-field' }}
    />
  )
}

function Question({ field, ...props }: FieldsProps & { field: ProfileField }) {
  switch (field.id) {
    case 'activityType':
      return <ActivityType field={field} {...props} />
    case 'date':
      return <ActivityDate field={field} {...props} />
    case 'minutes':
    case 'participatoryMinutes':
      return (
        <Minutes
          {...props}
          id={field.id}
          question={field.question}
          hint={['In minutes.', field.hint].filter((part) => part).join(' ')}
        />
      )
  }
  switch (field.kind) {
    case 'line':
      return <Line field={field} {...props} />
    case 'tick':
      return <Tick field={field} {...props} />
    default:
      return <Words field={field} {...props} />
  }
}

function Line({ field, ...props }: FieldsProps & { field: ProfileField }) {
  const name = controlName(field.id)
  return (
    <Input
      id={name}
      name={name}
      label={{ text: asked(field, props.profile), classes: 'govuk-label--m' }}
      hint={field.hint ? { text: field.hint } : undefined}
      formGroup={{ classes: 'cc-field' }}
      autocomplete="off"
      value={typedIn(props, name) ?? textOf(props.entry.fields, field.id)}
      errorMessage={errorOf(props.refusal, name)}
    />
  )
}

function Tick({ field, ...props }: FieldsProps & { field: ProfileField }) {
  const name = controlName(field.id)
  const ticked = props.refusal ? typedIn(props, name) : textOf(props.entry.fields, field.id)
  return (
    <Checkboxes
      name={name}
      formGroup={{ classes: 'cc-field' }}
      items={[
        {
          value: 'yes',
          text: field.question,
          id: name,
          ...(field.hint ? { hint: { text: field.hint } } : {}),
        },
      ]}
      values={ticked ? ['yes'] : []}
      errorMessage={errorOf(props.refusal, name)}
    />
  )
}

function ActivityType({ field, ...props }: FieldsProps & { field: ProfileField }) {
  const { entry, profile, refusal } = props
  const { activityType } = entry.fields
  const isKnown = profile.activityTypes.some(({ id }) => id === activityType)
  return (
    <Select
      id={field.id}
      name={field.id}
      label={{ text: field.question, classes: 'govuk-label--m' }}
      hint={field.hint ? { text: field.hint } : undefined}
      formGroup={{ classes: 'cc-field' }}
      items={[
        { value: '', text: 'Choose one' },
        // One that this regulator does not know stays as it is until another one is chosen.
        ...(activityType === null || isKnown
          ? []
          : [{ value: activityType, text: entry.broughtLabel ?? 'As it is now' }]),
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

function Words({ field, ...props }: FieldsProps & { field: ProfileField }) {
  const { entry, evidence, refusal, texts, onNews } = props
  const { id } = field
  const name = controlName(id)
  const value = typedIn(props, name) ?? textOf(entry.fields, id)
  const peers = id === 'peerLearning' ? peersOf(evidence) : ''
  const hint = [field.hint, peers].filter((part) => part).join(' ')
  const text = texts[name] ?? value
  const count = codePoints(text.trim())
  return (
    <Textarea
      id={name}
      name={name}
      rows={id === 'learnt' ? 6 : 4}
      label={{ text: asked(field, props.profile), classes: 'govuk-label--m' }}
      hint={hint ? { text: hint } : undefined}
      value={value}
      spellcheck
      errorMessage={errorOf(refusal, name)}
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

function asked({ id, required, question }: ProfileField, profile: Profile): string {
  if (required) return question
  const isNeededOnce = id === 'peerLearning' && profile.peer.min > 0
  return `${question} (optional${isNeededOnce ? ' on each piece' : ''})`
}

/** What was typed into a form that was refused; undefined where nothing was refused. */
function typedIn({ refusal }: FieldsProps, name: string): string | undefined {
  return refusal?.typed[name]
}

function peersOf(evidence: readonly Evidence[]): string {
  const peers = evidence.flatMap(({ fact }) => (fact.kind === 'room-attended' ? fact.peers : []))
  return peers.length > 0 ? `Peers in your room: ${peersText(peers)}.` : ''
}
