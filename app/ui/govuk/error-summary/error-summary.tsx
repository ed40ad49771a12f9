import { useEffect, useRef, type ReactNode } from 'react'
import { isPageAwake } from '../../awake.ts'
import { withError, withoutError } from '../../error-title.ts'
import { classNames, isShown, type Attributes, type ElementAttributes } from '../options.ts'

export type ErrorSummaryProps = {
  titleText?: ReactNode
  descriptionText?: ReactNode
  errorList?: readonly { href?: string; text?: ReactNode; attributes?: Attributes<'a'> }[]
  disableAutoFocus?: boolean
  /** Hand over the refusal: the summary takes the focus again when it is another one. */
  occasion?: unknown
  classes?: string
  attributes?: ElementAttributes
}

/**
 * All errors of a page, at its top, each with a link to its control; the page's title says that there
 * are some (`titledHtml` on the server). Takes the focus once; not from somebody who has begun to
 * mend before the page had woken up.
 */
export function ErrorSummary(props: ErrorSummaryProps) {
  const summary = useRef<HTMLDivElement>(null)
  const { disableAutoFocus, occasion } = props
  useEffect(() => {
    if (!disableAutoFocus && (isPageAwake() || !isInField())) focusOnce(summary.current)
  }, [disableAutoFocus, occasion])
  useEffect(() => {
    document.title = withError(document.title)
    return () => {
      document.title = withoutError(document.title)
    }
  }, [occasion])
  return (
    <div
      ref={summary}
      className={classNames('govuk-error-summary', props.classes)}
      data-disable-auto-focus={disableAutoFocus}
      {...props.attributes}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 className="govuk-error-summary__title">{props.titleText ?? 'There is a problem'}</h2>
        <div className="govuk-error-summary__body">
          {isShown(props.descriptionText) ? <p>{props.descriptionText}</p> : null}
          {props.errorList && props.errorList.length > 0 ? (
            <ul className="govuk-list govuk-error-summary__list">
              {props.errorList.map((error, index) => (
                <li key={index}>
                  {error.href ? (
                    <a href={error.href} {...error.attributes}>
                      {error.text}
                    </a>
                  ) : (
                    error.text
                  )}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  )
}

// Focusable only while it has the focus, so that a click into it later does not show a frame.
function focusOnce(element: HTMLElement | null) {
  if (!element) return
  element.setAttribute('tabindex', '-1')
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
  element.focus()
}

const isInField = (): boolean => document.activeElement?.matches('input, textarea, select') ?? false
