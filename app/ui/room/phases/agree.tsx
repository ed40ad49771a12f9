import type { PhaseView, StatementView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Details } from '../../govuk/details/details.tsx'
import { Mark } from '../../mark.tsx'
import { Panel } from '../../panel.tsx'
import { Tag } from '../../govuk/tag/tag.tsx'
import { WhoReads } from '../../who-reads.tsx'
import { CommandForm } from '../command-form.tsx'
import { Composer } from '../composer.tsx'
import { FieldError } from '../field-error.tsx'
import { useTeamsWords, WordsHaveChanged } from '../held-text.tsx'
import { useNames, useRoom } from '../room-context.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { Actions } from './actions.tsx'
import { Question, useTakesWords, type PhaseProps } from './parts.tsx'

/** Statements that each person signs, with room for dissent; and who does what by when. */
export function Agree({ phase }: PhaseProps) {
  const { view, takesPart } = useRoom()
  const open = useTakesWords(phase)
  return (
    <>
      <Question phase={phase} />
      <JustShown phase={phase} />
      <div className="cc-stack">
        {view.statements.map((statement, index) => (
          <Statement
            key={statement.statement}
            statement={statement}
            number={index + 1}
            phase={phase}
            open={open && takesPart}
          />
        ))}
      </div>
      {takesPart ? (
        <div className="govuk-!-margin-top-6" id="propose">
          <Composer
            phase={phase}
            field="statement"
            label="A sentence that we can all stand behind"
            button="Propose"
            readers="team-with-name"
            isMain={open}
          />
        </div>
      ) : null}
      <Actions open={open && takesPart} phase={phase} />
      <div className="govuk-!-margin-top-6">
        <ShownBefore but={phase} />
        <OwnNotes />
        <ReadAgain />
      </div>
    </>
  )
}

/** What was typed about a statement, and why it was refused; null when it was not. */
function useRefusedWords(type: 'statement.sign' | 'statement.revise', statement: string) {
  const { refusal } = useRoom()
  if (refusal?.typed['type'] !== type || refusal.typed['statement'] !== statement) return null
  return { typed: refusal.typed['text'], message: refusal.errors[0]?.message }
}

type StatementProps = { statement: StatementView; number: number; phase: PhaseView; open: boolean }

function Statement(props: StatementProps) {
  const { statement, number, open } = props
  const id = `statement-${statement.statement}`
  return (
    <Panel as="section" labelledBy={id}>
      <h2 className="govuk-heading-m" id={id}>
        Statement {number} <Tag classes="govuk-tag--grey">version {statement.revision}</Tag>
      </h2>
      <p className="govuk-body govuk-!-font-size-24 cc-lines">{statement.text}</p>
      {statement.revision > 1 ? (
        <p className="cc-small cc-quiet">
          The words were changed. The change cleared all earlier answers.
        </p>
      ) : null}
      {open ? (
        <>
          <Sign {...props} />
          <OtherWords {...props} />
        </>
      ) : null}
      <Signatures statement={statement} />
    </Panel>
  )
}

