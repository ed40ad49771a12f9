import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Evidence } from '#server/evidence/rules/evidence.ts'
import type {
  EntryId,
  EvidenceId,
  OrganisationId,
  PersonId,
  RoomId,
  TeamId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import { broughtOf } from './imports/store.server.ts'
import { activityText } from './rules/entry/answer.ts'
import type { LinkedEvidence } from './rules/entry/brought.ts'
import { draftId, draftOf, evidenceTitle } from './rules/entry/draft.ts'
import type { Entry } from './rules/entry/entry.ts'
import { noWords, type OwnWords } from './rules/entry/offer.ts'
import { withCarried, type CarriedStandards } from './rules/readiness/carried.ts'
import type { Profile } from './rules/regulator/profile.ts'
import { entriesOf, findEntry, usedIds, type StoredEntry } from './store.server.ts'

/** The faces that a record is drawn from; each answers only its owner. */
export type Sources = {
  standards: { carriedBy(evidence: readonly Evidence[]): Promise<CarriedStandards> }
  evidence: {
    own(actor: Actor): Promise<Evidence[]>
    ofOwner(read: Queries, owner: PersonId): Promise<Evidence[]>
  }
  learning: {
    reflections(
      actor: Actor,
      toolkit: ToolkitId,
    ): Promise<readonly { item: string; prompt: string; text: string }[]>
  }
  notes: {
    ofToolkit(
      actor: Actor,
      toolkit: ToolkitId,
    ): Promise<readonly { section: { title: string } | null; text: string }[]>
  }
  rooms: {
    ownLearning(
      actor: Actor,
      room: RoomId,
    ): Promise<{
      learnt?: string
      impact?: string
      peerLearning?: string
      notes: readonly { phaseTitle: string; text: string }[]
    } | null>
  }
  organisations: {
    membersOf(
      read: Queries,
      organisation: OrganisationId,
      team: TeamId,
    ): Promise<readonly { person: PersonId }[]>
  }
}

/** Everything of one owner: what was saved, and the drafts that evidence without an entry is. */
export type OwnRecord = {
  entries: Entry[]
  /** The same as the profile counts them: where it asks what they touch, with what is carried. */
  counted: Entry[]
  evidence: LinkedEvidence[]
}

/** Draws the actor's record together. Drafts are views: nothing is written. */
export async function ownRecord(
  { db, sources, profile }: { db: Database; sources: Sources; profile: Profile },
  actor: Actor,
): Promise<OwnRecord> {
  const [saved, used, attested, brought] = await Promise.all([
    entriesOf(db.read, actor.person),
    usedIds(db.read, actor.person),
    sources.evidence.own(actor),
    broughtOf(db.read, actor.person),
  ])
  const waiting = attested.filter((one) => !used.has(draftId(one)))
  const drafts = await Promise.all(
    waiting.map(async (one) =>
      draftOf(profile, actor.person, one, (await ownWords(sources, actor, one)).learning),
    ),
  )
  const entries = [...saved, ...drafts]
  // What came in with a file carries nothing: it is no fact of ours.
  const counted =
    profile.coverage.length === 0
      ? entries
      : withCarried(entries, await sources.standards.carriedBy(attested))
  return { entries, counted, evidence: linkable(attested, brought) }
}

/** What an entry can be linked with: a fact of ours goes before one of the same id from a file. */
function linkable(attested: readonly Evidence[], brought: readonly Evidence[]): LinkedEvidence[] {
  const ours = new Set(attested.map(({ id }) => id))
  return [
    ...attested.map((one) => ({ ...one, isBrought: false })),
    ...brought.filter(({ id }) => !ours.has(id)).map((one) => ({ ...one, isBrought: true })),
  ]
}

/** One entry as it stands, saved or still a view; null for what is not the actor's. */
export async function ownEntry(
  { db, sources, profile }: { db: Database; sources: Sources; profile: Profile },
  actor: Actor,
  id: EntryId,
): Promise<(Entry & { deletedAt: number | null }) | null> {
  const saved: StoredEntry | null = await findEntry(db.read, actor.person, id)
  if (saved) return saved
  if ((await usedIds(db.read, actor.person)).has(id)) return null
  const evidence = (await sources.evidence.own(actor)).find((one) => draftId(one) === id)
  if (!evidence) return null
  const words = await ownWords(sources, actor, evidence)
  return { ...draftOf(profile, actor.person, evidence, words.learning), deletedAt: null }
}

/** What the actor wrote in the module or the room that this evidence is about. */
export async function ownWords(
  sources: Sources,
  actor: Actor,
  { fact }: Evidence,
): Promise<OwnWords> {
  if (fact.kind === 'module-completed') {
    const notes = await sources.notes.ofToolkit(actor, fact.toolkit)
    return {
      ...noWords,
      reflections: await sources.learning.reflections(actor, fact.toolkit),
      notes: notes.map(({ section, text }) => ({ phaseTitle: section?.title ?? fact.title, text })),
    }
  }
  const own = await sources.rooms.ownLearning(actor, fact.room)
  if (!own) return noWords
  const { notes, learnt, impact, peerLearning } = own
  return { ...noWords, notes, learning: { learnt, impact, peerLearning } }
}

/** How an entry is called: after its evidence, else after its type. Never by its words. */
export function titleOf(
  profile: Profile,
  entry: Pick<Entry, 'evidence' | 'fields' | 'broughtLabel'>,
  evidence: readonly Evidence[],
): string {
  const linked = evidenceOf(entry, evidence)[0]
  if (linked) return evidenceTitle(linked)
  return activityText([profile], entry) ?? 'CPD entry'
}

/** What an entry is linked with, in its order. */
export function evidenceOf<T extends Evidence>(
  entry: Pick<Entry, 'evidence'>,
  evidence: readonly T[],
): T[] {
  return entry.evidence.flatMap((id: EvidenceId) => evidence.find((one) => one.id === id) ?? [])
}
