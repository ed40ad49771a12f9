import type { ReactNode } from 'react'
import { classNames, isShown, type Attributes } from '../options.ts'

export type BackLinkProps = {
  href?: string
  classes?: string
  attributes?: Attributes<'a'>
  children?: ReactNode
}

/** The way back to the page before, above the heading. Says "Back" unless told otherwise. */
export function BackLink({ href, classes, attributes, children }: BackLinkProps) {
  return (
    <a href={href || '#'} className={classNames('govuk-back-link', classes)} {...attributes}>
      {isShown(children) ? children : 'Back'}
    </a>
  )
}
