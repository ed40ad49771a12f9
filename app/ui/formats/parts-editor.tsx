import type { RefusedForm } from '#app/context.ts'
import { partField } from '#server/formats/rules/edit.ts'
import { partsAtMost, type Part } from '#server/formats/rules/parts.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Select } from '../govuk/select/select.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'

type Props = { parts: readonly Part[]; refusal: RefusedForm | null | undefined }

/** Parts that people play in a format, such as presenter: each as fields, and one more to add. */
export function PartsEditor({ parts, refusal }: Props) {
  const isWrong = (refusal?.errors ?? []).some(({ field }) => /^(part|new)-/.test(field ?? ''))
  return (
    <Details open={isWrong || undefined} summaryText={`Parts that people play: ${parts.length}`}>
      <p className="govuk-body">
        Whoever leads casts them in the room. Everybody sees who plays what.
      </p>
      <ul className="cc-stages">
        {parts.map((part) => (
          <PartEditor key={part.part} part={part} refusal={refusal} />
        ))}
      </ul>
      {parts.length < partsAtMost ? <AddPart refusal={refusal} /> : null}
    </Details>
  )
}

function PartEditor({ part, refusal }: { part: Part; refusal: Props['refusal'] }) {
  const field = (name: string) => partField(name, part.part)
  const typed = (name: string) => refusal?.typed[field(name)]
  const of = <span className="govuk-visually-hidden"> of {part.title}</span>
  return (
    <li id={`part-${part.part}`}>
      <Input
        name={field('title')}
        label={{ text: <>Part{of}</> }}
        value={typed('title') ?? part.title}
        errorMessage={errorOf(refusal, field('title'))}
      />
      <Textarea
        name={field('does')}
        rows={2}
        label={{ text: <>What it asks{of}</> }}
        hint={{ text: 'Whoever plays it reads this above the work.' }}
        value={typed('does') ?? part.does}
        errorMessage={errorOf(refusal, field('does'))}
      />
      <Select
        name={field('several')}
        label={{ text: <>Who can play it{of}</> }}
        value={typed('several') ?? (part.several ? 'several' : 'one')}
        items={[
          { value: 'one', text: 'one person' },
          { value: 'several', text: 'several people' },
        ]}
        errorMessage={errorOf(refusal, field('several'))}
      />
      <div className="cc-btn-row cc-tools">
        <Button classes="govuk-button--secondary" name="intent" value={`part-out.${part.part}`}>
          Leave out<span className="govuk-visually-hidden"> {part.title}</span>
        </Button>
      </div>
    </li>
  )
}

function AddPart({ refusal }: { refusal: Props['refusal'] }) {
  return (
    <div className="cc-panel govuk-!-margin-top-4">
      <Input
        name="new-title"
        label={{ text: 'One more part', classes: 'govuk-label--s' }}
        hint={{ text: 'For example: timekeeper.' }}
        value={refusal?.typed['new-title'] ?? ''}
        errorMessage={errorOf(refusal, 'new-title')}
      />
      <Textarea
        name="new-does"
        rows={2}
        label={{ text: 'What it asks' }}
        value={refusal?.typed['new-does'] ?? ''}
        errorMessage={errorOf(refusal, 'new-does')}
      />
      <div className="cc-btn-row cc-tools">
        <Button classes="govuk-button--secondary" name="intent" value="part-add">
          Add a part
        </Button>
      </div>
    </div>
  )
}
