import type { CardView, PhaseView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Details } from '../../govuk/details/details.tsx'
import { classNames } from '../../govuk/options.ts'
import { CommandForm } from '../command-form.tsx'
import { Composer, refusedText } from '../composer.tsx'
import { FieldError } from '../field-error.tsx'
import { useTeamsWords, WordsHaveChanged } from '../held-text.tsx'
import { useNames, useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { useCardsDropped, useDraggedCard } from './drag.ts'
import { Question, useTakesWords, type PhaseProps } from './parts.tsx'
import { Totals, VoteButtons, VotesLeft } from './votes.tsx'

/** Cards grouped under themes, by a list or by dragging; and dots on what matters most. */
export function Theme({ phase }: PhaseProps) {
  const { view, takesPart, refusal } = useRoom()
  const open = useTakesWords(phase)
  const isCardRefused = refusedText(refusal, 'card.post', phase.id) !== null
  return (
    <>
      <Question phase={phase} />
      <JustShown phase={phase} shows="cards" />
      {open && phase.dots !== undefined && takesPart ? <VotesLeft phase={phase} /> : null}
      {open ? null : <Totals phase={phase} />}
      <h2 className="govuk-visually-hidden" id="themes">
        Themes
      </h2>
      <div className="cc-board">
        {view.themes.map((theme) => (
          <ThemeColumn key={theme.theme} phase={phase} {...theme} open={open} />
        ))}
        <WithoutTheme phase={phase} open={open} />
      </div>
      {open && takesPart ? (
        <>
          <NewTheme phase={phase} />
          <Details open={isCardRefused} summaryText="Add a card" classes="govuk-!-margin-top-6">
            <Composer
              phase={phase}
              field="card"
              label="Your card"
              button="Post"
              readers="team-with-name"
              hint="Everybody reads it at once. No names of real people or places."
              isMain={false}
            />
          </Details>
        </>
      ) : null}
      <div className="govuk-!-margin-top-6">
        <ShownBefore but={phase} shows="cards" />
        <OwnNotes />
        <ReadAgain />
      </div>
    </>
  )
}

function WithoutTheme({ phase, open }: { phase: PhaseView; open: boolean }) {
  const { view, takesPart } = useRoom()
  const loose = view.cards.filter((card) => card.theme === undefined)
  const { classes, drop } = useCardsDropped(null, phase, open && takesPart)
  return (
    <section
      className={classNames('cc-theme cc-theme--none', classes)}
      aria-labelledby="no-theme"
      {...drop}
    >
      <h3 className="govuk-heading-s" id="no-theme">
        No theme yet
      </h3>
      <p className="govuk-body cc-small govuk-!-margin-bottom-0">
        {loose.length > 0
          ? 'Put these where they belong, or leave them.'
          : view.cards.length > 0
            ? 'Every card has a theme.'
            : 'No card is shown yet.'}
      </p>
      <BoardCards phase={phase} cards={loose} open={open} />
    </section>
  )
}

function ThemeColumn(props: { phase: PhaseView; theme: string; title: string; open: boolean }) {
  const { view, takesPart } = useRoom()
  const { phase, theme, title, open } = props
  const cards = view.cards.filter((card) => card.theme === theme)
  const acts = open && takesPart
  const { classes, drop } = useCardsDropped(theme, phase, acts)
  return (
    <section
      className={classNames('cc-theme', classes)}
      aria-labelledby={`theme-${theme}`}
      {...drop}
    >
      <h3 className="govuk-heading-s" id={`theme-${theme}`}>
        {title}
      </h3>
      {acts && phase.dots !== undefined ? (
        <VoteButtons phase={phase} target={theme} title={title} />
      ) : null}
      <BoardCards phase={phase} cards={cards} open={open} />
      {acts ? <RenameTheme theme={theme} title={title} phase={phase} /> : null}
    </section>
  )
}

function BoardCards(props: { phase: PhaseView; cards: readonly CardView[]; open: boolean }) {
  if (props.cards.length === 0) return null
  return (
    <ul className="cc-cards">
      {props.cards.map((card) => (
        <BoardCard key={card.card} {...props} card={card} />
      ))}
    </ul>
  )
}

function BoardCard({ card, phase, open }: { card: CardView; phase: PhaseView; open: boolean }) {
  const { view, takesPart } = useRoom()
  const names = useNames()
  const isMovable = open && takesPart && view.themes.length > 0
  const dragged = useDraggedCard(card.card, isMovable)
  return (
    <li className="cc-card" id={`card-${card.card}`} {...dragged}>
      <p className="cc-lines">{card.text}</p>
      <p className="cc-card__by">
        {card.author ? names(card.author) : 'Without a name'}
        {card.late ? ', sent late' : ''}
      </p>
      {isMovable ? (
        <MoveCard card={card} number={view.cards.indexOf(card) + 1} phase={phase} />
      ) : null}
    </li>
  )
}

function MoveCard({ card, number, phase }: { card: CardView; number: number; phase: PhaseView }) {
  const { view } = useRoom()
  const id = `move-${card.card}`
  return (
    <Details
      classes="govuk-!-margin-bottom-0"
      summaryText={
        <>
          Move<span className="govuk-visually-hidden"> card {number}</span>
        </>
      }
    >
      <CommandForm
        type="card.move"
        fields={{ card: card.card }}
        expect={{ phase: phase.id }}
        classes="cc-move"
        onDone={(form) => form.closest('details')?.removeAttribute('open')}
      >
        <label className="govuk-visually-hidden" htmlFor={id}>
          Move card {number} to
        </label>
        <select
          className="govuk-select"
          id={id}
          name="theme"
          key={card.theme ?? ''}
          defaultValue={card.theme ?? ''}
        >
          <option value="">No theme yet</option>
          {view.themes.map(({ theme, title }) => (
            <option key={theme} value={theme}>
              {title}
            </option>
          ))}
        </select>
        <Button classes="govuk-button--secondary">
          Move<span className="govuk-visually-hidden"> card {number}</span>
        </Button>
      </CommandForm>
    </Details>
  )
}

/** What was typed as the name of a theme, and why it was refused; null when it was not. */
function useRefusedName(type: 'theme.make' | 'theme.rename', theme?: string) {
  const { refusal } = useRoom()
  if (refusal?.typed['type'] !== type || refusal.typed['theme'] !== theme) return null
  return { typed: refusal.typed['title'], message: refusal.errors[0]?.message }
}

function NewTheme({ phase }: { phase: PhaseView }) {
  const refused = useRefusedName('theme.make')
  return (
    <CommandForm
      type="theme.make"
      expect={{ phase: phase.id }}
      classes="cc-move cc-newtheme govuk-!-margin-top-5"
    >
      <label className="govuk-label" htmlFor="new-theme">
        Name a new theme
      </label>
      <FieldError id="new-theme" message={refused?.message} />
      <input
        className="govuk-input"
        id="new-theme"
        name="title"
        type="text"
        autoComplete="off"
        defaultValue={refused?.typed}
        aria-describedby={refused ? 'new-theme-error' : undefined}
      />
      <Button classes="govuk-button--secondary">Add theme</Button>
    </CommandForm>
  )
}

function RenameTheme({ theme, title, phase }: { theme: string; title: string; phase: PhaseView }) {
  const id = `rename-${theme}`
  const refused = useRefusedName('theme.rename', theme)
  const { place, isBehind } = useTeamsWords(title)
  return (
    <div ref={place}>
      <Details
        open={refused !== null}
        classes="govuk-!-margin-bottom-0 govuk-!-margin-top-3"
        summaryText={
          <>
            Rename<span className="govuk-visually-hidden"> “{title}”</span>
          </>
        }
      >
        <CommandForm
          type="theme.rename"
          fields={{ theme }}
          expect={{ phase: phase.id }}
          classes="cc-move"
          onDone={(form) => form.closest('details')?.removeAttribute('open')}
        >
          <label className="govuk-visually-hidden" htmlFor={id}>
            New name for “{title}”
          </label>
          <FieldError id={id} message={refused?.message} />
          <input
            className="govuk-input"
            id={id}
            name="title"
            type="text"
            autoComplete="off"
            defaultValue={refused?.typed ?? title}
            aria-describedby={refused ? `${id}-error` : undefined}
          />
          {isBehind ? <WordsHaveChanged /> : null}
          <Button classes="govuk-button--secondary">Rename</Button>
        </CommandForm>
      </Details>
    </div>
  )
}
