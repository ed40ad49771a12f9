import {
  Choice,
  ChoiceGroup,
  ChoiceItems,
  type ChoiceDivider,
  type ChoiceItem,
  type ChoicesProps,
} from '../choices.tsx'
import type { Items } from '../options.ts'

export type RadioItem = ChoiceItem

export type RadiosProps = ChoicesProps & {
  items?: Items<RadioItem | ChoiceDivider>
  /** The value chosen at first. */
  value?: string | number | null
}

/** One answer of a few. Each item's `text` may hold markup; an item may be `{ divider: 'or' }`. */
export function Radios({ items = [], value, ...props }: RadiosProps) {
  return (
    <ChoiceGroup
      {...props}
      kind="radios"
      items={
        <ChoiceItems<RadioItem>
          kind="radios"
          items={items}
          idPrefix={props.idPrefix || props.name}
          item={(item, id) => (
            <Choice
              {...item}
              kind="radios"
              id={id}
              name={props.name}
              isChecked={isChosen(item, value)}
            />
          )}
        />
      }
    />
  )
}

function isChosen(item: RadioItem, value: RadiosProps['value']): boolean {
  if (item.checked) return true
  return Boolean(value) && String(item.value) === String(value) && item.checked !== false
}
