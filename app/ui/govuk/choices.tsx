import { Fragment, type ReactNode } from 'react'
import { Fieldset } from './fieldset/fieldset.tsx'
import { describedByIds, FormGroup, HintAndError } from './form-group.tsx'
import { Hint } from './hint/hint.tsx'
import { Label } from './label/label.tsx'
import {
  classNames,
  idList,
  isShown,
  type Attributes,
  type ElementAttributes,
  type ErrorMessageOptions,
  type FieldsetOptions,
  type HintOptions,
  type InputsGroupOptions,
  type Items,
} from './options.ts'

export type ChoiceItem = {
  text?: ReactNode
  value?: string | number
  id?: string
  label?: { classes?: string; attributes?: ElementAttributes }
  hint?: HintOptions
  checked?: boolean
  disabled?: boolean
  /** Asked only of those who choose this item; stands under it. */
  conditional?: { text?: ReactNode }
  attributes?: Attributes<'input'>
}

export type ChoiceDivider = { divider: ReactNode }

export type ChoicesProps = {
  name?: string
  idPrefix?: string
  fieldset?: FieldsetOptions
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  formGroup?: InputsGroupOptions
  classes?: string
  attributes?: ElementAttributes
}

/** The frame that radios and checkboxes share: group, fieldset, hint, error, items. */
export function ChoiceGroup(
  props: ChoicesProps & { kind: 'radios' | 'checkboxes'; describedBy?: string; items: ReactNode },
) {
  const description = { ...props, id: props.idPrefix || props.name }
  const inner = (
    <>
      <HintAndError id={description.id} hint={props.hint} errorMessage={props.errorMessage} />
      <div
        className={classNames(`govuk-${props.kind}`, props.classes)}
        {...props.attributes}
        data-module={`govuk-${props.kind}`}
      >
        {props.formGroup?.beforeInputs?.text}
        {props.items}
        {props.formGroup?.afterInputs?.text}
      </div>
    </>
  )
  return (
    <FormGroup group={props.formGroup} hasError={Boolean(props.errorMessage)}>
      {props.fieldset ? (
        <Fieldset
          {...props.fieldset}
          describedBy={describedByIds(props.fieldset.describedBy || props.describedBy, description)}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  )
}

/**
 * The items of a group. The first has the id of the group itself, so that an error summary can
 * link to it; the others are numbered from 2.
 */
export function ChoiceItems<Item extends ChoiceItem>(props: {
  items: Items<Item | ChoiceDivider>
  idPrefix: string | undefined
  item: (item: Item, id: string) => ReactNode
  kind: 'radios' | 'checkboxes'
}) {
  return (
    <>
      {props.items.map((item, index) => {
        if (!item) return null
        if ('divider' in item && item.divider) {
          return (
            <div key={index} className={`govuk-${props.kind}__divider`}>
              {item.divider}
            </div>
          )
        }
        if (isDivider(item)) return null
        const id = item.id || `${props.idPrefix}${index > 0 ? `-${index + 1}` : ''}`
        return <Fragment key={index}>{props.item(item, id)}</Fragment>
      })}
    </>
  )
}

/** One control with its label, its hint and what is asked of those who choose it. */
export function Choice(
  props: ChoiceItem & {
    id: string
    kind: 'radios' | 'checkboxes'
    name: string | undefined
    isChecked: boolean
    describedBy?: string
    behaviour?: string
  },
) {
  const { kind, id } = props
  const hintId = isShown(props.hint?.text) ? `${id}-item-hint` : undefined
  const conditionalId = isShown(props.conditional?.text) ? `conditional-${id}` : undefined
  const { text: hintText, ...hint } = props.hint ?? {}
  return (
    <>
      <div className={`govuk-${kind}__item`}>
        <input
          className={`govuk-${kind}__input`}
          id={id}
          name={props.name ?? ''}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
          value={props.value ?? ''}
          defaultChecked={props.attributes?.checked === undefined ? props.isChecked : undefined}
          disabled={props.disabled}
          data-aria-controls={conditionalId}
          data-behaviour={props.behaviour || undefined}
          aria-describedby={idList(props.describedBy, hintId)}
          {...props.attributes}
        />
        <Label
          {...props.label}
          classes={classNames(`govuk-${kind}__label`, props.label?.classes)}
          for={id}
        >
          {props.text}
        </Label>
        {hintId ? (
          <Hint {...hint} id={hintId} classes={classNames(`govuk-${kind}__hint`, hint.classes)}>
            {hintText}
          </Hint>
        ) : null}
      </div>
      {conditionalId ? (
        <div
          className={classNames(
            `govuk-${kind}__conditional`,
            !props.isChecked && `govuk-${kind}__conditional--hidden`,
          )}
          id={conditionalId}
        >
          {props.conditional?.text}
        </div>
      ) : null}
    </>
  )
}

function isDivider(item: ChoiceItem | ChoiceDivider): item is ChoiceDivider {
  return 'divider' in item
}
