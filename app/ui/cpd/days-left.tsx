import { dayTextAhead, type Day } from '#server/platform/rules/london.ts'

/** How many days a registration year still has, its last day by name; or when it ended. */
export function DaysLeft(props: {
  daysLeft: number
  year: { ends: Day }
  cycleWord: 'year' | 'period'
}) {
  const { daysLeft, year, cycleWord } = props
  const ends = dayTextAhead(year.ends, daysLeft)
  if (daysLeft < 0) {
    return (
      <p className="govuk-body">
        This {cycleWord} ended on {ends}.
      </p>
    )
  }
  return (
    <p className="govuk-body">
      <b className="govuk-!-font-size-36">
        {daysLeft === 0 ? 'Last day' : `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`}
      </b>
      <br />
      {daysLeft === 0 ? 'until 11:59pm today' : `left, until 11:59pm on ${ends}`}
    </p>
  )
}
