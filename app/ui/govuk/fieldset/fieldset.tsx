import type { ReactNode } from 'react'
import { classNames, isShown, type FieldsetOptions, type LegendOptions } from '../options.ts'

export type FieldsetProps = FieldsetOptions & {
  role?: string
  children?: ReactNode
}

/** Groups the controls that answer one question; the legend is the question. */
export function Fieldset(props: FieldsetProps) {
  return (
    <fieldset
      className={classNames('govuk-fieldset', props.classes)}
      role={props.role || undefined}
      aria-describedby={props.describedBy || undefined}
      {...props.attributes}
    >
      {props.legend && isShown(props.legend.text) ? <Legend {...props.legend} /> : null}
      {props.children}
    </fieldset>
  )
}

function Legend({ text, classes, isPageHeading }: LegendOptions) {
  return (
    <legend className={classNames('govuk-fieldset__legend', classes)}>
      {isPageHeading ? <h1 className="govuk-fieldset__heading">{text}</h1> : text}
    </legend>
  )
}
