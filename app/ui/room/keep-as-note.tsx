import { formCommandId } from '#app/room-client/command-id.ts'
import { learningFields } from '#app/room-client/form-command.ts'
import { paths } from '#app/paths.ts'
import { lastOpened } from '#server/rooms/rules/kept-note.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { refusedPhase } from './composer.tsx'
import { useRoom } from './room-context.tsx'

/**
 * The text of a form that came after the close: it can be kept among one's own words. A plain form,
 * with JavaScript too: no connection takes anything into a room that is over.
 */
export function KeepAsNote() {
  const { page, refusal, me, view } = useRoom()
  const text = refusal ? wordsOf(refusal.typed) : ''
  const phase = (refusal && refusedPhase(refusal)) ?? lastOpened(view)?.id
  if (text.trim() === '') return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body cc-lines">“{text}”</p>
      <p className="govuk-body">
        You wrote this, and it has not been sent.{' '}
        {phase === undefined ? 'Copy it if you want to keep it.' : 'What shall we do with it?'}
      </p>
      {phase === undefined ? null : (
        <form method="post" action={paths.roomCommands(page.room)}>
          <input type="hidden" name="id" value={formCommandId(page.seed, 'keep')} />
          <input type="hidden" name="type" value="draft.save" />
          <input type="hidden" name="page.person" value={me} />
          <input type="hidden" name="page.phase" value={phase} />
          <input type="hidden" name="text" value={text} />
          <div className="cc-btn-row cc-tools">
            <Button classes="govuk-button--secondary" name="page.as" value="note">
              Keep as a private note
            </Button>
            <Button classes="govuk-button--secondary" href={paths.room(page.room)}>
              Throw away
            </Button>
          </div>
        </form>
      )}
    </Panel>
  )
}

/** All words of a refused form; own learning comes under several questions. */
function wordsOf(typed: Record<string, string>): string {
  const texts = ['text', 'title', ...learningFields].map((name) => typed[name] ?? '')
  return texts.filter((one) => one.trim() !== '').join('\n\n')
}
