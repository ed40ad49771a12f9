import { Fragment, type ReactNode } from 'react'
import { Button } from '../button/button.tsx'
import { classNames, isShown, type Attributes, type ElementAttributes } from '../options.ts'

export type PanelAction = {
  text?: ReactNode
  href?: string
  type?: 'button' | 'submit' | 'reset'
  classes?: string
  linkAttributes?: Attributes<'a'>
  buttonAttributes?: Attributes<'button'>
}

export type ConfirmationPanelProps = {
  titleText?: ReactNode
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6
  /** Only with `classes="govuk-panel--interruption"`. */
  actions?: { items?: readonly PanelAction[]; classes?: string; attributes?: ElementAttributes }
  classes?: string
  attributes?: ElementAttributes
  children?: ReactNode
}

/** GOV.UK's panel: says that something is finished, once, at the top of the last page. */
export function ConfirmationPanel(props: ConfirmationPanelProps) {
  const isInterruption = props.classes?.includes('govuk-panel--interruption') ?? false
  const Heading = `h${props.headingLevel || 1}` as const
  return (
    <div
      className={classNames(
        'govuk-panel',
        !isInterruption && 'govuk-panel--confirmation',
        props.classes,
      )}
      {...props.attributes}
    >
      <Heading className="govuk-panel__title">{props.titleText}</Heading>
      {isShown(props.children) ? <div className="govuk-panel__body">{props.children}</div> : null}
      {isInterruption && props.actions ? <Actions {...props.actions} /> : null}
    </div>
  )
}

function Actions({ items, classes, attributes }: NonNullable<ConfirmationPanelProps['actions']>) {
  return (
    <div className={classNames('govuk-panel__actions', classes)} {...attributes}>
      {items?.length ? (
        <div className="govuk-button-group">
          {items.map((action, index) => (
            <Fragment key={index}>
              <Action {...action} />{' '}
            </Fragment>
          ))}
        </div>
      ) : null}
    </div>
  )
}

function Action(action: PanelAction) {
  if (action.href && action.type !== 'button') {
    return (
      <a
        className={classNames('govuk-link govuk-link--inverse', action.classes)}
        href={action.href}
        {...action.linkAttributes}
      >
        {action.text}
      </a>
    )
  }
  return (
    <Button
      type={action.type ?? 'button'}
      href={action.href}
      classes={classNames('govuk-button--inverse', action.classes)}
      attributes={action.buttonAttributes}
      linkAttributes={action.linkAttributes}
    >
      {action.text}
    </Button>
  )
}
