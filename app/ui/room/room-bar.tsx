import { Fragment } from 'react'
import { clockText } from '#server/platform/rules/london.ts'
import { heldMs, isHeld } from '#server/rooms/rules/beside.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import {
  countdownText,
  durationText,
  gonePercent,
  leftMs,
  secondsToDeadline,
} from '#app/room-client/room-clock.ts'
import { paths } from '#app/paths.ts'
import { slotOf } from '#app/room-client/kept-items.ts'
import { unsavedPlace } from '#app/room-client/save-place.ts'
import { coFacilitators, listed, nameOf } from '#app/room-client/people.ts'
import { fillClass } from '../progress.tsx'
import { SaveState } from '../save-state.tsx'
import { Seat } from '../seat.tsx'
import { Icon } from '../icon.tsx'
import { classNames } from '../govuk/options.ts'
import { currentPhase, placeOf, useLasting, useRoom, useServerNow } from './room-context.tsx'

/** Where we are: timeline, phase, time, save state, who is here. */
export function RoomBar() {
  const { view, holdsSeat } = useRoom()
  const phase = currentPhase(view)
  return (
    <>
      <Timeline />
      <div className={classNames('cc-roombar__facts', phase?.state === 'closing' && 'is-closing')}>
        <p className="cc-roombar__now">{phase ? <WhichPhase phase={phase} /> : <Standing />}</p>
        {phase && phase.state === 'open' && view.room.status === 'running' ? (
          <TimeLeft phase={phase} />
        ) : null}
        {holdsSeat ? <YouFacilitate /> : null}
        <Connection />
        <Here />
      </div>
    </>
  )
}

function WhichPhase({ phase }: { phase: PhaseView }) {
  const { view } = useRoom()
  return (
    <>
      <span className="cc-sr-narrow">Phase </span>
      {placeOf(view, phase)} of {view.phases.length}: <b>{phase.title}</b>
    </>
  )
}

function Standing() {
  const { view } = useRoom()
  const words = {
    scheduled: 'Not open yet',
    lobby: 'Open, not started',
    running: 'All phases are done',
    paused: 'Paused',
    closed: 'Closed',
    abandoned: 'Closed',
  }
  return <b>{words[view.room.status]}</b>
}

function YouFacilitate() {
  const { view } = useRoom()
  const others = coFacilitators(view).map((one) => nameOf(view, one.person))
  const beside = `, ${listed(others)} ${others.length === 1 ? 'is co-facilitator' : 'are co-facilitators'}`
  return (
    <p className="cc-small">
      <b>You facilitate</b>
      {others.length > 0 ? beside : ''}
    </p>
  )
}

/** The phases in order, as wide as they are long. */
export function Timeline() {
  const { view, beside } = useRoom()
  const now = useServerNow(5_000)
  return (
    <ol className="cc-phases" aria-label={`The ${view.phases.length} phases of this room`}>
      {view.phases.map((phase) => {
        const isNow = phase.id === view.current
        const isDone = !isNow && phase.state === 'closed'
        const Name = isNow ? 'b' : Regular
        return (
          <li
            key={phase.id}
            className={classNames(
              `m${Math.min(60, Math.max(1, phase.minutes))}`,
              isNow &&
                `is-now ${fillClass(gonePercent(phase, now, heldMs(beside, phase.id, now)))}`,
              isDone && 'is-done',
            )}
            aria-current={isNow ? 'step' : undefined}
          >
            <i />
            <Name>{phase.title}</Name>{' '}
            <small>
              {phase.minutes} min
              {isDone ? <span className="govuk-visually-hidden">, done</span> : null}
            </small>
          </li>
        )
      })}
    </ol>
  )
}

function Regular({ children }: { children: React.ReactNode }) {
  return <b className="govuk-!-font-weight-regular">{children}</b>
}

/** Time advises: nothing advances by itself. */
function TimeLeft({ phase }: { phase: PhaseView }) {
  const { beside } = useRoom()
  const now = useServerNow(500)
  const left = leftMs(phase, now, heldMs(beside, phase.id, now))
  if (left <= 0) return <p className="cc-time">Time is up, as a guide</p>
  return (
    <p className="cc-time">
      <b>
        <time dateTime={durationText(left)}>{countdownText(left)}</time>
      </b>{' '}
      left
      <span className="cc-wideonly">{isHeld(beside, phase.id) ? ', held' : ', as a guide'}</span>
    </p>
  )
}

/** Where the texts of this page are, in the words that we always use. */
function Connection() {
  const { state } = useRoom()
  const { link, kept, waitingSince, outbox, onDevice } = state
  const isSlow = useLasting(waitingSince !== null, 1_000)
  if (link === 'none') return null
  const isCut = link === 'offline' || link === 'connecting'
  if (waitingSince !== null && (isCut || isSlow)) {
    const isKept = outbox.waiting.every(({ command }) => onDevice.has(slotOf(command)))
    return <SaveState state={unsavedPlace(link, isKept)} />
  }
  if (link === 'offline') {
    return (
      <p className="cc-save cc-save--device">
        <Icon name="device" />
        <span>Offline. We keep trying.</span>
      </p>
    )
  }
  if (kept) {
    const time = clockText(kept.at)
    return <SaveState state={{ kind: kept.for === 'team' ? 'team' : 'saved', time }} />
  }
  if (link === 'connecting') return null
  return (
    <p className="cc-save cc-save--team">
      <Icon name="tick" />
      <span>Connected</span>
    </p>
  )
}

function Here() {
  const { view, here, holdsSeat } = useRoom()
  const phase = currentPhase(view)
  // Whoever leads has everybody beside, and their bar has one line more to hold.
  const hasSeats = !holdsSeat && !phase?.anonymous && phase?.state !== 'closing'
  // While names are off a page that has just been loaded is not told who is here.
  if (here === null) return null
  const shown = view.people.filter((one) => isHere(here, one.person))
  return (
    <p className="cc-here">
      {hasSeats ? (
        <span aria-hidden="true">
          {shown.slice(0, 8).map((one) => (
            <Fragment key={one.person}>
              <Seat
                name={one.name}
                {...(one.person === view.seat.person ? { kind: 'lead' as const } : {})}
              />
            </Fragment>
          ))}
        </span>
      ) : null}
      {shown.length} here
    </p>
  )
}

export function isHere(here: readonly string[] | null, person: string): boolean {
  return here === null || here.includes(person)
}

/** "Finish your sentence: 8 s": said to all, with the time that is left until the deadline. */
export function ClosingBanner() {
  const { view, client, page, takesPart } = useRoom()
  const phase = currentPhase(view)
  const now = useServerNow(250)
  if (phase?.state !== 'closing' || view.room.status !== 'running') return null
  const seconds = secondsToDeadline(phase, now)
  return (
    <>
      <p>
        <strong>Finish your sentence{client ? `: ${seconds} s` : ''}</strong>
      </p>
      <p>Your text is kept. You can go on when you are ready.</p>
      <noscript>
        <p>
          {takesPart ? 'Send what you have written. Then: ' : null}
          <a className="govuk-link govuk-link--inverse" href={paths.room(page.room)}>
            Check for news
          </a>
        </p>
      </noscript>
      <div className={`cc-closing__bar ${fillClass(seconds * 10)}`} aria-hidden="true" />
    </>
  )
}

export function isClosing(view: ReturnType<typeof useRoom>['view']): boolean {
  return view.room.status === 'running' && currentPhase(view)?.state === 'closing'
}
