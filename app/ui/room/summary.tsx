import type { Person } from '#server/rooms/rules/shapes.ts'
import type { Summary as RoomSummary, SummaryPart } from '#server/rooms/rules/summary.ts'
import { SummaryList } from '../govuk/summary-list/summary-list.tsx'
import { Mark } from '../mark.tsx'
import { WhoReads } from '../who-reads.tsx'
import { whoAndWhen } from './phases/actions.tsx'

type Of<P extends SummaryPart['part']> = Extract<SummaryPart, { part: P }>

/** What the team keeps of a room: agreements with dissent, actions, themes. Never private text. */
export function Summary({ summary, people }: { summary: RoomSummary; people: readonly Person[] }) {
  const agreed = summary.phases.flatMap(({ part }) => (part.part === 'agreement' ? [part] : []))
  return (
    <>
      {agreed.map((part, index) => (
        <Agreement key={index} part={part} people={people} />
      ))}
      {withoutRepeats(summary.phases).map(({ phase, title, part }) => (
        <Part key={phase} title={title} part={part} people={people} />
      ))}
      <Unopened summary={summary} />
    </>
  )
}

/** Each card once: under its theme where there is one, else in the phase it was written in. */
function withoutRepeats(phases: RoomSummary['phases']): RoomSummary['phases'] {
  const place = new Map(phases.map((one, index) => [one.phase, index]))
  const grouped = phases.findIndex((one) => one.part.part === 'themes')
  if (grouped < 0) return phases
  const isBefore = (phase: string) => (place.get(phase) ?? 0) <= grouped
  return phases.flatMap((one, index) => {
    if (one.part.part === 'cards' && index < grouped) return []
    if (one.part.part !== 'themes') return [one]
    const loose = one.part.loose.filter(({ card }) => isBefore(card.phase))
    return [{ ...one, part: { ...one.part, loose } }]
  })
}

function Agreement({ part, people }: { part: Of<'agreement'>; people: readonly Person[] }) {
  return (
    <>
      <h2 className="govuk-heading-m">What we agreed</h2>
      {part.statements.length === 0 ? (
        <p className="govuk-body">No statement was agreed.</p>
      ) : (
        <ol className="govuk-list govuk-list--number govuk-list--spaced">
          {part.statements.map((statement) => (
            <li key={statement.statement}>
              <span className="cc-lines">{statement.text}</span>
              <ul className="cc-signs govuk-!-margin-top-2">
                {statement.signatures.map(({ person, position, text }) => (
                  <li key={person}>
                    <Mark kind={marks[position]} />
                    <span>
                      {called(people, person)} {answers[position]}
                      {text ? <small className="cc-lines">“{text}”</small> : null}
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
      <h2 className="govuk-heading-m govuk-!-margin-top-6">Actions</h2>
      {part.actions.length === 0 ? (
        <p className="govuk-body">No action was agreed.</p>
      ) : (
        <SummaryList
          classes="cc-actions"
          rows={part.actions.map((action) => ({
            key: { text: action.text },
            value: { text: whoAndWhen(action) },
          }))}
        />
      )}
    </>
  )
}

const marks = { agree: 'done', reserve: 'note', disagree: 'miss' } as const
const answers = {
  agree: 'agrees',
  reserve: 'agrees, with a reservation',
  disagree: 'disagrees',
} as const

function Part(props: { title: string; part: SummaryPart; people: readonly Person[] }) {
  const { title, part, people } = props
  switch (part.part) {
    case 'nothing':
    case 'stage':
    case 'agreement':
      return null
    case 'themes':
      return <Themes title={title} part={part} people={people} />
    case 'cards':
      return part.cards.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-m govuk-!-margin-top-6">{title}</h2>
          <Cards cards={part.cards} people={people} />
        </>
      )
    case 'totals':
      return part.totals.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-m govuk-!-margin-top-6">{title}</h2>
          <ul className="govuk-list govuk-list--bullet">
            {part.totals.map((one) => (
              <li key={one.title}>
                {one.title}: {votes(one.dots)}
              </li>
            ))}
          </ul>
        </>
      )
    case 'scale':
      return part.values.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-m govuk-!-margin-top-6">{title}</h2>
          <ul className="govuk-list govuk-list--bullet">
            {part.values.map((one) => (
              <li key={one.value}>
                {one.value}: {one.people}
              </li>
            ))}
          </ul>
        </>
      )
  }
}

function Themes({
  title,
  part,
  people,
}: {
  title: string
  part: Of<'themes'>
  people: readonly Person[]
}) {
  if (part.themes.length === 0 && part.loose.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m govuk-!-margin-top-6">{title}</h2>
      {part.themes.map((theme, index) => (
        <section key={`${theme.title}/${index}`} className="cc-theme govuk-!-margin-bottom-4">
          <h3 className="govuk-heading-s">
            {theme.title}
            {theme.dots === undefined ? '' : `: ${votes(theme.dots)}`}
          </h3>
          <Cards cards={theme.cards} people={people} />
        </section>
      ))}
      {part.loose.length > 0 ? (
        <section className="cc-theme cc-theme--none">
          <h3 className="govuk-heading-s">Without a theme</h3>
          <Cards cards={part.loose.map((one) => one.card)} people={people} />
        </section>
      ) : null}
    </>
  )
}

function Cards(props: {
  cards: readonly { card: string; text: string; author?: string; late?: boolean }[]
  people: readonly Person[]
}) {
  return (
    <ul className="cc-cards">
      {props.cards.map((card) => (
        <li key={card.card} className="cc-card">
          <p className="cc-lines">{card.text}</p>
          <p className="cc-card__by">
            {card.author ? called(props.people, card.author) : 'Without a name'}
            {card.late ? ', sent late' : ''}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Unopened({ summary }: { summary: RoomSummary }) {
  const missing = summary.phases.filter((phase) => !phase.opened)
  if (missing.length === 0) return null
  return (
    <p className="govuk-body govuk-!-margin-top-6">
      Not opened in this room: {missing.map((phase) => phase.title).join(', ')}.
    </p>
  )
}

/** That a summary is the team's, and what does not stand in it. */
export function WhoReadsSummary() {
  return (
    <>
      <WhoReads readers="team-with-name" />
      <p className="govuk-body cc-small">
        Notes, drafts and own learning are not in it. Only you can read yours.
      </p>
    </>
  )
}

function votes(count: number): string {
  return count === 1 ? '1 vote' : `${count} votes`
}

function called(people: readonly Person[], person: string): string {
  return people.find((one) => one.person === person)?.name ?? 'Somebody who has left'
}
