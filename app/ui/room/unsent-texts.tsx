import { useState } from 'react'
import { textOf, type RefusedText } from '#app/room-client/outbox.ts'
import { decisionsFor, offered, phaseOf, type Decision } from '#app/room-client/refused-texts.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { useRoom } from './room-context.tsx'

const buttons: Record<Decision, string> = {
  late: 'Send late',
  note: 'Keep as a private note',
  nothing: 'Throw away',
}

/** Texts that could not be sent, each with what can be done with it. They lie on the device alone. */
export function UnsentTexts() {
  const { state } = useRoom()
  return offered(state.outbox).map((text) => <UnsentText key={text.command.id} text={text} />)
}

function UnsentText({ text }: { text: RefusedText }) {
  const { view, client, page } = useRoom()
  const [fault, setFault] = useState(false)
  const phase = phaseOf(text.command, view)
  const over = isOver(view)
  // Of a rehearsal nothing is kept.
  const decisions: Decision[] =
    page.rehearsal && over ? ['nothing'] : decisionsFor(text.command, view)

  async function take(decision: Decision): Promise<void> {
    const done = await client?.decide(text, decision)
    setFault(done === false)
  }

  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body cc-lines">“{textOf(text.command)}”</p>
      <p className="govuk-body">
        You wrote this{phase ? ` in “${phase.title}”` : ''}, and it has not been sent.{' '}
        {over ? 'The room is closed.' : text.message} What shall we do with it?
      </p>
      {decisions.includes('late') && phase?.anonymous ? (
        <p className="govuk-body">
          Sent late, it comes alone: the team may guess that it is yours.
        </p>
      ) : null}
      {fault ? (
        <p className="govuk-error-message">
          <span className="govuk-visually-hidden">Error:</span> That could not be done. Your text is
          still here.
        </p>
      ) : null}
      <div className="cc-btn-row cc-tools">
        {decisions.map((decision) => (
          <Button
            key={decision}
            type="button"
            classes="govuk-button--secondary"
            attributes={{ onClick: () => void take(decision) }}
          >
            {buttons[decision]}
            <span className="govuk-visually-hidden">
              : text from {phase ? `“${phase.title}”` : 'before'}
            </span>
          </Button>
        ))}
      </div>
    </Panel>
  )
}
