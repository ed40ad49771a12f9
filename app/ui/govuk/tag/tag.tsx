import type { ReactNode } from 'react'
import { classNames, type ElementAttributes } from '../options.ts'

export type TagProps = { classes?: string; attributes?: ElementAttributes; children?: ReactNode }

/** The state of a thing in a word: Draft, Ready. */
export function Tag({ classes, attributes, children }: TagProps) {
  return (
    <strong className={classNames('govuk-tag', classes)} {...attributes}>
      {children}
    </strong>
  )
}
