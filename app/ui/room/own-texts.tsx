import { Panel } from '../panel.tsx'
import { WhoReads } from '../who-reads.tsx'

/** What somebody wrote for themselves, to be read and copied by them alone. */
export function OwnTexts({
  texts,
  classes,
}: {
  texts: readonly { heading: string; text: string }[]
  classes?: string
}) {
  return (
    <Panel as="section" kind="private" labelledBy="own-words" {...(classes ? { classes } : {})}>
      <h2 className="govuk-heading-m" id="own-words">
        Your own words
      </h2>
      <WhoReads readers="only-you" />
      {texts.map(({ heading, text }, index) => (
        <div key={index}>
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{heading}</h3>
          <p className="govuk-body cc-lines">{text}</p>
        </div>
      ))}
    </Panel>
  )
}
