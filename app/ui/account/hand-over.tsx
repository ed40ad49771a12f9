import { paths } from '#app/paths.ts'

/** Says that somebody leads rooms which are not over, before they go. */
export function HandOver({ leads }: { leads: number }) {
  if (leads === 0) return null
  return (
    <p className="govuk-body">
      You lead {leads === 1 ? 'a room that is' : `${leads} rooms that are`} not over. Hand the seat
      to somebody else first:{' '}
      <a className="govuk-link" href={paths.home}>
        your rooms
      </a>
      .
    </p>
  )
}
