import type { ReactNode } from 'react'

/** One shared entry in a list, whoever shares it. */
export type ShareLine = {
  id: string
  href: string
  title: string
  /** Whose it is or who reads it, for who hears the link by itself. */
  who: string
  tag: ReactNode
  text: string
}

/** Shared entries, of others or of one's own; where there are none, what would stand here. */
export function ShareList({ lines, none }: { lines: readonly ShareLine[]; none: string }) {
  if (lines.length === 0) return <p className="govuk-body">{none}</p>
  return (
    <ul className="govuk-list cc-stack">
      {lines.map(({ id, href, title, who, tag, text }) => (
        <li key={id} className="cc-panel">
          <div className="cc-row govuk-!-margin-bottom-1">
            <h3 className="govuk-heading-s">
              <a className="govuk-link" href={href}>
                {title}
                <span className="govuk-visually-hidden">{who}</span>
              </a>
            </h3>
            {tag}
          </div>
          <p className="govuk-body govuk-!-margin-bottom-0">{text}</p>
        </li>
      ))}
    </ul>
  )
}
