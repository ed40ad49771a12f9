import type { Intent } from '#server/learning/rules/work.ts'
import { hereId } from './vignette-block.tsx'

/** The id of the place on the page where somebody goes on who has pressed an item's button. */
export function placeAfter({ act, item }: Extract<Intent, { item: string }>): string {
  switch (act) {
    case 'go':
    case 'back':
    case 'restart':
      return hereId(item)
    case 'check':
    case 'again':
    case 'respond':
    case 'reflection':
    case 'up':
    case 'down':
      return `item-${item}`
  }
}
