import type { RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { errorOf } from '#app/ui/form-errors.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Input, type InputProps } from '#app/ui/govuk/input/input.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { roleChoices } from './words.ts'

/** What is one line of text; the rest is chosen. */
const lines = [
  {
    ...{ name: 'name', label: { text: 'Name' }, hint: { text: 'As colleagues know them.' } },
    spellcheck: false,
  },
  {
    ...{ name: 'email', type: 'email', label: { text: 'E-mail address' } },
    hint: {
      text: 'Their own one at work. For somebody who has left another employer, the private one that they added. They sign in with it.',
    },
    spellcheck: false,
  },
  { name: 'jobTitle', label: { text: 'Job title' } },
] satisfies Pick<InputProps, 'name' | 'type' | 'label' | 'hint' | 'spellcheck'>[]

/** The fields of one person who is added: as empty, or as somebody filled them in. */
export function PersonFields({
  teams,
  refusal,
}: {
  teams: readonly { team: string; name: string }[]
  refusal: RefusedForm | undefined
}) {
  const typed = (field: string) => refusal?.typed[field] ?? ''
  return (
    <>
      {lines.map((line) => (
        <Input
          key={line.name}
          {...line}
          id={line.name}
          autocomplete="off"
          value={typed(line.name)}
          errorMessage={errorOf(refusal, line.name)}
        />
      ))}
      <Select
        id="team"
        name="team"
        label={{ text: 'Team' }}
        hint={{
          text:
            teams.length === 0 ? (
              <>
                There is no team yet.{' '}
                <a className="govuk-link" href={paths.organisationTeams}>
                  Make one first
                </a>
                , or add an administrator.
              </>
            ) : (
              'You can put them into more teams afterwards.'
            ),
        }}
        items={[
          { value: '', text: 'No team' },
          ...teams.map(({ team, name }) => ({ value: team, text: name })),
        ]}
        value={typed('team')}
        errorMessage={errorOf(refusal, 'team')}
      />
      <Radios
        idPrefix="role"
        name="role"
        fieldset={{ legend: { text: 'Role in the team' } }}
        value={typed('role') || 'practitioner'}
        items={[...roleChoices]}
        errorMessage={errorOf(refusal, 'role')}
      />
      <Checkboxes
        idPrefix="administrator"
        name="administrator"
        hint={{
          text: 'Administrators see and change who belongs where. They read nobody’s words.',
        }}
        items={[{ value: 'yes', text: 'Also an administrator of the organisation' }]}
        values={[typed('administrator')]}
      />
    </>
  )
}
