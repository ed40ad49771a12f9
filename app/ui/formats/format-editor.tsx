import type { RefusedForm } from '#app/context.ts'
import { phaseNames } from '#server/formats/rules/phase-names.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import type { Format } from '#server/toolkits/rules/format.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Select } from '../govuk/select/select.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'
import { PartsEditor } from './parts-editor.tsx'
import { PhaseEditor } from './phase-editor.tsx'

type Props = { format: Format; refusal: RefusedForm | null | undefined }

/**
 * A team's own format as one form: whichever button is pressed, everything that was typed is saved
 * with it, so that moving a phase loses nothing.
 */
export function FormatEditor({ format, refusal }: Props) {
  const { phases } = format
  return (
    <form method="post" noValidate>
      <About format={format} refusal={refusal} />
      <h2 className="govuk-heading-l" id="phases">
        Phases
      </h2>
      <p className="govuk-body">
        Every button saves the whole page. Rooms that you have scheduled already do not change.
      </p>
      <ol className="cc-stages">
        {phases.map((phase, index) => (
          <PhaseEditor
            key={phase.id}
            phase={phase}
            place={index + 1}
            of={phases.length}
            refusal={refusal}
          />
        ))}
      </ol>
      <AddPhase refusal={refusal} />
      <div className="cc-btn-row">
        <Button name="intent" value="save">
          Save the format
        </Button>
      </div>
    </form>
  )
}

function About({ format, refusal }: Props) {
  const { title, summary, size, rules, guide } = format
  const typed = refusal?.typed ?? {}
  const isWrong = ['rules', 'guide', 'size-min', 'size-max'].some((name) => errorOf(refusal, name))
  return (
    <>
      <Input
        name="title"
        label={{ text: 'Title', classes: 'govuk-label--m' }}
        value={typed['title'] ?? title}
        errorMessage={errorOf(refusal, 'title')}
      />
      <Textarea
        name="summary"
        rows={3}
        label={{ text: 'What it is', classes: 'govuk-label--m' }}
        hint={{ text: 'One or two sentences. You see them when you schedule a room.' }}
        value={typed['summary'] ?? summary}
        errorMessage={errorOf(refusal, 'summary')}
      />
      <Details open={isWrong || undefined} summaryText="Ground rules, people and guide">
        <Textarea
          name="rules"
          rows={8}
          label={{ text: 'Ground rules' }}
          hint={{ text: 'One on each line. Everybody accepts them in the welcome.' }}
          value={typed['rules'] ?? rules.join('\n')}
          errorMessage={errorOf(refusal, 'rules')}
        />
        <Input
          name="size-min"
          inputmode="numeric"
          classes="govuk-input--width-3"
          label={{ text: 'Fewest people' }}
          value={typed['size-min'] ?? String(size.min)}
          errorMessage={errorOf(refusal, 'size-min')}
        />
        <Input
          name="size-max"
          inputmode="numeric"
          classes="govuk-input--width-3"
          label={{ text: 'Most people' }}
          value={typed['size-max'] ?? String(size.max)}
          errorMessage={errorOf(refusal, 'size-max')}
        />
        <Textarea
          name="guide"
          rows={12}
          label={{ text: 'Guide for whoever leads' }}
          hint={{ text: 'Lines that begin with a hyphen become a list.' }}
          value={typed['guide'] ?? guide}
          errorMessage={errorOf(refusal, 'guide')}
        />
      </Details>
      <PartsEditor parts={format.parts} refusal={refusal} />
      <div className="cc-btn-row">
        {/* The first button of the form is what the Enter key presses. */}
        <Button name="intent" value="save" classes="govuk-button--secondary">
          Save the format<span className="govuk-visually-hidden"> as it stands</span>
        </Button>
      </div>
    </>
  )
}

function AddPhase({ refusal }: { refusal: RefusedForm | null | undefined }) {
  return (
    <div className="cc-panel govuk-!-margin-top-6 govuk-!-margin-bottom-6">
      <Select
        name="kind"
        label={{ text: 'One more phase', classes: 'govuk-label--m' }}
        hint={{ text: 'It comes before own learning. You can move it after that.' }}
        value={refusal?.typed['kind'] ?? 'discuss'}
        items={phaseKinds.map((kind) => ({
          value: kind,
          text: `${phaseNames[kind].title}: ${lowered(phaseNames[kind].what)}`,
        }))}
        errorMessage={errorOf(refusal, 'kind')}
      />
      <div className="cc-btn-row cc-tools">
        <Button name="intent" value="add" classes="govuk-button--secondary">
          Add a phase
        </Button>
      </div>
    </div>
  )
}

/** Goes on in the middle of a sentence; “CPD” stays as it is. */
function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
