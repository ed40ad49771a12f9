import type { ReactNode } from 'react'
import {
  classNames,
  isShown,
  type Attributes,
  type ElementAttributes,
  type Items,
} from '../options.ts'

export type PaginationLink = {
  href?: string
  text?: ReactNode
  /** What the next or previous page is about; only shown where there are no numbers. */
  labelText?: string
  attributes?: Attributes<'a'>
}

export type PaginationItem = {
  number?: string | number
  visuallyHiddenText?: string
  href?: string
  current?: boolean
  ellipsis?: boolean
  attributes?: Attributes<'a'>
}

export type PaginationProps = {
  previous?: PaginationLink
  next?: PaginationLink
  items?: Items<PaginationItem>
  landmarkLabel?: string
  classes?: string
  attributes?: ElementAttributes
}

/** The way to the page before and after, with the numbers between where there are any. */
export function Pagination(props: PaginationProps) {
  const { previous, next, items } = props
  const isBlock = !items && Boolean(next || previous)
  return (
    <nav
      className={classNames(
        'govuk-pagination',
        isBlock && 'govuk-pagination--block',
        props.classes,
      )}
      aria-label={props.landmarkLabel || 'Pagination'}
      {...props.attributes}
    >
      {previous?.href ? <ArrowLink link={previous} type="prev" isBlock={isBlock} /> : null}
      {items ? (
        <ul className="govuk-pagination__list">
          {items.map((item, index) =>
            item && Object.keys(item).length > 0 ? <PageItem key={index} {...item} /> : null,
          )}
        </ul>
      ) : null}
      {next?.href ? <ArrowLink link={next} type="next" isBlock={isBlock} /> : null}
    </nav>
  )
}

function ArrowLink(props: { link: PaginationLink; type: 'prev' | 'next'; isBlock: boolean }) {
  const { link, type, isBlock } = props
  const arrow = <Arrow type={type} />
  return (
    <div className={`govuk-pagination__${type}`}>
      <a
        className="govuk-link govuk-pagination__link"
        href={link.href}
        rel={type}
        {...link.attributes}
      >
        {isBlock || type === 'prev' ? <>{arrow} </> : null}
        <span
          className={classNames(
            'govuk-pagination__link-title',
            isBlock && !link.labelText && 'govuk-pagination__link-title--decorated',
          )}
        >
          {isShown(link.text) ? link.text : <DefaultText type={type} />}
        </span>
        {link.labelText && isBlock ? (
          <>
            {' '}
            <span className="govuk-visually-hidden">:</span>{' '}
            <span className="govuk-pagination__link-label">{link.labelText}</span>
          </>
        ) : null}
        {!isBlock && type === 'next' ? <> {arrow}</> : null}
      </a>
    </div>
  )
}

function DefaultText({ type }: { type: 'prev' | 'next' }) {
  return (
    <>
      {type === 'prev' ? 'Previous' : 'Next'}
      <span className="govuk-visually-hidden"> page</span>
    </>
  )
}

function PageItem(item: PaginationItem) {
  const className = classNames(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  )
  if (item.ellipsis) return <li className={className}>⋯</li>
  return (
    <li className={className}>
      <a
        className="govuk-link govuk-pagination__link"
        href={item.href ?? ''}
        aria-label={item.visuallyHiddenText ?? `Page ${item.number}`}
        aria-current={item.current ? 'page' : undefined}
        {...item.attributes}
      >
        {item.number}
      </a>
    </li>
  )
}

const arrowPaths = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

function Arrow({ type }: { type: 'prev' | 'next' }) {
  return (
    <svg
      className={`govuk-pagination__icon govuk-pagination__icon--${type}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={arrowPaths[type]} />
    </svg>
  )
}
