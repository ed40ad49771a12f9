import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { ToolkitId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { completion } from './rules/completion.ts'
import { planOf } from './rules/plan.ts'
import { progress } from './rules/progress.ts'
import { finishedFreely, firstUnfinished, type Place } from './rules/resume.ts'
import * as store from './store.server.ts'
import type { Library } from './study.server.ts'

/** A section that is not done, with what it takes to finish it. */
export type Opening = {
  kind: 'section' | 'briefing'
  toolkit: ToolkitId
  toolkitTitle: string
  number: number
  title: string
  minutes: number
  begun: boolean
  dueOn: Day | null
  place: Place
}

/** What a learner could do next, section by section. */
export function createOpenings({ db, toolkits }: { db: Database; toolkits: Library }) {
  return {
    /** Every section that the actor has not done, of every toolkit there is. */
    async openings(actor: Actor): Promise<Opening[]> {
      if (!can(actor, 'read', { kind: 'library' })) return []
      const teams = actor.memberships.map((one) => one.team)
      const [given, allFacts, allWritten, cards] = await Promise.all([
        store.assignmentsOf(db.read, actor.organisation, teams),
        store.factsOf(db.read, actor.person),
        store.writtenBy(db.read, actor.person),
        toolkits.library(),
      ])
      const all = await Promise.all(
        cards.map(async ({ toolkit, kind }) => {
          const release = await toolkits.current(toolkit)
          if (!release) return []
          const facts = allFacts.filter((one) => one.toolkit === toolkit)
          const items = allWritten.filter((one) => one.toolkit === toolkit).map((one) => one.item)
          const written = new Set(items)
          const plan = planOf(release)
          const { sections, state } = progress(plan, facts, written)
          if (state === 'done') return []
          const states = completion(plan, facts).sections
          const freely = finishedFreely(facts, written)
          const dueOn = given.find((one) => one.toolkit === toolkit)?.dueOn ?? null
          return plan.sections.flatMap((section, index): Opening[] => {
            const own = sections[index]
            if (!own || own.state === 'done') return []
            const begun = own.state === 'in-progress'
            return [
              {
                kind: kind === 'briefing' ? 'briefing' : 'section',
                toolkit,
                toolkitTitle: release.title,
                number: index + 1,
                title: section.title,
                minutes: own.minutesLeft,
                begun: begun || state === 'in-progress',
                dueOn,
                place: {
                  section: section.id,
                  item: firstUnfinished(section, states, freely),
                  begun,
                },
              },
            ]
          })
        }),
      )
      return all.flat()
    },
  }
}
