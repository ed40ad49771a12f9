import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import {
  answerDrafts,
  assignments,
  learningFacts,
  reflections,
  sectionActivity,
} from '#db/schema/learning.ts'
import type {
  AssignmentId,
  OrganisationId,
  PersonId,
  ReleaseHash,
  TeamId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { factKey, type Fact } from './rules/fact.ts'
import type { ReadTo } from './rules/reading-place.ts'

export type Assignment = {
  assignment: AssignmentId
  team: TeamId
  toolkit: ToolkitId
  dueOn: Day
  at: number
}
export type StoredReflection = {
  item: string
  release: ReleaseHash
  text: string
  savedAt: number
}
export type StoredDraft = { item: string; chosen: readonly string[]; savedAt: number }
export type Activity = {
  section: string
  activeMs: number
  lastAt: number
  readTo: ReadTo | null
}

/** Gives the toolkit to the team; when the team has it already, only the due date moves. */
export async function putAssignment(
  tx: Transaction,
  organisation: OrganisationId,
  row: { id: AssignmentId; team: TeamId; toolkit: ToolkitId; dueOn: Day; by: PersonId; at: number },
): Promise<Assignment> {
  await tx
    .insert(assignments)
    .values({ ...row, organisation })
    .onConflictDoUpdate({
      target: [assignments.team, assignments.toolkit],
      set: { dueOn: row.dueOn },
      setWhere: eq(assignments.organisation, organisation),
    })
  const [kept] = await assignmentsOf(tx, organisation, [row.team], row.toolkit)
  if (!kept) throw new Error('the assignment was not kept')
  return kept
}

/** What the teams of one organisation have been given, the earliest due date first. */
export async function assignmentsOf(
  db: Queries,
  organisation: OrganisationId,
  teams: readonly TeamId[],
  toolkit?: ToolkitId,
): Promise<Assignment[]> {
  if (teams.length === 0) return []
  return db
    .select({
      assignment: assignments.id,
      team: assignments.team,
      toolkit: assignments.toolkit,
      dueOn: assignments.dueOn,
      at: assignments.at,
    })
    .from(assignments)
    .where(
      and(
        eq(assignments.organisation, organisation),
        inArray(assignments.team, [...teams]),
        toolkit === undefined ? undefined : eq(assignments.toolkit, toolkit),
      ),
    )
    .orderBy(asc(assignments.dueOn), asc(assignments.at), asc(assignments.id))
}

/** Adds a fact, or nothing when the person has it already. */
export async function appendFact(tx: Transaction, id: string, fact: Fact): Promise<void> {
  const { person, toolkit, at } = fact
  await tx
    .insert(learningFacts)
    .values({ id, person, toolkit, key: factKey(fact), fact, at })
    .onConflictDoNothing({
      target: [learningFacts.person, learningFacts.toolkit, learningFacts.key],
    })
}

/** One person's facts, of one toolkit or of all. */
export async function factsOf(db: Queries, person: PersonId, toolkit?: ToolkitId): Promise<Fact[]> {
  const rows = await db
    .select({ fact: learningFacts.fact })
    .from(learningFacts)
    .where(
      and(
        eq(learningFacts.person, person),
        toolkit === undefined ? undefined : eq(learningFacts.toolkit, toolkit),
      ),
    )
  return rows.map((row) => row.fact)
}

/**
 * The first answers of everybody, of all organisations, to an item without a right answer: for
 * counting, never for telling who. Nothing leads to an item without its person, so everybody's keys
 * are walked: in their order, because that reads the index alone.
 */
export async function firstResponses(
  db: Queries,
  toolkit: ToolkitId,
  item: string,
): Promise<{ person: PersonId; chosen: string[] }[]> {
  const rows = await db
    .select({ person: learningFacts.person, fact: learningFacts.fact })
    .from(learningFacts)
    .where(and(eq(learningFacts.toolkit, toolkit), eq(learningFacts.key, `responded:${item}:1`)))
    .orderBy(asc(learningFacts.person))
  return rows.flatMap(({ person, fact }) =>
    fact.verb === 'responded' ? [{ person, chosen: fact.payload.answer.chosen }] : [],
  )
}

/** Facts of several people about some toolkits, for a face that has asked who may see them. */
export async function factsOfPeople(
  db: Queries,
  people: readonly PersonId[],
  toolkits: readonly ToolkitId[],
): Promise<Fact[]> {
  if (people.length === 0 || toolkits.length === 0) return []
  const rows = await db
    .select({ fact: learningFacts.fact })
    .from(learningFacts)
    .where(
      and(
        inArray(learningFacts.person, [...people]),
        inArray(learningFacts.toolkit, [...toolkits]),
      ),
    )
  return rows.map((row) => row.fact)
}

/** The owner's reflections in a toolkit, with their text. */
export async function reflectionsOf(
  db: Queries,
  owner: PersonId,
  toolkit: ToolkitId,
): Promise<StoredReflection[]> {
  return db
    .select({
      item: reflections.item,
      release: reflections.release,
      text: reflections.text,
      savedAt: reflections.savedAt,
    })
    .from(reflections)
    .where(and(eq(reflections.person, owner), eq(reflections.toolkit, toolkit)))
    .orderBy(asc(reflections.savedAt), asc(reflections.item))
}

/** Which reflections the owner has written: toolkit and item, never the text. */
export async function writtenBy(
  db: Queries,
  owner: PersonId,
): Promise<{ toolkit: ToolkitId; item: string }[]> {
  return db
    .select({ toolkit: reflections.toolkit, item: reflections.item })
    .from(reflections)
    .where(eq(reflections.person, owner))
}

/** Overwrites the owner's text; an empty one leaves nothing behind. */
export async function putReflection(
  tx: Transaction,
  owner: PersonId,
  toolkit: ToolkitId,
  row: StoredReflection,
): Promise<void> {
  if (row.text === '') {
    await tx
      .delete(reflections)
      .where(
        and(
          eq(reflections.person, owner),
          eq(reflections.toolkit, toolkit),
          eq(reflections.item, row.item),
        ),
      )
    return
  }
  const { release, text, savedAt } = row
  await tx
    .insert(reflections)
    .values({ ...row, person: owner, toolkit })
    .onConflictDoUpdate({
      target: [reflections.person, reflections.toolkit, reflections.item],
      set: { release, text, savedAt },
    })
}

export async function draftsOf(
  db: Queries,
  owner: PersonId,
  toolkit: ToolkitId,
): Promise<StoredDraft[]> {
  return db
    .select({
      item: answerDrafts.item,
      chosen: answerDrafts.chosen,
      savedAt: answerDrafts.savedAt,
    })
    .from(answerDrafts)
    .where(and(eq(answerDrafts.person, owner), eq(answerDrafts.toolkit, toolkit)))
}

export async function putDraft(
  tx: Transaction,
  owner: PersonId,
  toolkit: ToolkitId,
  row: StoredDraft,
): Promise<void> {
  await tx
    .insert(answerDrafts)
    .values({ ...row, person: owner, toolkit })
    .onConflictDoUpdate({
      target: [answerDrafts.person, answerDrafts.toolkit, answerDrafts.item],
      set: { chosen: row.chosen, savedAt: row.savedAt },
    })
}

export async function removeDraft(
  tx: Transaction,
  owner: PersonId,
  toolkit: ToolkitId,
  item: string,
): Promise<void> {
  await tx
    .delete(answerDrafts)
    .where(
      and(
        eq(answerDrafts.person, owner),
        eq(answerDrafts.toolkit, toolkit),
        eq(answerDrafts.item, item),
      ),
    )
}

/** Where the owner worked in a toolkit, the latest first. */
export async function activityOf(
  db: Queries,
  owner: PersonId,
  toolkit: ToolkitId,
): Promise<Activity[]> {
  return db
    .select({
      section: sectionActivity.section,
      activeMs: sectionActivity.activeMs,
      lastAt: sectionActivity.lastAt,
      readTo: sectionActivity.readTo,
    })
    .from(sectionActivity)
    .where(and(eq(sectionActivity.person, owner), eq(sectionActivity.toolkit, toolkit)))
    .orderBy(desc(sectionActivity.lastAt), asc(sectionActivity.section))
}

/** The section in which the owner worked last, for each toolkit. */
export async function lastSectionsOf(
  db: Queries,
  owner: PersonId,
): Promise<ReadonlyMap<ToolkitId, string>> {
  const rows = await db
    .select({ toolkit: sectionActivity.toolkit, section: sectionActivity.section })
    .from(sectionActivity)
    .where(eq(sectionActivity.person, owner))
    .orderBy(asc(sectionActivity.lastAt), desc(sectionActivity.section))
  return new Map(rows.map((row) => [row.toolkit, row.section]))
}

/** Adds working time to a section and says that the owner was there now, and how far down it. */
export async function addActivity(
  tx: Transaction,
  owner: PersonId,
  toolkit: ToolkitId,
  { section, activeMs, lastAt, readTo }: Activity,
): Promise<void> {
  await tx
    .insert(sectionActivity)
    .values({ person: owner, toolkit, section, activeMs, lastAt, readTo })
    .onConflictDoUpdate({
      target: [sectionActivity.person, sectionActivity.toolkit, sectionActivity.section],
      set: {
        activeMs: sql`${sectionActivity.activeMs} + ${activeMs}`,
        lastAt,
        ...(readTo === null ? {} : { readTo }),
      },
    })
}
