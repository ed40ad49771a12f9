import type { ReactNode } from 'react'
import { classNames, type ElementAttributes } from '../options.ts'

export type DetailsProps = {
  id?: string
  open?: boolean
  summaryText: ReactNode
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** More for those who want it; the browser's own element, so it works without scripts. */
export function Details(props: DetailsProps) {
  return (
    <details
      id={props.id || undefined}
      className={classNames('govuk-details', props.classes)}
      {...props.attributes}
      open={props.open}
    >
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{props.summaryText}</span>
      </summary>
      <div className="govuk-details__text">{props.children}</div>
    </details>
  )
}
