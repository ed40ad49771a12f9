import type { ReactNode } from 'react'
import { classNames, type Attributes } from '../options.ts'

export type SkipLinkProps = {
  href?: string
  classes?: string
  attributes?: Attributes<'a'>
  children?: ReactNode
}

/** First thing on a page for people on a keyboard: past the navigation, to the content. */
export function SkipLink({ href, classes, attributes, children }: SkipLinkProps) {
  return (
    <a
      href={href || '#content'}
      className={classNames('govuk-skip-link', classes)}
      {...attributes}
      data-module="govuk-skip-link"
    >
      {children}
    </a>
  )
}
