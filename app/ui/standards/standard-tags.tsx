import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'

/** The standards that an entry is tagged with, and where to choose them. */
export function StandardTags(props: { entry: string; standards: readonly string[] }) {
  const { entry, standards } = props
  return (
    <section aria-labelledby="standards">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="standards">
        Standards
      </h2>
      <p className="govuk-body">
        {standards.length === 0 ? 'None chosen. You need none.' : standards.join(', ')}
      </p>
      <Button href={paths.cpdEntryStandards(entry)} classes="govuk-button--secondary">
        Choose standards
      </Button>
    </section>
  )
}
