import type { RefusedForm } from '#app/context.ts'
import type { SharingPage } from '#server/sharing/sharing.server.ts'
import { shareDays, shareDaysText } from '#server/sharing/rules/share.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Radios } from '../govuk/radios/radios.tsx'
import { Select } from '../govuk/select/select.tsx'

type Props = Pick<SharingPage, 'colleagues'> & {
  organisation: string
  refusal: RefusedForm | null
}

/** With whom, what they can do, and for how long. */
export function ShareForm({ colleagues, organisation, refusal }: Props) {
  const typed = refusal?.typed ?? {}
  return (
    <form method="post" noValidate>
      {colleagues.length > 0 ? (
        <Select
          id="colleague"
          name="colleague"
          label={{ text: 'Somebody in your team', classes: 'govuk-label--m' }}
          items={[
            { value: '', text: 'Choose one' },
            ...colleagues.map(({ person, name, jobTitle }) => ({
              value: person,
              text: `${name}, ${jobTitle}`,
            })),
          ]}
          value={typed['colleague'] ?? ''}
          errorMessage={errorOf(refusal, 'colleague')}
        />
      ) : null}
      <Input
        id="email"
        name="email"
        type="email"
        autocomplete="off"
        spellcheck={false}
        label={{
          text:
            colleagues.length > 0
              ? 'Or somebody else, by their work e-mail address'
              : 'Work e-mail address',
          classes: 'govuk-label--m',
        }}
        hint={{ text: `They must be at ${organisation}, such as your supervisor.` }}
        value={typed['email'] ?? ''}
        errorMessage={
          errorOf(refusal, 'email') ??
          (colleagues.length > 0 ? undefined : errorOf(refusal, 'colleague'))
        }
      />
      <Radios
        idPrefix="right"
        name="right"
        fieldset={{ legend: { text: 'What can they do?', classes: 'govuk-fieldset__legend--m' } }}
        items={[
          { value: 'view', text: 'Read it' },
          { value: 'comment', text: 'Read it and write comments to you' },
        ]}
        value={typed['right'] ?? 'view'}
        errorMessage={errorOf(refusal, 'right')}
      />
      <Radios
        idPrefix="days"
        name="days"
        classes="govuk-radios--inline"
        fieldset={{ legend: { text: 'For how long?', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: 'You can end it whenever you like.' }}
        items={shareDays.map((days) => ({ value: days, text: shareDaysText[days] }))}
        value={typed['days'] ?? '30'}
        errorMessage={errorOf(refusal, 'days')}
      />
      <Button name="intent" value="share">
        Share
      </Button>
    </form>
  )
}
