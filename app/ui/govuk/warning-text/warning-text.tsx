import type { ReactNode } from 'react'
import { classNames, type ElementAttributes } from '../options.ts'

export type WarningTextProps = {
  /** Read out before the text; "Warning" unless said otherwise. */
  iconFallbackText?: string
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** Something with consequences that cannot be taken back. */
export function WarningText(props: WarningTextProps) {
  return (
    <div className={classNames('govuk-warning-text', props.classes)} {...props.attributes}>
      <span className="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>{' '}
      <strong className="govuk-warning-text__text">
        <span className="govuk-visually-hidden">{props.iconFallbackText || 'Warning'}</span>{' '}
        {props.children}
      </strong>
    </div>
  )
}
