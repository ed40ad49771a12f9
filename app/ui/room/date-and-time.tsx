import { Input } from '../govuk/input/input.tsx'

type Fault = { text: string } | undefined

/** The day and the hour at which a room begins, in London. */
export function DateAndTime(props: {
  date: string
  time: string
  errors: { date: Fault; time: Fault }
}) {
  return (
    <>
      <Input
        name="date"
        type="date"
        label={{ text: 'Date', classes: 'govuk-label--m' }}
        value={props.date}
        errorMessage={props.errors.date}
        classes="govuk-input--width-10"
      />
      <Input
        name="time"
        type="time"
        label={{ text: 'Start time', classes: 'govuk-label--m' }}
        hint={{ text: 'For example, 14:00.' }}
        value={props.time}
        errorMessage={props.errors.time}
        classes="govuk-input--width-10"
      />
    </>
  )
}
