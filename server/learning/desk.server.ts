import type { Queries } from '#db/connection.ts'
import type { PersonId, ToolkitId } from '#server/platform/rules/ids.ts'
import type { Fact } from './rules/fact.ts'
import * as store from './store.server.ts'

/** Everything that one person has done and written in one toolkit. */
export type Desk = {
  facts: Fact[]
  reflections: store.StoredReflection[]
  drafts: store.StoredDraft[]
  activity: store.Activity[]
}

export async function deskOf(db: Queries, person: PersonId, toolkit: ToolkitId): Promise<Desk> {
  return {
    facts: await store.factsOf(db, person, toolkit),
    reflections: await store.reflectionsOf(db, person, toolkit),
    drafts: await store.draftsOf(db, person, toolkit),
    activity: await store.activityOf(db, person, toolkit),
  }
}

export function writtenOn(desk: Desk): ReadonlySet<string> {
  return new Set(desk.reflections.map((one) => one.item))
}
