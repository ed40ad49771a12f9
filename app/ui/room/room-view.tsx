import { useEffect, useState } from 'react'
import { clockText, dayText, londonDay } from '#server/platform/rules/london.ts'
import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { ErrorSummary } from '../govuk/error-summary/error-summary.tsx'
import { withError } from '../error-title.ts'
import { RoomFrame } from '../layout/room-frame.tsx'
import { Panel } from '../panel.tsx'
import { AfterTheEnd } from './after.tsx'
import { AskedToShare, KeptCards } from './asked.tsx'
import { BeforeTheStart } from './before.tsx'
import { MarkedPresent } from './company.tsx'
import { CaseParts } from './case-parts.tsx'
import { Connection } from './connection.tsx'
import { Console } from './console.tsx'
import { LeadBar } from './console/lead-bar.tsx'
import { PauseCalls } from './console/pause-calls.tsx'
import { LearningAnytime } from './learning-form.tsx'
import { WhoIsHere } from './people.tsx'
import { YourPart } from './parts-cast.tsx'
import { isWriting, PhaseWork } from './phase-work.tsx'
import { ClosingBanner, isClosing, RoomBar } from './room-bar.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import {
  currentPhase,
  facilitatorName,
  placeOf,
  RoomProvider,
  useLiveRoom,
  useRoom,
  type Room,
} from './room-context.tsx'
import { RehearsalBar } from './rehearsal.tsx'
import { refusedControl } from './refused-control.ts'
import type { RoomPage, RoomRefusal } from './room-page.ts'
import { FacilitatorIsGone, LeadNotLoaded, SeatWasTaken } from './seat-notices.tsx'
import { UnsentTexts } from './unsent-texts.tsx'
import { whoSeesPause, YouBar } from './you-bar.tsx'

/** The page of a room: the console for whoever holds the seat, the same work for everybody. */
export function RoomView({ page, refusal }: { page: RoomPage; refusal: RoomRefusal | null }) {
  const room = useLiveRoom(page, refusal)
  const { view, state, holdsSeat, takesPart } = room
  const startsAt = Date.parse(view.room.startsAt)
  const over = useEnd(isOver(view))
  const begun = view.room.status === 'running' || view.room.status === 'paused'
  useEffect(() => {
    const title = titleOf(room.view)
    document.title = refusal ? withError(title) : title
  }, [room.view, refusal])
  return (
    <RoomProvider value={room}>
      <RoomFrame
        title={view.room.title}
        teamName={page.team.name}
        day={`${dayText(londonDay(startsAt))}, ${clockText(startsAt)}`}
        bar={<RoomBar />}
        closing={isClosing(view) ? <ClosingBanner /> : undefined}
        bottom={begun && takesPart ? holdsSeat ? <LeadBar /> : <YouBar /> : undefined}
        bottomLabel={holdsSeat ? 'Lead the room' : 'You'}
        news={state.news}
      >
        <Faults refusal={refusal} />
        {page.rehearsal ? <RehearsalBar room={page.room} team={page.team.team} /> : null}
        <Connection />
        <UnsentTexts />
        {over.isShown ? (
          <AfterTheEnd />
        ) : begun || isOver(view) ? (
          <>
            {isOver(view) ? <ClosedWhileWriting goOn={over.goOn} /> : null}
            <Running />
          </>
        ) : (
          <BeforeTheStart />
        )}
      </RoomFrame>
    </RoomProvider>
  )
}

/** 'Phase 4 of 10: Write – The quiet visit – Casecircle' */
export function titleOf(view: Room['view']): string {
  const phase = currentPhase(view)
  const where = phase
    ? `Phase ${placeOf(view, phase)} of ${view.phases.length}: ${phase.title} – `
    : ''
  return `${where}${view.room.title} – Casecircle`
}

/** Whether the end is shown: not to somebody who is in the middle of a text. */
function useEnd(isOver: boolean): { isShown: boolean; goOn: () => void } {
  const [isShown, setIsShown] = useState(isOver)
  const [held, setHeld] = useState(false)
  if (isOver && !isShown && !held) {
    if (isWriting(document.getElementById('main'))) setHeld(true)
    else setIsShown(true)
  }
  const goOn = () => setIsShown(true)
  return { isShown, goOn }
}

function ClosedWhileWriting({ goOn }: { goOn: () => void }) {
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>The room is closed.</b> What you typed in the last seconds came too late for the team. Go
        on, and you can keep it as a private note.
      </p>
      <Button type="button" attributes={{ onClick: goOn }} classes="govuk-button--secondary">
        Go on
      </Button>
    </Panel>
  )
}

function Running() {
  const { view, holdsSeat, isStaff } = useRoom()
  const wide = currentPhase(view)?.kind === 'theme'
  const work = (
    <>
      <YourPart />
      <PhaseWork level={holdsSeat ? 'h2' : 'h1'} />
      <LearningAnytime />
      {isStaff && !holdsSeat ? (
        <div className="govuk-!-margin-top-6">
          <CaseParts />
        </div>
      ) : null}
    </>
  )
  return (
    <>
      <PauseCalls />
      <PauseAsked />
      <Paused />
      <SeatWasTaken />
      <LeadNotLoaded />
      <FacilitatorIsGone />
      <MarkedPresent />
      <AskedToShare />
      <KeptCards />
      {holdsSeat ? (
        <>
          <Console />
          <section className="govuk-!-margin-top-7" aria-label="Your own part">
            {work}
          </section>
        </>
      ) : (
        <div className={wide ? undefined : 'cc-split'}>
          <div>{work}</div>
          <WhoIsHere row={wide} />
        </div>
      )}
    </>
  )
}

function Faults({ refusal }: { refusal: RoomRefusal | null }) {
  const { view } = useRoom()
  if (!refusal) return null
  const control = refusedControl(view, refusal)
  return (
    <ErrorSummary
      occasion={refusal}
      descriptionText={keptWords(refusal)}
      errorList={refusal.errors.map(({ message }) => ({
        text: message,
        ...(control ? { href: `#${control}` } : {}),
      }))}
    />
  )
}

/** Said once: many refusals say it themselves. */
function keptWords({ typed, errors }: RoomRefusal): string | undefined {
  const isSaid = errors.some(({ message }) => message.includes('kept'))
  return typed['text'] && !isSaid ? 'Your text is kept.' : undefined
}

function PauseAsked() {
  const { view, me, page, state, client } = useRoom()
  const [isBack, setIsBack] = useState(false)
  if ((!page.pauseAsked || isBack) && state.pauseAskedAt === null) return null
  const [knows] = whoSeesPause(view, me).split(',')
  return (
    <Panel kind="now" classes="govuk-!-margin-bottom-6" attributes={{ id: 'pause' }}>
      <p className="govuk-body">
        <b>{knows} knows. Nobody else does.</b> Step out, or stay and listen. You do not have to
        explain.
      </p>
      <div className="cc-btn-row cc-tools">
        <Button
          href={paths.room(page.room)}
          classes="govuk-button--secondary"
          linkAttributes={{
            onClick(event) {
              if (!client) return
              event.preventDefault()
              client.backFromPause()
              setIsBack(true)
            },
          }}
        >
          I am back
        </Button>
        <a className="govuk-link" href={paths.home}>
          Step out, to the home page
        </a>
      </div>
    </Panel>
  )
}

function Paused() {
  const { view, holdsSeat } = useRoom()
  if (view.room.status !== 'paused') return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>The room is paused.</b> Your text is kept. You can go on with your notes and your own
        learning.
        {holdsSeat ? '' : ` ${facilitatorName(view)} goes on with the room.`}
      </p>
    </Panel>
  )
}
