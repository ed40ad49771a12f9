import { Select } from '../govuk/select/select.tsx'

/** Which of several registrations comes first; nothing is asked of whoever has one. */
export function FirstRegistration(props: {
  profiles: readonly { id: string; name: string }[]
  /** Those that are ticked. */
  ticked: readonly string[]
  first: string
}) {
  const { profiles, ticked, first } = props
  const among = profiles.filter(({ id }) => ticked.includes(id))
  if (among.length < 2) return null
  return (
    <Select
      id="first"
      name="first"
      label={{ text: 'Which comes first?', classes: 'govuk-label--m' }}
      hint={{
        text: 'My CPD, your home page, what a room asks you and your manager’s “Ready” go by it. The others are one link away.',
      }}
      items={among.map(({ id, name }) => ({ value: id, text: name }))}
      value={first}
      formGroup={{ classes: 'cc-field' }}
    />
  )
}
