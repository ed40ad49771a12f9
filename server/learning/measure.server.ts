import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { ToolkitId } from '#server/platform/rules/ids.ts'
import type { Release, SurveyItem } from '#server/toolkits/rules/release.ts'
import { calibration, type Calibration } from './rules/calibration.ts'
import { surveyView, type SurveyView } from './rules/choosing.ts'
import type { Fact } from './rules/fact.ts'
import * as store from './store.server.ts'
import type { Library } from './study.server.ts'

/** A survey answered before and after, of one toolkit. */
export type OwnSurvey = { toolkit: ToolkitId; title: string; survey: SurveyView }

/** What somebody can see of their own learning; nobody else is ever given it. */
export type OwnMeasure = { calibration: Calibration; surveys: OwnSurvey[] }

export function createMeasure({ db, toolkits }: { db: Database; toolkits: Library }) {
  return {
    /** How sure the actor was and is, and what has changed between a survey before and after. */
    async ownMeasure(actor: Actor): Promise<OwnMeasure> {
      if (!can(actor, 'read', { kind: 'own-record', owner: actor.person }))
        return { calibration: calibration([]), surveys: [] }
      const facts = await store.factsOf(db.read, actor.person)
      const answered = [
        ...new Set(facts.flatMap((one) => (one.verb === 'responded' ? [one.toolkit] : []))),
      ]
      const releases = await Promise.all(answered.map((toolkit) => toolkits.current(toolkit)))
      return {
        calibration: calibration(facts),
        surveys: releases.flatMap((release) => (release ? pairsIn(release, facts) : [])),
      }
    },
  }
}

/** The surveys of a module that have been answered at both ends. */
function pairsIn(release: Release, facts: readonly Fact[]): OwnSurvey[] {
  const own = facts.filter((one) => one.toolkit === release.toolkit)
  return release.sections
    .flatMap((section) => section.items)
    .filter((item): item is SurveyItem => item.type === 'survey' && item.phase === 'after')
    .map((item) => surveyView(item, { facts: own, drafts: [] }))
    .filter((survey) => !survey.isOpen && survey.earlier.length > 0)
    .map((survey) => ({ toolkit: release.toolkit, title: release.title, survey }))
}
