import type { ReflectionView } from '#server/learning/study.server.ts'
import { boxesIn } from '#server/learning/rules/boxes.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { templates, type TemplateName } from '#server/toolkits/rules/items/templates.ts'
import { Elsewhere } from '../elsewhere.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Fieldset } from '../govuk/fieldset/fieldset.tsx'
import { HintAndError, FormGroup, describedByIds } from '../govuk/form-group.tsx'
import { Label } from '../govuk/label/label.tsx'
import { classNames } from '../govuk/options.ts'
import { Textarea } from '../govuk/textarea/textarea.tsx'
import { Panel } from '../panel.tsx'
import { SaveState, type SaveStateValue } from '../save-state.tsx'
import { WhoReads } from '../who-reads.tsx'

/** The id of the text: where an error summary leads. */
export function reflectionFieldId(item: string): string {
  return `reflection-${item}`
}

/** A private reflection: the prompt, who reads it, the text, and whether it is saved. */
export function ReflectionBlock(props: {
  reflection: ReflectionView
  shown: string
  /** Null while there is something that was not yet sent. */
  save: SaveStateValue | null
  error?: string
  /** What had been typed when it could not be kept. */
  typed?: string
  /** What another window of the same person has saved meanwhile. */
  elsewhere?: string
}) {
  const { reflection, shown, save, error, elsewhere } = props
  const { id, template } = reflection
  const text = props.typed ?? reflection.text
  return (
    <Panel
      kind="private"
      classes="cc-item govuk-!-margin-bottom-6"
      attributes={{ id: `item-${id}` }}
    >
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      {template === undefined ? (
        <OneText {...{ reflection, text, error, elsewhere }} />
      ) : (
        <Boxes {...{ reflection, template, text, error, elsewhere }} />
      )}
      <div className="cc-row">
        {save ? <SaveState state={save} /> : null}
        <Button
          name="intent"
          value={`reflection:${id}`}
          classes="govuk-button--secondary govuk-!-margin-bottom-0"
        >
          Save reflection
        </Button>
      </div>
    </Panel>
  )
}

type TextProps = {
  reflection: ReflectionView
  text: string
  error: string | undefined
  elsewhere: string | undefined
}

function OneText({ reflection, text, error, elsewhere }: TextProps) {
  const { id, prompt } = reflection
  const field = reflectionFieldId(id)
  const description = {
    id: field,
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  }
  return (
    <FormGroup hasError={error !== undefined} group={{ classes: 'govuk-!-margin-bottom-2' }}>
      <h2 className="govuk-label-wrapper">
        <Label for={field} classes="govuk-label--m">
          {prompt}
        </Label>
      </h2>
      <WhoReads readers="only-you" id={`${field}-readers`} />
      <HintAndError {...description} />
      {elsewhere === undefined ? null : <Elsewhere text={elsewhere} />}
      <textarea
        className={classNames('govuk-textarea', error !== undefined && 'govuk-textarea--error')}
        id={field}
        name={fieldNames.reflection(id)}
        rows={4}
        defaultValue={text}
        aria-describedby={describedByIds(`${field}-readers`, description)}
      />
    </FormGroup>
  )
}

/** The boxes of a template: each has a help beside it, and none is filled in for anybody. */
function Boxes({
  reflection,
  template,
  text,
  error,
  elsewhere,
}: TextProps & { template: TemplateName }) {
  const { id, prompt } = reflection
  const field = reflectionFieldId(id)
  const { title, boxes } = templates[template]
  const words = boxesIn(text, template)
  return (
    <FormGroup hasError={error !== undefined} group={{ classes: 'govuk-!-margin-bottom-2' }}>
      <Fieldset
        legend={{
          text: <h2 className="govuk-fieldset__heading">{prompt}</h2>,
          classes: 'govuk-fieldset__legend--m',
        }}
        describedBy={`${field}-readers`}
      >
        <WhoReads readers="only-you" id={`${field}-readers`} />
        <p className="govuk-body cc-quiet">
          {/[.?!]$/.test(title) ? title : `${title}.`} Fill in as many boxes as help you.
        </p>
        <HintAndError
          id={field}
          {...(error === undefined ? {} : { errorMessage: { text: error } })}
        />
        {elsewhere === undefined ? null : <Elsewhere text={elsewhere} />}
        {boxes.map((box, index) => (
          <Textarea
            key={box.id}
            id={index === 0 ? field : `${field}-${box.id}`}
            name={fieldNames.box(id, box.id)}
            label={{ text: box.label, classes: 'govuk-label--s' }}
            hint={{ text: box.help }}
            formGroup={{ classes: 'govuk-!-margin-bottom-4' }}
            rows={3}
            value={words[box.id] ?? ''}
          />
        ))}
      </Fieldset>
    </FormGroup>
  )
}
