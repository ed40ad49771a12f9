import { useEffect } from 'react'
import type { Invitation, ScreenPage } from '#server/rooms/rules/invitation.ts'
import { clockText, dayText, londonDay } from '#server/platform/rules/london.ts'
import type { Screen, ScreenPhase } from '#server/rooms/rules/screen.ts'
import { classNames } from '../govuk/options.ts'
import { fillClass } from '../progress.tsx'
import { Qr } from '../qr.tsx'
import { OnScreen } from './on-screen.tsx'
import { useScreen } from './use-screen.ts'

/** Beside so many columns there is still a line for who plays which part. */
const columnsWithParts = 3

/** The room on a wall: one question, minutes only, nothing to press. */
export function ScreenView({ first }: { first: ScreenPage<Screen> }) {
  const live = useScreen(first)
  if (live.kind === 'stopped') return <ScreenStopped message={live.message} />
  return <Wall page={live.page} isOld={live.isOld} />
}

function Wall({ page, isOld }: { page: ScreenPage<Screen>; isOld: boolean }) {
  const { screen, invitation } = page
  const title = wallTitle(screen)
  useEffect(() => {
    document.title = `${title} – Casecircle`
  }, [title])
  return (
    <main className={classNames('cc-screen', isDense(screen) && 'cc-screen--dense')} id="main">
      {/* Without JavaScript the page loads itself again. */}
      <noscript>
        <meta httpEquiv="refresh" content="10" />
      </noscript>
      {screen.status === 'running' && screen.phase ? (
        <Running screen={screen} phase={screen.phase} invitation={invitation} />
      ) : (
        <Standing screen={screen} invitation={invitation} />
      )}
      <Foot screen={screen} invitation={invitation} isOld={isOld} />
    </main>
  )
}

/** Much text under the question: the question steps back, so that nobody has to scroll a wall. */
function isDense({ phase, parts, status }: Screen): boolean {
  // Beside the door, and under an order of turns, a few parts fill the wall.
  if (!phase) return status === 'lobby' && parts.length > 2
  const { part } = phase.shown
  const isTold = phase.speaks !== null || parts.length > 0
  return (
    part === 'rules' || part === 'board' || part === 'statements' || (part === 'turns' && isTold)
  )
}

/** Nothing more fits under what the phase shows. */
function isFull(shown: ScreenPhase['shown']): boolean {
  if (shown.part === 'board') return shown.columns.length > columnsWithParts
  return shown.part === 'rules' || shown.part === 'statements'
}

/** 'Screen: Round – The quiet visit' */
export function wallTitle({ title, phase }: Screen): string {
  return phase ? `Screen: ${phase.title} – ${title}` : `Screen: ${title}`
}

function Running(props: { screen: Screen; phase: ScreenPhase; invitation: Invitation | null }) {
  const { screen, phase } = props
  return (
    <>
      <div>
        <Timeline screen={screen} percent={phase.gonePercent} />
        <div className="cc-screen__top">
          <p>
            <span className="cc-screen__phase">
              <span className="govuk-visually-hidden">
                Phase {phase.place} of {screen.phases.length}:{' '}
              </span>
              {phase.title}
              {phase.withoutNames ? ', without names' : ''}
            </span>{' '}
            &nbsp;{phase.next ? `Next: ${phase.next}` : 'The last phase'}
          </p>
          <MinutesLeft phase={phase} />
        </div>
      </div>
      <div className="cc-screen__mid">
        <h1>{phase.question}</h1>
        <OnScreen shown={phase.shown} />
        {isFull(phase.shown) ? null : (
          <>
            {phase.speaks ? (
              <p className="cc-screen__parts">
                <b>Who speaks:</b> {phase.speaks}
              </p>
            ) : null}
            <Parts parts={screen.parts} />
          </>
        )}
      </div>
    </>
  )
}

/** Who plays which part, as far as it was cast. */
function Parts({ parts }: { parts: Screen['parts'] }) {
  if (parts.length === 0) return null
  return (
    <p className="cc-screen__parts">
      {parts.map(({ title, names }, index) => (
        <span key={title}>
          {index > 0 ? ' · ' : ''}
          <b>{title}:</b> {names.join(', ')}
        </span>
      ))}
    </p>
  )
}

