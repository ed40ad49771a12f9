import type { ReactNode } from 'react'
import { classNames, isShown, type ElementAttributes } from '../options.ts'

export type NotificationBannerProps = {
  /** One line, shown as a heading. For anything longer use children. */
  text?: string
  titleText?: ReactNode
  titleHeadingLevel?: 1 | 2 | 3 | 4 | 5 | 6
  type?: 'success'
  role?: string
  titleId?: string
  disableAutoFocus?: boolean
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** What just happened (`type="success"`) or what somebody should know, above the heading. */
export function NotificationBanner(props: NotificationBannerProps) {
  const isSuccess = props.type === 'success'
  const titleId = props.titleId || 'govuk-notification-banner-title'
  const Heading = `h${props.titleHeadingLevel || 2}` as const
  return (
    <div
      className={classNames(
        'govuk-notification-banner',
        isSuccess && 'govuk-notification-banner--success',
        props.classes,
      )}
      role={props.role || (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus}
      {...props.attributes}
    >
      <div className="govuk-notification-banner__header">
        <Heading className="govuk-notification-banner__title" id={titleId}>
          {isShown(props.titleText) ? props.titleText : isSuccess ? 'Success' : 'Important'}
        </Heading>
      </div>
      <div className="govuk-notification-banner__content">
        {isShown(props.children) ? (
          props.children
        ) : props.text ? (
          <p className="govuk-notification-banner__heading">{props.text}</p>
        ) : null}
      </div>
    </div>
  )
}
