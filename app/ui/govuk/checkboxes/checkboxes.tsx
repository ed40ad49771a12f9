import {
  Choice,
  ChoiceGroup,
  ChoiceItems,
  type ChoiceDivider,
  type ChoiceItem,
  type ChoicesProps,
} from '../choices.tsx'
import { describedByIds } from '../form-group.tsx'
import type { Items } from '../options.ts'

export type CheckboxItem = ChoiceItem & {
  /** Differs from the group's name when the items are separate answers. */
  name?: string
  behaviour?: 'exclusive'
}

export type CheckboxesProps = ChoicesProps & {
  describedBy?: string
  items?: Items<CheckboxItem | ChoiceDivider>
  /** The values chosen at first. */
  values?: readonly (string | number)[]
}

/** Any number of answers. */
export function Checkboxes({ items = [], values, ...props }: CheckboxesProps) {
  return (
    <ChoiceGroup
      {...props}
      kind="checkboxes"
      items={
        <ChoiceItems<CheckboxItem>
          kind="checkboxes"
          items={items}
          idPrefix={props.idPrefix || props.name}
          item={(item, id) => (
            <Choice
              {...item}
              kind="checkboxes"
              id={id}
              name={item.name || props.name}
              describedBy={props.fieldset ? undefined : describedBy(props)}
              isChecked={isChosen(item, values)}
            />
          )}
        />
      }
    />
  )
}

function isChosen(item: CheckboxItem, values: CheckboxesProps['values']): boolean {
  if (item.checked) return true
  if (!values || item.checked === false || item.value === undefined) return false
  return values.map(String).includes(String(item.value))
}

/** Without a fieldset, each box says itself what describes the group. */
function describedBy(props: CheckboxesProps): string | undefined {
  return describedByIds(props.describedBy, {
    id: props.idPrefix || props.name,
    hint: props.hint,
    errorMessage: props.errorMessage,
  })
}
