import type { ReactNode } from 'react'
import { classNames, isShown, type ElementAttributes } from '../options.ts'

export type LabelProps = {
  for?: string
  isPageHeading?: boolean
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** The label of a control; nothing at all when it has no text. */
export function Label({ for: htmlFor, isPageHeading, classes, attributes, children }: LabelProps) {
  if (!isShown(children)) return null
  const label = (
    <label className={classNames('govuk-label', classes)} {...attributes} htmlFor={htmlFor}>
      {children}
    </label>
  )
  return isPageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label
}
