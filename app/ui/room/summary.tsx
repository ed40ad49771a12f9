import type { ReactNode } from 'react'
import type { CardView, Person } from '#server/rooms/rules/shapes.ts'
import { whoAndWhen } from '#server/rooms/rules/action-words.ts'
import {
  acceptedText,
  agreementOf,
  byline,
  called,
  positionWords,
  stagesRead,
  valueText,
  votesText,
  withoutRepeats,
  type PartOf,
  type Summary as RoomSummary,
  type SummaryPart,
} from '#server/rooms/rules/summary.ts'
import { SummaryList } from '../govuk/summary-list/summary-list.tsx'
import { Mark } from '../mark.tsx'
import { WhoReads } from '../who-reads.tsx'

/** What the team keeps of a room: agreements with dissent, actions, themes. Never private text. */
export function Summary({ summary, people }: { summary: RoomSummary; people: readonly Person[] }) {
  const from = { people, groups: summary.groups }
  const agreed = agreementOf(summary)
  return (
    <>
      {agreed ? <Agreement part={agreed} people={people} /> : null}
      <DoneSince done={summary.done} />
      {withoutRepeats(summary.phases).map(({ phase, title, part }) => (
        <Part key={phase} title={title} part={part} from={from} />
      ))}
      <CaseRead summary={summary} />
      <Unopened summary={summary} />
    </>
  )
}

function Agreement({ part, people }: { part: PartOf<'agreement'>; people: readonly Person[] }) {
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
                      {called(people, person)} {positionWords[position]}
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

/** Whose cards these are, and from which small group. */
type From = { people: readonly Person[]; groups: RoomSummary['groups'] }

function Part(props: { title: string; part: SummaryPart; from: From }) {
  const { title, part, from } = props
  switch (part.part) {
    case 'nothing':
    case 'stage':
    case 'agreement':
      return null
    case 'rules':
      return (
        <Titled title={title}>
          <p className="govuk-body">{acceptedText(part.accepted)}</p>
        </Titled>
      )
    case 'own':
      return (
        <Titled title={title}>
          <p className="govuk-body">
            Each person’s own learning is theirs alone. It does not stand here.
          </p>
        </Titled>
      )
    case 'themes':
      return <Themes title={title} part={part} from={from} />
    case 'cards':
      return part.cards.length === 0 ? null : (
        <Titled title={title}>
          <Cards cards={part.cards.map((card) => ({ card }))} from={from} />
        </Titled>
      )
    case 'totals':
      return (
        <Titled title={title}>
          <Lines
            lines={part.totals.map((one) => `${one.title}: ${votesText(one.dots)}`)}
            empty="No votes."
          />
        </Titled>
      )
    case 'scale':
      return (
        <Titled title={title}>
          {part.range ? (
            <p className="govuk-body cc-small cc-quiet">
              On a scale from {part.range.min} to {part.range.max}.
            </p>
          ) : null}
          <Lines lines={part.values.map(valueText)} empty="Nobody chose a value." />
        </Titled>
      )
  }
}

/** Actions of earlier rooms that this one found done. */
function DoneSince({ done }: { done: readonly string[] }) {
  if (done.length === 0) return null
  return (
    <Titled title="Done since last time">
      <Lines lines={done} empty="" />
    </Titled>
  )
}

function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className="govuk-heading-m govuk-!-margin-top-6">{title}</h2>
      {children}
    </>
  )
}

function Lines({ lines, empty }: { lines: readonly string[]; empty: string }) {
  if (lines.length === 0) return <p className="govuk-body">{empty}</p>
  return (
    <ul className="govuk-list govuk-list--bullet">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function Themes({ title, part, from }: { title: string; part: PartOf<'themes'>; from: From }) {
  if (part.themes.length === 0 && part.loose.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m govuk-!-margin-top-6">{title}</h2>
      {part.themes.map((theme, index) => (
        <section key={`${theme.title}/${index}`} className="cc-theme govuk-!-margin-bottom-4">
          <h3 className="govuk-heading-s">
            {theme.title}
            {theme.dots === undefined ? '' : `: ${votesText(theme.dots)}`}
          </h3>
          <Cards cards={theme.cards.map((card) => ({ card }))} from={from} />
        </section>
      ))}
      {part.loose.length > 0 ? (
        <section className="cc-theme cc-theme--none">
          <h3 className="govuk-heading-s">Without a theme</h3>
          <Cards cards={part.loose} from={from} />
        </section>
      ) : null}
    </>
  )
}

function Cards(props: { cards: readonly { card: CardView; dots?: number }[]; from: From }) {
  return (
    <ul className="cc-cards">
      {props.cards.map(({ card, dots = 0 }) => (
        <li key={card.card} className="cc-card">
          <p className="cc-lines">{card.text}</p>
          <p className="cc-card__by">
            {byline(card, props.from)}
            {dots > 0 ? `, ${votesText(dots)}` : ''}
          </p>
        </li>
      ))}
    </ul>
  )
}

function CaseRead({ summary }: { summary: RoomSummary }) {
  const read = stagesRead(summary)
  if (read.length === 0) return null
  return (
    <Titled title="Parts of the case that were read">
      <Lines lines={read.map(({ title }) => title)} empty="" />
    </Titled>
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
