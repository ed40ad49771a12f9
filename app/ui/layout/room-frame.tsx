import type { ReactNode } from 'react'
import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { SkipLink } from '../govuk/skip-link/skip-link.tsx'
import { Wordmark } from '../wordmark.tsx'
import { News } from './news.tsx'

export type RoomFrameProps = {
  /** The case that the room is about. */
  title: string
  teamName: string
  /** The day in words: "Thursday 26 November". */
  day: string
  /** What leaves the room: a link home unless something else is given (a form with a button). */
  leave?: ReactNode
  /** The room bar: timeline, phase, time, save state, who is here. */
  bar?: ReactNode
  /** Between bar and work, only while a phase is closing. */
  closing?: ReactNode
  /** The bottom bar: a person's own buttons, or the facilitator's next step. */
  bottom?: ReactNode
  /** What the bottom bar is called: "You", "Lead the room". */
  bottomLabel?: string
  /** Read out politely when it changes. */
  news?: string
  children: ReactNode
}

/** The frame of a room, the same in every phase: header, bar, work, bottom bar. */
export function RoomFrame(props: RoomFrameProps) {
  return (
    <div className="cc-room">
      <SkipLink href="#main">Skip to main content</SkipLink>
      <RoomHeader {...props} />
      {props.bar ? (
        <section className="cc-roombar" aria-label="Where we are">
          <div className="cc-wide">{props.bar}</div>
        </section>
      ) : null}
      {props.closing ? (
        <section className="cc-closing" aria-label="This phase is closing">
          <div className="cc-wide">{props.closing}</div>
        </section>
      ) : null}
      <div className="cc-room__work">
        <div className="cc-wide">
          <main className="cc-main" id="main">
            {props.children}
            <News>{props.news}</News>
            <noscript>
              {/* An address without a fragment: to one with it a browser would only jump. */}
              <form method="get" action="?">
                <Button classes="govuk-button--secondary">Check for news</Button>
              </form>
            </noscript>
          </main>
        </div>
      </div>
      {props.bottom ? (
        <section className="cc-youbar" aria-label={props.bottomLabel ?? 'You'}>
          {props.bottom}
        </section>
      ) : null}
    </div>
  )
}

function RoomHeader({ title, teamName, day, leave }: RoomFrameProps) {
  return (
    <header className="cc-header">
      <div className="cc-wide cc-header__in">
        <Wordmark />
        <p className="cc-header__where">
          <b>{title}</b>{' '}
          <span>
            {teamName}
            <span>, {day}</span>
          </span>
        </p>
        <div className="cc-header__org cc-leave">{leave ?? <LeaveLink />}</div>
      </div>
    </header>
  )
}

function LeaveLink() {
  return (
    <a className="govuk-link" href={paths.home}>
      Leave<span className="govuk-visually-hidden"> the room</span>
    </a>
  )
}
