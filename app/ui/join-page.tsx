import { paths } from '#app/paths.ts'
import type { RefusedForm } from '#app/context.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from './form-errors.tsx'
import { Button } from './govuk/button/button.tsx'
import { Input } from './govuk/input/input.tsx'
import { Page } from './layout/page.tsx'

/** Coming into a room by the code that stands on the screen or in the link. */
export function JoinPage({ code, refusal }: { code: string; refusal?: RefusedForm | undefined }) {
  const reader = useReader()
  return (
    <Page reader={reader}>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl">Join a room</h1>
      <form method="post" action={paths.join} noValidate>
        <Input
          id="code"
          name="code"
          label={{ text: 'Room code', classes: 'govuk-label--m' }}
          hint={{
            text: '6 letters and numbers, such as K7 M4 QX. They are on the screen, or ask the person who leads the room.',
          }}
          classes="govuk-input--width-10 cc-code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={refusal?.typed['code'] ?? code}
          errorMessage={errorOf(refusal, 'code')}
        />
        <Button>Join</Button>
      </form>
      <p className="govuk-body">
        {reader
          ? 'You come in as a participant. The others see your name and job title.'
          : 'You sign in first. Then you come back here.'}
      </p>
    </Page>
  )
}
