import type { ReactNode } from 'react'
import { classNames, type ElementAttributes } from '../options.ts'

export type ErrorMessageProps = {
  id?: string
  classes?: string
  /** Read out before the message; "Error" unless said otherwise, nothing when empty or false. */
  visuallyHiddenText?: string | false | null
  attributes?: ElementAttributes
  children?: ReactNode
}

/** What is wrong with one answer, above its control. */
export function ErrorMessage(props: ErrorMessageProps) {
  const lead = props.visuallyHiddenText === undefined ? 'Error' : props.visuallyHiddenText
  return (
    <p
      id={props.id || undefined}
      className={classNames('govuk-error-message', props.classes)}
      {...props.attributes}
    >
      {lead ? (
        <>
          <span className="govuk-visually-hidden">{lead}:</span> {props.children}
        </>
      ) : (
        props.children
      )}
    </p>
  )
}
