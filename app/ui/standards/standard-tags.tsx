import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'

/** The standards that an entry is tagged with, and where to choose them. */
export function StandardTags(props: {
  entry: string
  standards: readonly string[]
  /** The person's regulator counts what the pieces touch. */
  isAsked: boolean
}) {
  const { entry, standards, isAsked } = props
  const none = isAsked ? 'None chosen. Your regulator counts them.' : 'None chosen. You need none.'
  return (
    <section aria-labelledby="standards">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="standards">
        Standards
      </h2>
      <p className="govuk-body">{standards.length === 0 ? none : standards.join(', ')}</p>
      <Button href={paths.cpdEntryStandards(entry)} classes="govuk-button--secondary">
        Choose standards
      </Button>
    </section>
  )
}
