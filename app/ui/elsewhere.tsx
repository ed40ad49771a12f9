import { Fragment } from 'react'
import { InsetText } from './govuk/inset-text/inset-text.tsx'

/** What another window of the same person has saved meanwhile, beside what they wrote here. */
export function Elsewhere({ text }: { text: string }) {
  return (
    <InsetText>
      <p className="govuk-!-font-weight-bold">Saved in the other window</p>
      <p>
        {text.split('\n').map((line, index) => (
          <Fragment key={index}>
            {index > 0 ? <br /> : null}
            {line}
          </Fragment>
        ))}
      </p>
    </InsetText>
  )
}
