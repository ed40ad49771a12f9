import type { RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { errorOf } from '#app/ui/form-errors.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { roleChoices } from './words.ts'

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
      <Input
        id="name"
        name="name"
        label={{ text: 'Name' }}
        hint={{ text: 'As colleagues know them.' }}
        autocomplete="off"
        spellcheck={false}
        value={typed('name')}
        errorMessage={errorOf(refusal, 'name')}
      />
      <Input
        id="email"
        name="email"
        type="email"
        label={{ text: 'E-mail address' }}
        hint={{ text: 'Their own one at work. They sign in with it.' }}
        autocomplete="off"
        spellcheck={false}
        value={typed('email')}
        errorMessage={errorOf(refusal, 'email')}
      />
      <Input
        id="jobTitle"
        name="jobTitle"
        label={{ text: 'Job title' }}
        autocomplete="off"
        value={typed('jobTitle')}
        errorMessage={errorOf(refusal, 'jobTitle')}
      />
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
