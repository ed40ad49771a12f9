import { useEffect, useRef, useState } from 'react'
import { moved } from '#server/learning/rules/order-move.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { Button } from '../govuk/button/button.tsx'
import { Hint } from '../govuk/hint/hint.tsx'

type Part = { id: string; text: string }
type Move = { id: string; by: 'up' | 'down' }

/**
 * Parts that are put in order with two buttons each. Without JavaScript a button is a post; with it
 * the page moves the part at once and keeps the focus on it.
 */
export function OrderFields(props: {
  item: string
  choices: readonly Part[]
  onArrange: (item: string) => void
}) {
  const { item, choices, onArrange } = props
  const [order, setOrder] = useState(choices.map((one) => one.id))
  const [last, setLast] = useState<Move | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const parts = order.flatMap((id) => choices.filter((one) => one.id === id))

  useEffect(() => {
    if (last === null) return
    const row = list.current?.querySelector(`[data-part="${last.id}"]`)
    const same = row?.querySelector<HTMLButtonElement>(`[data-by="${last.by}"]`)
    // At an end of the list only the other button is left.
    const target = same ?? row?.querySelector<HTMLButtonElement>('[data-by]')
    target?.focus()
  }, [last])

  const move = (id: string, by: Move['by']) => {
    setOrder((before) => moved(before, id, by))
    setLast({ id, by })
    onArrange(item)
  }
  return (
    <>
      <Hint>
        <span className="cc-order__hint">
          Move each part with its buttons until the order is right.
        </span>
        <span className="cc-paper-only">Write into each box which place it has.</span>
      </Hint>
      <ol className="govuk-list cc-order" ref={list}>
        {parts.map((part, index) => (
          <li className="cc-order__part" key={part.id} data-part={part.id}>
            <span className="cc-order__text">{part.text}</span>
            <input type="hidden" name={fieldNames.choice(item)} value={`${index + 1}:${part.id}`} />
            <span className="cc-order__moves">
              {index > 0 ? <MoveButton item={item} part={part} by="up" onMove={move} /> : null}
              {index < parts.length - 1 ? (
                <MoveButton item={item} part={part} by="down" onMove={move} />
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      <p className="govuk-visually-hidden" role="status">
        {last === null ? '' : placeText(parts, last.id)}
      </p>
    </>
  )
}

function MoveButton(props: {
  item: string
  part: Part
  by: Move['by']
  onMove: (id: string, by: Move['by']) => void
}) {
  const { item, part, by, onMove } = props
  return (
    <Button
      name="intent"
      value={`${by}:${item}:${part.id}`}
      classes="govuk-button--secondary cc-order__move"
      attributes={{
        'data-by': by,
        onClick: (event) => {
          event.preventDefault()
          onMove(part.id, by)
        },
      }}
    >
      {by === 'up' ? 'Up' : 'Down'}
      <span className="govuk-visually-hidden">: {part.text}</span>
    </Button>
  )
}

function placeText(parts: readonly Part[], id: string): string {
  const index = parts.findIndex((one) => one.id === id)
  return `${parts[index]?.text ?? ''}: now ${index + 1} of ${parts.length}.`
}
