import type { ReactNode } from 'react'
import {
  classNames,
  isShown,
  type Attributes,
  type ElementAttributes,
  type Items,
} from '../options.ts'

export type SummaryAction = {
  href?: string
  text?: ReactNode
  visuallyHiddenText?: string
  classes?: string
  attributes?: Attributes<'a'>
}

export type SummaryActions = { items?: readonly SummaryAction[]; classes?: string }

export type SummaryRow = {
  classes?: string
  key?: { text?: ReactNode; classes?: string }
  value?: { text?: ReactNode; classes?: string }
  actions?: SummaryActions
}

export type SummaryCard = {
  title?: { text?: ReactNode; headingLevel?: Level; classes?: string }
  actions?: SummaryActions
  classes?: string
  attributes?: ElementAttributes
}

type Level = 1 | 2 | 3 | 4 | 5 | 6

export type SummaryListProps = {
  rows?: Items<SummaryRow>
  card?: SummaryCard
  classes?: string
  attributes?: ElementAttributes
}

/** What is known, as pairs of key and value, each with what can be done about it. */
export function SummaryList({ rows = [], card, classes, attributes }: SummaryListProps) {
  const anyRowHasActions = rows.some((row) => row && row.actions?.items?.length)
  const list = (
    <dl className={classNames('govuk-summary-list', classes)} {...attributes}>
      {rows.map((row, index) =>
        row ? (
          <Row key={index} {...{ row, anyRowHasActions }} cardTitle={card?.title?.text} />
        ) : null,
      )}
    </dl>
  )
  return card ? <Card card={card}>{list}</Card> : list
}

function Row(props: { row: SummaryRow; anyRowHasActions: boolean; cardTitle: ReactNode }) {
  const { row, anyRowHasActions, cardTitle } = props
  return (
    <div
      className={classNames(
        'govuk-summary-list__row',
        anyRowHasActions && !row.actions?.items && 'govuk-summary-list__row--no-actions',
        row.classes,
      )}
    >
      <dt className={classNames('govuk-summary-list__key', row.key?.classes)}>{row.key?.text}</dt>
      <dd className={classNames('govuk-summary-list__value', row.value?.classes)}>
        {row.value?.text}
      </dd>
      {row.actions?.items?.length ? (
        <dd className={classNames('govuk-summary-list__actions', row.actions.classes)}>
          <RowActions items={row.actions.items} cardTitle={cardTitle} />
        </dd>
      ) : null}
    </div>
  )
}

function RowActions({
  items,
  cardTitle,
}: {
  items: readonly SummaryAction[]
  cardTitle: ReactNode
}) {
  const [first] = items
  if (first && items.length === 1) return <ActionLink action={first} cardTitle={cardTitle} />
  return (
    <ul className="govuk-summary-list__actions-list">
      {items.map((action, index) => (
        <li key={index} className="govuk-summary-list__actions-list-item">
          <ActionLink action={action} cardTitle={cardTitle} />
        </li>
      ))}
    </ul>
  )
}

function ActionLink({ action, cardTitle }: { action: SummaryAction; cardTitle: ReactNode }) {
  return (
    <a
      className={classNames('govuk-link', action.classes)}
      href={action.href}
      {...action.attributes}
    >
      {action.text}
      {action.visuallyHiddenText || isShown(cardTitle) ? (
        <span className="govuk-visually-hidden">
          {action.visuallyHiddenText ? ` ${action.visuallyHiddenText}` : null}
          {isShown(cardTitle) ? <> ({cardTitle})</> : null}
        </span>
      ) : null}
    </a>
  )
}

function Card({ card, children }: { card: SummaryCard; children: ReactNode }) {
  return (
    <div className={classNames('govuk-summary-card', card.classes)} {...card.attributes}>
      <div className="govuk-summary-card__title-wrapper">
        {card.title ? <CardTitle {...card.title} /> : null}
        {card.actions?.items?.length ? (
          <CardActions {...card.actions} title={card.title?.text} />
        ) : null}
      </div>
      <div className="govuk-summary-card__content">{children}</div>
    </div>
  )
}

function CardTitle({ text, headingLevel = 2, classes }: NonNullable<SummaryCard['title']>) {
  const Heading = `h${headingLevel}` as const
  return <Heading className={classNames('govuk-summary-card__title', classes)}>{text}</Heading>
}

function CardActions({ items = [], classes, title }: SummaryActions & { title: ReactNode }) {
  const className = classNames('govuk-summary-card__actions', classes)
  const [first] = items
  if (first && items.length === 1) {
    return (
      <div className={className}>
        <ActionLink action={first} cardTitle={title} />
      </div>
    )
  }
  return (
    <ul className={className}>
      {items.map((action, index) => (
        <li key={index} className="govuk-summary-card__action">
          <ActionLink action={action} cardTitle={title} />
        </li>
      ))}
    </ul>
  )
}
