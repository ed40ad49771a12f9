import type { RefusedForm } from '#app/context.ts'
import { namesOf, phaseField } from '#server/formats/rules/edit.ts'
import { phaseNames } from '#server/formats/rules/phase-names.ts'
import type { FormatPhase } from '#server/toolkits/rules/format.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Select } from '../govuk/select/select.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'

type Props = {
  phase: FormatPhase
  place: number
  of: number
  refusal: RefusedForm | null | undefined
}

/** One phase of a format as fields, and the buttons that move it or leave it out. */
export function PhaseEditor(props: Props) {
  const { phase, place, of } = props
  return (
    <li id={`phase-${phase.id}`} className="cc-phase-editor">
      <h3 className="govuk-heading-m govuk-!-margin-bottom-1">
        {place}. {phase.title}
      </h3>
      <p className="govuk-body cc-small cc-quiet">{phaseNames[phase.kind].what}.</p>
      <div className="cc-phase-editor__main">
        <Field {...props} part="title" label="Title" value={phase.title} />
        <Field {...props} part="minutes" label="Minutes" value={String(phase.minutes)} isNumber />
        <Settings {...props} />
      </div>
      <Words {...props} />
      <div className="cc-btn-row cc-tools">
        {place > 1 ? <Press does="up" phase={phase} text="Move up" /> : null}
        {place < of ? <Press does="down" phase={phase} text="Move down" /> : null}
        {of > 1 ? <Press does="out" phase={phase} text="Leave out" /> : null}
      </div>
    </li>
  )
}

function Press(props: { does: 'up' | 'down' | 'out'; phase: FormatPhase; text: string }) {
  return (
    <Button
      classes="govuk-button--secondary"
      name="intent"
      value={phaseField(props.does, props.phase.id)}
    >
      {props.text}
      <span className="govuk-visually-hidden"> {props.phase.title}</span>
    </Button>
  )
}

/** What only some kinds have: the part of the case, dots, the ends of a scale, names. */
function Settings(props: Props) {
  const { phase, refusal } = props
  const { stage, dots, scale, kind } = phase
  return (
    <>
      {stage === undefined ? null : (
        <Choice
          {...props}
          part="stage"
          label="Part of the case"
          value={stage}
          items={stagesWith(stage).map((one) => ({
            value: one,
            text: `Part ${one.replace('stage-', '')}`,
          }))}
        />
      )}
      {dots === undefined ? null : (
        <Field {...props} part="dots" label="Dots each" value={String(dots)} isNumber />
      )}
      {scale === undefined ? null : (
        <>
          <Field {...props} part="lowest" label="Lowest" value={String(scale.min)} isNumber />
          <Field {...props} part="highest" label="Highest" value={String(scale.max)} isNumber />
        </>
      )}
      {kind === 'write' ? (
        <Choice
          {...props}
          refusal={refusal}
          part="names"
          label="Cards are shown"
          value={namesOf(phase)}
          items={[
            { value: 'with', text: 'with names' },
            { value: 'without', text: 'without names' },
          ]}
        />
      ) : null}
    </>
  )
}

/** A case has three or four parts; one that a phase names already stays a choice. */
function stagesWith(stage: string): string[] {
  const usual = [1, 2, 3, 4, 5].map((n) => `stage-${n}`)
  return usual.includes(stage) ? usual : [...usual, stage]
}

/** The longer texts, folded away: questions, what to say, who speaks. */
function Words(props: Props) {
  const { phase, refusal } = props
  const parts = ['prompts', 'say', 'speaks'] as const
  const isWrong = parts.some((part) => errorOf(refusal, phaseField(part, phase.id)))
  return (
    <Details
      open={isWrong || undefined}
      summaryText={
        <>
          Questions and words<span className="govuk-visually-hidden"> of {phase.title}</span>
        </>
      }
    >
      <Text
        {...props}
        part="prompts"
        label="Questions on everybody's screen"
        hint="One on each line."
        value={phase.prompts.join('\n')}
      />
      <Text
        {...props}
        part="say"
        label="A sentence to read aloud"
        hint="Only facilitators see it. You can leave it empty."
        value={phase.say ?? ''}
      />
      <Text
        {...props}
        part="speaks"
        label="Who speaks"
        hint="Everybody sees it. You can leave it empty."
        value={phase.speaks ?? ''}
      />
    </Details>
  )
}

type One = Props & { part: string; label: string; value: string }

function Field({ phase, refusal, part, label, value, isNumber }: One & { isNumber?: boolean }) {
  const name = phaseField(part, phase.id)
  return (
    <Input
      name={name}
      label={{ text: <Named label={label} phase={phase} /> }}
      value={refusal?.typed[name] ?? value}
      errorMessage={errorOf(refusal, name)}
      {...(isNumber ? { inputmode: 'numeric', classes: 'govuk-input--width-3' } : {})}
    />
  )
}

function Text({ phase, refusal, part, label, hint, value }: One & { hint: string }) {
  const name = phaseField(part, phase.id)
  return (
    <Textarea
      name={name}
      rows={3}
      label={{ text: <Named label={label} phase={phase} /> }}
      hint={{ text: hint }}
      value={refusal?.typed[name] ?? value}
      errorMessage={errorOf(refusal, name)}
    />
  )
}

function Choice(props: One & { items: { value: string; text: string }[] }) {
  const { phase, refusal, part, label, value, items } = props
  const name = phaseField(part, phase.id)
  return (
    <Select
      name={name}
      label={{ text: <Named label={label} phase={phase} /> }}
      value={refusal?.typed[name] ?? value}
      items={items}
      errorMessage={errorOf(refusal, name)}
    />
  )
}

/** The same label stands in every phase: heard alone, it says of which. */
function Named({ label, phase }: { label: string; phase: FormatPhase }) {
  return (
    <>
      {label}
      <span className="govuk-visually-hidden"> of {phase.title}</span>
    </>
  )
}
