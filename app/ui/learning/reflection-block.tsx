import { Fragment } from 'react'
import type { ReflectionView } from '#server/learning/study.server.ts'
import { fieldNames } from '#server/learning/rules/work.ts'
import { Button } from '../govuk/button/button.tsx'
import { HintAndError, FormGroup, describedByIds } from '../govuk/form-group.tsx'
import { InsetText } from '../govuk/inset-text/inset-text.tsx'
import { Label } from '../govuk/label/label.tsx'
import { classNames } from '../govuk/options.ts'
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
  const { reflection, shown, save, error, typed, elsewhere } = props
  const { id, prompt, template, text } = reflection
  const field = reflectionFieldId(id)
  const description = {
    id: field,
    ...(template === undefined ? {} : { hint: { text: `You could begin like this: ${template}` } }),
    ...(error === undefined ? {} : { errorMessage: { text: error } }),
  }
  return (
    <Panel
      kind="private"
      classes="cc-item govuk-!-margin-bottom-6"
      attributes={{ id: `item-${id}` }}
    >
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
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
          defaultValue={typed ?? text}
          aria-describedby={describedByIds(`${field}-readers`, description)}
        />
      </FormGroup>
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

function Elsewhere({ text }: { text: string }) {
  return (
    <InsetText>
      <p className="govuk-!-font-weight-bold">Saved in the other window</p>
      <p>
        {text.split('\n').map((line, index) => (
          <Fragment key={index}>
            {index > 0 ? <br /> : null}
            {line}
          </Fragment>
        ))}
      </p>
    </InsetText>
  )
}
