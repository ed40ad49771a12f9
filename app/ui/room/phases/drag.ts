import { useState, type DragEvent } from 'react'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { classNames } from '../../govuk/options.ts'
import { useRoom } from '../room-context.tsx'

/** What is dragged is a card of this room, and no file or link from somewhere else. */
const ofCard = 'application/x-casecircle-card'

/**
 * What lets a card be dragged to another theme; nothing where it cannot be moved. Only an addition
 * for those with a mouse: the list and the button beside it do the same.
 */
export function useDraggedCard(card: string, isMovable: boolean) {
  const { client } = useRoom()
  if (!client || !isMovable) return {}
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      event.dataTransfer.setData(ofCard, card)
      event.dataTransfer.effectAllowed = 'move'
    },
  }
}

/** What lets a theme take the cards that are dropped on it; null is the place of cards without one. */
export function useCardsDropped(theme: string | null, phase: PhaseView, isOpen: boolean) {
  const { client, view } = useRoom()
  const [isOver, setIsOver] = useState(false)
  if (!client || !isOpen) return { classes: '', drop: {} }

  async function move(card: string): Promise<void> {
    const stands = view.cards.find((one) => one.card === card)
    if (!client || !stands || (stands.theme ?? null) === theme) return
    const answer = await client.send('card.move', { card, theme }, { phase: phase.id })
    if (answer && !answer.ok) client.say(answer.error.message)
  }

  const drop = {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(ofCard)) return
      event.preventDefault()
      setIsOver(true)
    },
    onDragLeave(event: DragEvent) {
      const to = event.relatedTarget
      if (to instanceof Node && event.currentTarget.contains(to)) return
      setIsOver(false)
    },
    onDrop(event: DragEvent) {
      const card = event.dataTransfer.getData(ofCard)
      setIsOver(false)
      if (card === '') return
      event.preventDefault()
      void move(card)
    },
  }
  return { classes: classNames(isOver && 'is-over'), drop }
}
