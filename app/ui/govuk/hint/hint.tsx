import type { ReactNode } from 'react'
import { classNames, type ElementAttributes } from '../options.ts'

export type HintProps = {
  id?: string
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** Help for one question, under its label. */
export function Hint({ id, classes, attributes, children }: HintProps) {
  return (
    <div id={id || undefined} className={classNames('govuk-hint', classes)} {...attributes}>
      {children}
    </div>
  )
}