function Timeline({ screen, percent }: { screen: Screen; percent: number }) {
  return (
    <ol className="cc-phases" aria-label={`The ${screen.phases.length} phases of this room`}>
      {screen.phases.map(({ title, minutes, state }, index) => (
        <li
          key={index}
          className={classNames(
            `m${Math.min(60, Math.max(1, minutes))}`,
            state === 'now' && `is-now ${fillClass(percent)}`,
            state === 'done' && 'is-done',
          )}
          aria-current={state === 'now' ? 'step' : undefined}
        >
          <i />
          <b>{title}</b>{' '}
          <small>
            {minutes} min{state === 'done' ? ', done' : ''}
          </small>
        </li>
      ))}
    </ol>
  )
}

function MinutesLeft({ phase }: { phase: ScreenPhase }) {
  const { minutesLeft, gonePercent, isClosing } = phase
  if (isClosing) {
    return (
      <p className="cc-screen__time">
        <b>Finish your sentence</b>
      </p>
    )
  }
  return (
    <p className="cc-screen__time">
      <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
        <circle className="cc-screen__ring" cx="18" cy="18" r="16.5" />
        <circle
          className="cc-screen__left"
          cx="18"
          cy="18"
          r="8"
          pathLength="100"
          strokeDasharray={`${100 - gonePercent} 100`}
          transform="rotate(-90 18 18)"
        />
      </svg>
      {minutesLeft > 0 ? (
        <span>
          <b>{minutesLeft}</b> {minutesLeft === 1 ? 'minute' : 'minutes'} left, as a guide
        </span>
      ) : (
        <span>Time is up, as a guide</span>
      )}
    </p>
  )
}

/** A room that is not in a phase: before the start, in a pause, after the last phase, at the end. */
function Standing({ screen, invitation }: { screen: Screen; invitation: Invitation | null }) {
  return (
    <>
      <div>
        <Timeline screen={screen} percent={0} />
      </div>
      <div className={classNames('cc-screen__mid', invitation && 'cc-screen__mid--door')}>
        <div className="cc-screen__words">
          <h1>{screen.title}</h1>
          <p>{standing(screen)}</p>
          <Parts parts={screen.parts} />
          {screen.status === 'lobby' && invitation ? (
            <>
              <p>
                Go to <b>{invitation.address}</b>
              </p>
              <p>
                Code <b className="cc-screen__code">{invitation.code}</b>
              </p>
            </>
          ) : null}
        </div>
        {screen.status === 'lobby' && invitation ? (
          <Qr code={invitation.qr} label={`QR code: opens ${invitation.link}`} />
        ) : null}
      </div>
    </>
  )
}

function standing({ status, startsAt }: Screen): string {
  const at = Date.parse(startsAt)
  switch (status) {
    case 'scheduled':
      return `${dayText(londonDay(at))}, ${clockText(at)}`
    case 'lobby':
      return `Starts at ${clockText(at)}. Come in:`
    case 'paused':
      return 'The room is paused. Your text is kept.'
    case 'running':
      return 'All phases are done.'
    case 'closed':
    case 'abandoned':
      return 'The room is closed. Thank you for reflecting together.'
  }
}

type FootProps = { screen: Screen; invitation: Invitation | null; isOld: boolean }

function Foot({ screen, invitation, isOld }: FootProps) {
  const { here, status } = screen
  const over = status === 'closed' || status === 'abandoned'
  return (
    <div className="cc-screen__foot">
      {isOld ? (
        <p role="status">No connection. What stands here may be old.</p>
      ) : invitation && status !== 'lobby' ? (
        <p>
          Late? Go to <b>{invitation.address}</b>, code <b>{invitation.code}</b>
        </p>
      ) : (
        <p>{over || invitation ? '' : 'The room is not open yet.'}</p>
      )}
      {over || status === 'scheduled' || !here ? null : (
        <p>
          {here.present} of {here.of} here
        </p>
      )}
    </div>
  )
}

/** A display address that was stopped, or a screen that is no longer for whoever looks. */
export function ScreenStopped({ message }: { message: string }) {
  return (
    <main className="cc-screen" id="main">
      <div className="cc-screen__mid">
        <h1>This screen is off</h1>
        <p>{message}</p>
      </div>
    </main>
  )
}
