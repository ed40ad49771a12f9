import type { RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { errorOf } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import type { AdministeredTeam } from '#server/organisations/teams.server.ts'
import { roleChoices } from './words.ts'

type Refusal = RefusedForm | undefined

/** What was typed into one of the forms of the page, when that one was refused. */
function typedIn(refusal: Refusal, intent: 'put' | 'rename', field: string): string | null {
  return refusal?.typed['intent'] === intent ? (refusal.typed[field] ?? null) : null
}

/** Puts somebody of the organisation into the team. */
export function PutForm({
  others,
  refusal,
}: {
  others: AdministeredTeam['others']
  refusal: Refusal
}) {
  return (
    <section aria-labelledby="put" className="govuk-!-margin-top-6">
      <h2 className="govuk-heading-m" id="put">
        Put somebody into the team
      </h2>
      <p className="govuk-body">
        Somebody who is not in the organisation yet:{' '}
        <a className="govuk-link" href={paths.newPerson}>
          add them
        </a>{' '}
        first.
      </p>
      {others.length === 0 ? (
        <p className="govuk-body">Everybody of the organisation is in this team.</p>
      ) : (
        <form method="post" noValidate>
          <Select
            id="person"
            name="person"
            label={{ text: 'Person' }}
            items={[
              { value: '', text: 'Choose a person' },
              ...others.map(({ person, name, jobTitle }) => ({
                ...{ value: person, text: `${name}, ${jobTitle}` },
              })),
            ]}
            value={typedIn(refusal, 'put', 'person') ?? ''}
            errorMessage={errorOf(refusal, 'person')}
          />
          <Radios
            idPrefix="role"
            name="role"
            fieldset={{ legend: { text: 'Role in the team' } }}
            value={typedIn(refusal, 'put', 'role') ?? 'practitioner'}
            items={[...roleChoices]}
            errorMessage={errorOf(refusal, 'role')}
          />
          <Button name="intent" value="put" preventDoubleClick>
            Put into the team
          </Button>
        </form>
      )}
    </section>
  )
}

/** Calls the team something else. */
export function RenameForm({ name, refusal }: { name: string; refusal: Refusal }) {
  return (
    <section aria-labelledby="rename">
      <h2 className="govuk-heading-m" id="rename">
        Rename the team
      </h2>
      <form method="post" noValidate>
        <Input
          id="name"
          name="name"
          label={{ text: 'Name of the team' }}
          hint={{ text: 'Its people, rooms and toolkits stay with it.' }}
          classes="govuk-input--width-20"
          autocomplete="off"
          value={typedIn(refusal, 'rename', 'name') ?? name}
          errorMessage={errorOf(refusal, 'name')}
        />
        <Button name="intent" value="rename" classes="govuk-button--secondary" preventDoubleClick>
          Rename
        </Button>
      </form>
    </section>
  )
}
