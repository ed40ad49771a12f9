import type { ReactNode } from 'react'
import { classNames, type Attributes } from '../options.ts'

export type ButtonProps = {
  type?: 'button' | 'submit' | 'reset'
  name?: string
  value?: string | number
  /** Makes it a link that looks like a button. */
  href?: string
  id?: string
  classes?: string
  disabled?: boolean
  isStartButton?: boolean
  preventDoubleClick?: boolean
  /** `attributes` of the button, or of the link when there is an `href`. */
  attributes?: Attributes<'button'>
  linkAttributes?: Attributes<'a'>
  children?: ReactNode
}

/** A button; `classes="govuk-button--secondary"` for all but the one main action of a page. */
export function Button(props: ButtonProps) {
  const className = classNames(
    'govuk-button',
    props.classes,
    props.isStartButton && 'govuk-button--start',
  )
  const content = (
    <>{props.isStartButton ? <StartContent>{props.children}</StartContent> : props.children}</>
  )
  if (props.href) {
    return (
      <a
        href={props.href}
        role="button"
        draggable="false"
        className={className}
        data-module="govuk-button"
        id={props.id}
        {...props.linkAttributes}
      >
        {content}
      </a>
    )
  }
  return (
    <button
      type={props.type ?? 'submit'}
      value={props.value || undefined}
      name={props.name || undefined}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      data-prevent-double-click={props.preventDoubleClick}
      className={className}
      data-module="govuk-button"
      id={props.id || undefined}
      {...props.attributes}
    >
      {content}
    </button>
  )
}

// A start button is a flex box, which would swallow the spaces between parts of its text.
function StartContent({ children }: { children: ReactNode }) {
  return (
    <>
      {typeof children === 'string' ? children : <span>{children}</span>}
      <StartIcon />
    </>
  )
}

function StartIcon() {
  return (
    <svg
      className="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  )
}
