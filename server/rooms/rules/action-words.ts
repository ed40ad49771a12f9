import { day, dayTextWithYear, isDay } from '#server/platform/rules/london.ts'
import type { ActionView } from './shapes.ts'

/** 'Amara, by 4 December 2026' · 'By 4 December 2026' · 'Nobody yet' */
export function whoAndWhen({ owner, due }: Pick<ActionView, 'owner' | 'due'>): string {
  const by = due && isDay(due) ? `by ${dayTextWithYear(day.parse(due))}` : ''
  if (owner && by) return `${owner}, ${by}`
  return owner ?? (by ? `B${by.slice(1)}` : 'Nobody yet')
}
