import type { ReactNode } from 'react'
import { classNames, type Attributes, type ElementAttributes } from '../options.ts'

export type BreadcrumbsProps = {
  items?: readonly { text?: ReactNode; href?: string; attributes?: Attributes<'a'> }[]
  classes?: string
  collapseOnMobile?: boolean
  labelText?: string
  attributes?: ElementAttributes
}

/** Where this page stands; an item without an address is the page itself. */
export function Breadcrumbs(props: BreadcrumbsProps) {
  return (
    <nav
      className={classNames(
        'govuk-breadcrumbs',
        props.classes,
        props.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
      )}
      aria-label={props.labelText ?? 'Breadcrumb'}
      {...props.attributes}
    >
      <ol className="govuk-breadcrumbs__list">
        {props.items?.map((item, index) =>
          item.href ? (
            <li key={index} className="govuk-breadcrumbs__list-item">
              <a className="govuk-breadcrumbs__link" href={item.href} {...item.attributes}>
                {item.text}
              </a>
            </li>
          ) : (
            <li key={index} className="govuk-breadcrumbs__list-item" aria-current="page">
              {item.text}
            </li>
          ),
        )}
      </ol>
    </nav>
  )
}
