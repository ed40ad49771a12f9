import type { ComponentPropsWithRef, ReactNode } from 'react'
import { classNames } from './govuk/options.ts'

/** Why the box is there: `now` (at most one a page), private words, a warning, something done. */
export type PanelKind = 'plain' | 'now' | 'private' | 'warn' | 'done'

export type PanelProps = {
  kind?: PanelKind
  classes?: string
  children: ReactNode
} & (
  | { as?: 'section' | 'div'; attributes?: ComponentPropsWithRef<'div'>; labelledBy?: string }
  | { as: 'form'; attributes?: ComponentPropsWithRef<'form'>; labelledBy?: string }
)

/** A box with a reason. `labelledBy` is the id of its heading, which makes a section findable. */
export function Panel(props: PanelProps) {
  const { kind = 'plain', classes, labelledBy, children } = props
  const common = {
    className: classNames('cc-panel', kind !== 'plain' && `cc-panel--${kind}`, classes),
    'aria-labelledby': labelledBy,
    children,
  }
  if (props.as === 'form') return <form method="post" {...props.attributes} {...common} />
  if (props.as === 'section') return <section {...props.attributes} {...common} />
  return <div {...props.attributes} {...common} />
}
