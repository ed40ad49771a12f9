import type { ReactNode } from 'react'
import { classNames, type ElementAttributes } from '../options.ts'

export type InsetTextProps = {
  id?: string
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** Text that stands out from what is around it. */
export function InsetText({ id, classes, attributes, children }: InsetTextProps) {
  return (
    <div id={id || undefined} className={classNames('govuk-inset-text', classes)} {...attributes}>
      {children}
    </div>
  )
}
