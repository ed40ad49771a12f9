import { listed } from '#app/room-client/people.ts'
import type { FormatPart, Person } from '#server/rooms/rules/shapes.ts'
import { isOver, takesPart as hasAPlace } from '#server/rooms/rules/state.ts'
import { Button } from '../govuk/button/button.tsx'
import { InsetText } from '../govuk/inset-text/inset-text.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { currentPhase, useNames, useRoom } from './room-context.tsx'

/** Who plays a part now, in the order in which they stand in the room. */
function usePlayers(): (part: FormatPart) => Person[] {
  const { view, state } = useRoom()
  const { cast } = state.room.beside
  return ({ part }) =>
    view.people.filter(({ person }) =>
      cast.some((one) => one.part === part && one.person === person),
    )
}

/** Which parts the format has and who plays them, for everybody. */
export function PartsPlayed({ past = false }: { past?: boolean }) {
  const { page } = useRoom()
  const players = usePlayers()
  const names = useNames()
  if (page.parts.length === 0) return null
  return (
    <section aria-labelledby="parts-played">
      <h2 className={past ? 'govuk-heading-m' : 'govuk-heading-s'} id="parts-played">
        {past ? 'Who played which part' : 'Who plays which part'}
      </h2>
      <ul className="govuk-list cc-parts">
        {page.parts.map((part) => (
          <li key={part.part}>
            <b>{part.title}:</b>{' '}
            {listed(players(part).map(({ person }) => names(person))) ||
              (past ? 'nobody' : 'nobody yet')}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the reader's own parts ask, above the work; and who speaks in this phase. */
export function YourPart() {
  const { page, me, holdsSeat, takesPart } = useRoom()
  const players = usePlayers()
  const own = page.parts.filter((part) => players(part).some(({ person }) => person === me))
  return (
    <>
      {own.map(({ part, title, does }) => (
        <InsetText key={part} classes="cc-your-part">
          <b>Your part: {title}.</b> {does}
        </InsetText>
      ))}
      {takesPart ? null : (
        <InsetText classes="cc-your-part">
          <b>You observe.</b> You see what the team sees, and everybody sees that you are here. You
          have no turn and write nothing.
        </InsetText>
      )}
      {holdsSeat ? null : <WhoSpeaks />}
    </>
  )
}

/** Who speaks in the phase that is open, where the format says so. */
export function WhoSpeaks() {
  const { page, view } = useRoom()
  const phase = currentPhase(view)
  const speaks = phase ? page.speaks[phase.id] : undefined
  if (speaks === undefined) return null
  return (
    <p className="govuk-body">
      <b>Who speaks:</b> {speaks}
    </p>
  )
}

/** Where whoever holds the seat casts the parts: before the session and in it. */
export function CastParts() {
  const { page, view, holdsSeat } = useRoom()
  if (!holdsSeat || page.parts.length === 0 || isOver(view)) return null
  return (
    <Panel as="section" labelledBy="parts" classes="govuk-!-margin-top-4">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="parts">
        Who plays which part
      </h2>
      <p className="govuk-body cc-small">
        Everybody sees who plays what. Whoever has a part sees what it asks.
      </p>
      <ul className="cc-stages">
        {page.parts.map((part) => (
          <CastPart key={part.part} part={part} />
        ))}
      </ul>
    </Panel>
  )
}

function CastPart({ part }: { part: FormatPart }) {
  const { view } = useRoom()
  const names = useNames()
  const playing = usePlayers()(part)
  // Whoever leads has enough to do: the others are offered first.
  const free = view.people
    .filter((one) => hasAPlace(one.role) && !playing.includes(one))
    .sort((a, b) => Number(a.person === view.seat.person) - Number(b.person === view.seat.person))
  const expect = { seat: view.seat.number }
  const field = `cast-${part.part}`
  return (
    <li>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
        {part.title}: {listed(playing.map(({ person }) => names(person))) || 'nobody yet'}
      </h3>
      <p className="govuk-body cc-small cc-quiet">{part.does}</p>
      {free.length > 0 ? (
        <CommandForm
          type="part.cast"
          name={part.part}
          fields={{ part: part.part, plays: 'true' }}
          expect={expect}
          classes="cc-move"
        >
          <label className="govuk-label" htmlFor={field}>
            {playing.length === 0 || part.several ? 'Who plays' : 'Somebody else as'}{' '}
            {part.title.toLowerCase()}?
          </label>
          <select className="govuk-select" id={field} name="person">
            {free.map(({ person }) => (
              <option key={person} value={person}>
                {names(person)}
              </option>
            ))}
          </select>
          <Button classes="govuk-button--secondary">
            Cast<span className="govuk-visually-hidden"> as {part.title.toLowerCase()}</span>
          </Button>
        </CommandForm>
      ) : null}
      {playing.map(({ person }) => (
        <CommandForm
          key={person}
          type="part.cast"
          name={`${part.part}/${person}`}
          fields={{ part: part.part, person, plays: 'false' }}
          expect={expect}
        >
          <Button classes="govuk-button--secondary govuk-!-margin-top-2 govuk-!-margin-bottom-0">
            Take {names(person)} out
            <span className="govuk-visually-hidden"> as {part.title.toLowerCase()}</span>
          </Button>
        </CommandForm>
      ))}
    </li>
  )
}
