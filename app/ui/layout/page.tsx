import type { ReactNode } from 'react'
import { paths } from '#app/paths.ts'
import { SkipLink } from '../govuk/skip-link/skip-link.tsx'
import { Wordmark } from '../wordmark.tsx'
import { Navigation, navigationLinks } from './navigation.tsx'
import { News } from './news.tsx'

/** What the frame of a page says about the person who looks at it. */
export type Reader = {
  firstName: string
  organisationName: string
  /** The teams that stand in the navigation, one link each. */
  teams: readonly { team: string; name: string }[]
  isAdministrator: boolean
}

export type PageProps = {
  /** Null or left out: nobody is signed in, so there is no navigation. */
  reader?: Reader | null
  /** The address in the navigation that this page belongs to, such as `paths.cpd`. */
  current?: string
  /** Read out politely when it changes. */
  news?: string
  children: ReactNode
}

/** The frame of every page outside a room: skip link, header, navigation, main, news, footer. */
export function Page({ reader, current, news, children }: PageProps) {
  return (
    <>
      <SkipLink href="#main">Skip to main content</SkipLink>
      <Header reader={reader ?? null} />
      {reader ? <Navigation links={navigationLinks(reader)} current={current} /> : null}
      <div className="govuk-width-container">
        <main className="cc-main" id="main">
          {children}
          <News>{news}</News>
        </main>
      </div>
      <Footer />
    </>
  )
}

function Header({ reader }: { reader: Reader | null }) {
  return (
    <header className="cc-header">
      <div className="govuk-width-container cc-header__in">
        <Wordmark />
        {reader ? (
          <>
            <p className="cc-header__org">{reader.organisationName}</p>
            <p className="cc-header__org cc-header__me">
              <a className="govuk-link" href={paths.account}>
                {reader.firstName}
                <span className="govuk-visually-hidden">, your account</span>
              </a>
            </p>
          </>
        ) : null}
      </div>
    </header>
  )
}

function Footer() {
  return (
    <footer className="cc-footer">
      <div className="govuk-width-container">
        <ul>
          {footerLinks.map(({ text, href }) => (
            <li key={href}>
              <a className="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
        <p>What you write in your CPD record belongs to you. Your employer cannot read it.</p>
      </div>
    </footer>
  )
}

const footerLinks = [
  { text: 'Help', href: paths.help },
  { text: 'Privacy', href: paths.privacy },
  { text: 'Accessibility', href: paths.accessibility },
]
