import type { RefusedForm } from '#app/context.ts'
import { errorOf } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'

/** How somebody is called where they work, to be changed by themselves. */
export function OwnName({
  name,
  jobTitle,
  refusal,
}: {
  name: string
  jobTitle: string
  refusal: RefusedForm | undefined
}) {
  return (
    <section aria-labelledby="own-name">
      <h2 className="govuk-heading-m" id="own-name">
        Change your name or job title
      </h2>
      <form method="post" noValidate>
        <Input
          id="name"
          name="name"
          label={{ text: 'Name' }}
          hint={{ text: 'As colleagues know you. All of them see it.' }}
          classes="govuk-input--width-20"
          autocomplete="name"
          spellcheck={false}
          value={refusal?.typed['name'] ?? name}
          errorMessage={errorOf(refusal, 'name')}
        />
        <Input
          id="jobTitle"
          name="jobTitle"
          label={{ text: 'Job title' }}
          classes="govuk-input--width-20"
          autocomplete="organization-title"
          value={refusal?.typed['jobTitle'] ?? jobTitle}
          errorMessage={errorOf(refusal, 'jobTitle')}
        />
        <p className="govuk-body">
          Rooms that you are in already keep the name and job title that you came in with.
        </p>
        <Button classes="govuk-button--secondary">Save name and job title</Button>
      </form>
    </section>
  )
}
