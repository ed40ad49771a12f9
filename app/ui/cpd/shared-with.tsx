import { paths } from '#app/paths.ts'

/** Who else reads this entry now, and the way to share it or to stop. */
export function SharedWith({ entry, readers }: { entry: string; readers: readonly string[] }) {
  return (
    <section aria-labelledby="shared">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="shared">
        Sharing
      </h2>
      <p className="govuk-body cc-small">
        {readers.length === 0
          ? 'You share this with nobody.'
          : `${readers.join(', ')} can read this.`}{' '}
        <a className="govuk-link" href={paths.cpdEntryShare(entry)}>
          {readers.length === 0 ? 'Share it with one person' : 'See who read it, or stop sharing'}
        </a>
      </p>
    </section>
  )
}