function Sign({ statement, number, phase }: StatementProps) {
  const { me } = useRoom()
  const own = statement.signatures.find((one) => one.person === me)
  const id = `differently-${statement.statement}`
  const refused = useRefusedWords('statement.sign', statement.statement)
  const words = { agree: 'agree', reserve: 'agree, with a reservation', disagree: 'disagree' }
  const { place, isBehind } = useTeamsWords(`${statement.revision} ${own?.text ?? ''}`)
  return (
    <div ref={place}>
      <CommandForm
        type="statement.sign"
        fields={{ statement: statement.statement, revision: statement.revision }}
        expect={{ phase: phase.id }}
        onDone={() => undefined}
      >
        <h3 className="govuk-heading-s govuk-!-margin-bottom-2">
          Your answer to version {statement.revision}
          {own ? `: you ${words[own.position]}` : ''}
        </h3>
        <WhoReads readers="team-with-name" />
        <div className="govuk-form-group govuk-!-margin-bottom-3">
          <label className="govuk-label" htmlFor={id}>
            What you see differently
            <span className="govuk-visually-hidden"> in statement {number}</span>
          </label>
          <p className="govuk-hint govuk-!-margin-bottom-2" id={`${id}-hint`}>
            Only if you do. A sentence is enough.
          </p>
          <FieldError id={id} message={refused?.message} />
          <textarea
            className="govuk-textarea"
            id={id}
            name="text"
            rows={2}
            defaultValue={refused?.typed ?? own?.text ?? ''}
            aria-describedby={refused ? `${id}-hint ${id}-error` : `${id}-hint`}
          />
        </div>
        {isBehind ? <WordsHaveChanged /> : null}
        <div className="cc-btn-row cc-tools">
          <Button classes="govuk-button--secondary" name="position" value="agree">
            Agree<span className="govuk-visually-hidden"> to statement {number}</span>
          </Button>
          <Button classes="govuk-button--secondary" name="position" value="reserve">
            Agree with reservation
            <span className="govuk-visually-hidden"> to statement {number}</span>
          </Button>
          <Button classes="govuk-button--secondary" name="position" value="disagree">
            Disagree<span className="govuk-visually-hidden"> with statement {number}</span>
          </Button>
        </div>
      </CommandForm>
    </div>
  )
}

function OtherWords({ statement, number, phase }: StatementProps) {
  const id = `words-${statement.statement}`
  const refused = useRefusedWords('statement.revise', statement.statement)
  const { place, isBehind } = useTeamsWords(statement.text)
  return (
    <div ref={place}>
      <Details
        open={refused !== null}
        summaryText={
          <>
            Suggest other words
            <span className="govuk-visually-hidden"> for statement {number}</span>
          </>
        }
      >
        <CommandForm
          type="statement.revise"
          fields={{ statement: statement.statement }}
          expect={{ phase: phase.id, revision: statement.revision }}
          onDone={(form) => form.closest('details')?.removeAttribute('open')}
        >
          <label className="govuk-label" htmlFor={id}>
            New words for statement {number}
          </label>
          <p className="govuk-hint govuk-!-margin-bottom-2" id={`${id}-hint`}>
            All answers to the words before are cleared, and everybody sees that.
          </p>
          <FieldError id={id} message={refused?.message} />
          <textarea
            className="govuk-textarea"
            id={id}
            name="text"
            rows={3}
            defaultValue={refused?.typed ?? statement.text}
            aria-describedby={refused ? `${id}-hint ${id}-error` : `${id}-hint`}
          />
          {isBehind ? <WordsHaveChanged /> : null}
          <Button classes="govuk-button--secondary">Save the new version</Button>
        </CommandForm>
      </Details>
    </div>
  )
}

const positions = {
  agree: { mark: 'done', words: 'agrees' },
  reserve: { mark: 'note', words: 'agrees, with a reservation' },
  disagree: { mark: 'miss', words: 'disagrees' },
} as const

/** One answer each to one version, and whose is still missing. */
function Signatures({ statement }: { statement: StatementView }) {
  const { view } = useRoom()
  const names = useNames()
  const people = view.people.filter((one) => one.role !== 'observer' && one.role !== 'projector')
  const signed = statement.signatures
  const waiting = people.filter((one) => !signed.some((each) => each.person === one.person))
  return (
    <>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-2">
        {signed.length} of {people.length} have answered version {statement.revision}
      </h3>
      <ul className="cc-signs">
        {signed.map(({ person, position, text }) => (
          <li key={person}>
            <Mark kind={positions[position].mark} />
            <span>
              {names(person)} {positions[position].words}
              {text ? <small className="cc-lines">“{text}”</small> : null}
            </span>
          </li>
        ))}
        {waiting.map(({ person }) => (
          <li key={person}>
            <Mark kind="empty" />
            {names(person)}: not yet
          </li>
        ))}
      </ul>
    </>
  )
}
