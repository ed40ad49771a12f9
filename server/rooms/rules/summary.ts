import { phaseRules } from './phases/index.ts'
import type { SummaryPart } from './phases/rules.ts'
import type { View } from './shapes.ts'

export type { SummaryPart } from './phases/rules.ts'

/** What a room leaves to its team, phase by phase; phases that were never opened say so. */
export type Summary = {
  title: string
  status: View['room']['status']
  phases: { phase: string; title: string; opened: boolean; part: SummaryPart }[]
}

/** The summary of a room: shared texts, agreements, actions, totals. Pure; only of the view. */
export function summaryOf(view: View): Summary {
  return {
    title: view.room.title,
    status: view.room.status,
    phases: view.phases.map((phase) => ({
      phase: phase.id,
      title: phase.title,
      opened: phase.state !== 'pending',
      part:
        phase.state === 'pending'
          ? { part: 'nothing' }
          : phaseRules[phase.kind].summary(view, phase),
    })),
  }
}
