import type { ScreenPart, ScreenTurn } from '#server/rooms/rules/screen-parts.ts'
import { classNames } from '../govuk/options.ts'
import { Seat } from '../seat.tsx'

/** What a phase puts under its question; a part left out does not compile. */
export function OnScreen({ shown }: { shown: ScreenPart }) {
  switch (shown.part) {
    case 'line':
      return <p>{shown.line}</p>
    case 'rules':
      return (
        <ul className="cc-screen__rules">
          {shown.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )
    case 'stage':
      return (
        <p>
          <b>{shown.title}</b>. {shown.line}
        </p>
      )
    case 'turns':
      return <Turns turns={shown.turns} />
    case 'board':
      return <Board {...shown} />
    case 'totals':
      return (
        <ol className="cc-screen__list" aria-label="All votes, most first">
          {shown.totals.map(({ title, dots }, index) => (
            <li key={index}>
              <b>
                {dots} {dots === 1 ? 'vote' : 'votes'}
              </b>{' '}
              {title}
            </li>
          ))}
        </ol>
      )
    case 'scale':
      return (
        <dl className="cc-screen__scale">
          {shown.values.map(({ value, people }) => (
            <div key={value}>
              <dt>{value}</dt>
              <dd>
                {people}
                <span className="govuk-visually-hidden"> {people === 1 ? 'person' : 'people'}</span>
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'groups':
      return (
        <ul className="cc-screen__columns">
          {shown.groups.map(({ title, names }) => (
            <li key={title}>
              <b>{title}</b>
              <p>{names.join(', ')}</p>
            </li>
          ))}
        </ul>
      )
    case 'statements':
      return <Statements {...shown} />
  }
}

const turnWords = {
  done: 'has spoken',
  now: 'speaking',
  next: 'next',
  passed: 'at the end',
  over: 'turn is over',
  ahead: '',
} as const satisfies Record<ScreenTurn['state'], string>
const turnClass = {
  done: 'is-done',
  now: 'is-now',
  next: '',
  passed: 'is-pass',
  over: 'is-pass',
  ahead: '',
} as const

function Turns({ turns }: { turns: ScreenTurn[] }) {
  return (
    <ol className="cc-round" aria-label="Order of this round">
      {turns.map(({ name, state }, index) => (
        <li
          key={index}
          className={classNames(turnClass[state]) || undefined}
          aria-current={state === 'now' ? 'true' : undefined}
        >
          <Seat name={name} />
          <span>
            {name}
            <small>{turnWords[state]}</small>
          </span>
        </li>
      ))}
    </ol>
  )
}

function Board({ columns, more }: Extract<ScreenPart, { part: 'board' }>) {
  return (
    <>
      <ul className="cc-screen__columns">
        {columns.map(({ title, count, cards }, index) => (
          <li key={index}>
            {title === null ? null : (
              <p>
                <b>{title}</b> ({count})
              </p>
            )}
            {cards.map(({ text, name }, place) => (
              <p key={place}>
                {text}
                {name ? <span className="cc-screen__name"> {name}</span> : null}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {more > 0 ? <p>And {more} more on your own device.</p> : null}
    </>
  )
}

function Statements({ statements, more, actions }: Extract<ScreenPart, { part: 'statements' }>) {
  return (
    <>
      <ul className="cc-screen__list">
        {statements.map(({ text, agree, reserve, disagree }, index) => (
          <li key={index}>
            {text}
            <p className="cc-screen__name">
              {agree} agree
              {reserve > 0 ? `, ${reserve} with reservation` : ''}
              {disagree > 0 ? `, ${disagree} disagree` : ''}
            </p>
          </li>
        ))}
      </ul>
      {more > 0 || actions > 0 ? (
        <p>
          {more > 0 ? `${more} more ${more === 1 ? 'statement' : 'statements'}. ` : ''}
          {actions > 0 ? `${actions} ${actions === 1 ? 'action' : 'actions'} so far.` : ''}
        </p>
      ) : null}
    </>
  )
}
