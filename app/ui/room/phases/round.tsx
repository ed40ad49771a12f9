import { at } from '#server/rooms/rules/view.ts'
import { nextSpeaker } from '#server/rooms/rules/turns.ts'
import type { TurnsView, View } from '#server/rooms/rules/shapes.ts'
import { nameOf } from '#app/room-client/people.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Details } from '../../govuk/details/details.tsx'
import { Panel } from '../../panel.tsx'
import { Seat } from '../../seat.tsx'
import { classNames } from '../../govuk/options.ts'
import { AgreedTexts } from '../agreed-texts.tsx'
import { CommandForm } from '../command-form.tsx'
import { Composer, NoteField } from '../composer.tsx'
import { isHere } from '../room-bar.tsx'
import { useMainButton, useNames, useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { CardsOf, Question, type PhaseProps } from './parts.tsx'

/** Equal voice: each person has a turn, and nobody comes in on it. */
export function Round({ phase }: PhaseProps) {
  const { view, me, takesPart, holdsSeat } = useRoom()
  const turns = at(view.turns, phase.id)
  const open = phase.state === 'open' || phase.state === 'closing'
  return (
    <>
      <Question phase={phase} />
      {turns && open ? turns.now === me ? <YourTurn /> : <Waiting turns={turns} /> : null}
      {turns && !holdsSeat ? (
        <>
          <h2 className="govuk-heading-m govuk-!-margin-top-6">Order of this round</h2>
          <TurnOrder turns={turns} />
        </>
      ) : null}
      <JustShown phase={phase} />
      <CardsOf phase={phase} title="Written in this round" />
      {takesPart ? (
        <div className="govuk-!-margin-top-6">
          <Details summaryText="Write instead of speaking" open={phase.state === 'closed'}>
            <Composer
              phase={phase}
              field="card"
              label="What you want to say"
              button="Post"
              readers="team-with-name"
              hint="Everybody reads it at once. No names of real people or places."
              isMain={false}
            />
          </Details>
        </div>
      ) : null}
      <ShownBefore but={phase} />
      <AgreedTexts />
      <OwnNotes except={phase.id} open />
      <ReadAgain />
      {takesPart ? <NoteField phase={phase} label="Your own notes" /> : null}
    </>
  )
}

function YourTurn() {
  const { view, me, holdsSeat, page } = useRoom()
  const main = useMainButton()
  const isTold = at(page.speaks, view.current ?? '') !== undefined
  return (
    <Panel kind={holdsSeat ? 'plain' : 'now'} attributes={{ id: 'turn' }}>
      <h2 className="govuk-heading-l govuk-!-margin-bottom-1">
        It is your turn, {nameOf(view, me)}
      </h2>
      <p className="govuk-body">
        {isTold
          ? 'Take your time. The others wait for their own turns.'
          : 'Nobody comes in while you speak. One thing that struck you is enough.'}
      </p>
      <div className="cc-btn-row">
        <CommandForm type="turn.finish" expect={{ phase: view.current }}>
          <Button classes={main}>I have finished</Button>
        </CommandForm>
        <CommandForm type="turn.pass" expect={{ phase: view.current }}>
          <Button classes="govuk-button--secondary">Pass for now</Button>
        </CommandForm>
      </div>
      <p className="govuk-body cc-small cc-quiet">
        If you pass, you are asked once more at the end. You may pass again.
      </p>
    </Panel>
  )
}

function Waiting({ turns }: { turns: TurnsView }) {
  const { view, me, holdsSeat, takesPart, here } = useRoom()
  if (!turns.now) {
    return (
      <Panel attributes={{ id: 'turn' }}>
        <p className="govuk-body">
          <b>Everybody has had a turn.</b>{' '}
          {holdsSeat
            ? 'Go on to the next phase when the room is ready.'
            : `${nameOf(view, view.seat.person)} goes on in a moment.`}
        </p>
      </Panel>
    )
  }
  const queue = queueOf(view, turns)
  const place = queue.indexOf(me)
  const before = place > 0 ? queue[place - 1] : undefined
  return (
    <Panel attributes={{ id: 'turn' }}>
      <p className="govuk-body">
        <b>
          {isHere(here, turns.now)
            ? `${nameOf(view, turns.now)} is speaking.`
            : `${nameOf(view, turns.now)} has the turn, and is not here now.`}
        </b>{' '}
        {before === undefined
          ? `${
              turns.order.includes(me)
                ? 'You have had your turn.'
                : 'You have no turn in this round.'
            } Listen${takesPart ? ', and keep what strikes you in your notes' : ''}.`
          : place === 1
            ? 'You are next.'
            : `Your turn comes after ${nameOf(view, before)}.`}
      </p>
    </Panel>
  )
}

/** Who is still to speak, the speaker first: everybody once, then those who passed. */
export function queueOf(view: View, turns: TurnsView): string[] {
  if (!turns.now) return []
  const queue: string[] = [turns.now]
  let ended = [...turns.ended, { person: turns.now, how: 'finished' as const }]
  for (;;) {
    const next = nextSpeaker(view, { order: turns.order, ended })
    if (next === undefined || queue.length > turns.order.length * 2) return queue
    queue.push(next)
    ended = [...ended, { person: next, how: 'finished' as const }]
  }
}

/** The order of turns as a line of seats, each with its word. */
export function TurnOrder({ turns, short = false }: { turns: TurnsView; short?: boolean }) {
  const { view, here } = useRoom()
  const names = useNames()
  const queue = queueOf(view, turns)
  return (
    <ol className="cc-round" aria-label="Order of this round">
      {turns.order.map((person) => {
        const state = stateOf(view, turns, person, queue, short)
        const isNow = turns.now === person
        const isAway = isNow && !isHere(here, person)
        return (
          <li
            key={person}
            className={classNames(state.className) || undefined}
            aria-current={isNow ? 'true' : undefined}
          >
            <Seat name={nameOf(view, person)} />
            <span>
              {names(person)}
              <small>{isAway ? 'not here now' : state.words}</small>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function stateOf(view: View, turns: TurnsView, person: string, queue: string[], short: boolean) {
  const mine = turns.ended.filter((turn) => turn.person === person)
  const last = mine.at(-1)
  if (turns.now === person)
    return { className: 'is-now', words: short ? 'speaking' : 'speaking now' }
  if (mine.some((turn) => turn.how === 'finished')) {
    return { className: 'is-done', words: 'has spoken' }
  }
  if (last?.how === 'passed') {
    const asked = queue.includes(person)
    return {
      className: 'is-pass',
      words: asked && !short ? 'passed, asked again at the end' : 'passed',
    }
  }
  if (last?.how === 'moved') return { className: 'is-pass', words: 'turn moved on' }
  const place = queue.indexOf(person)
  if (place === 1) return { className: '', words: 'next' }
  if (person === view.seat.person) return { className: '', words: 'facilitator, last' }
  const before = place > 1 ? queue[place - 1] : undefined
  return { className: '', words: before ? `after ${nameOf(view, before)}` : '' }
}
