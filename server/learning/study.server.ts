import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import {
  findItem,
  findSection,
  type Release,
  type ReleaseCard,
  type ReleaseNote,
  type Section,
  type SectionText,
} from '#server/toolkits/rules/release.ts'
import { deskOf, writtenOn, type Desk } from './desk.server.ts'
import type { Judgements } from './judgements.server.ts'
import { readableText } from './rules/boxes.ts'
import { changedSince, retiredAnswers, type Changed } from './rules/changes.ts'
import { spreadState } from './rules/choosing.ts'
import type { Fact } from './rules/fact.ts'
import { mark } from './rules/mark.ts'
import { planOf } from './rules/plan.ts'
import { progress, type Progress } from './rules/progress.ts'
import { resume, type Place } from './rules/resume.ts'
import type { Counts } from './rules/spread-view.ts'
import { sectionPageOf, type SectionPage } from './section-page.server.ts'
import * as store from './store.server.ts'

export { deskOf, writtenOn, type Desk } from './desk.server.ts'
export type {
  Neighbour,
  NewVersion,
  ReflectionView,
  SectionBlock,
  SectionPage,
} from './section-page.server.ts'

/** What learning asks of the toolkits. */
export type Library = {
  library(): Promise<ReleaseCard[]>
  current(toolkit: ToolkitId): Promise<Release | null>
  release(hash: ReleaseHash): Promise<Release | null>
  /** Its releases, the oldest first. */
  history(toolkit: ToolkitId): Promise<ReleaseNote[]>
  section(hash: ReleaseHash, section: string): Promise<SectionText | null>
  scenes(hash: ReleaseHash, vignette: string): Promise<string[]>
}

/** Where to go on, with what a link says about it. */
export type NextPlace = Place & { number: number; title: string }

export type Overview = {
  card: Omit<ReleaseCard, 'format' | 'publishedAt'>
  licence: string
  authors: string[]
  references: Release['references']
  progress: Progress
  warnings: Record<string, string>
  place: NextPlace | null
  doneOn: Day | null
  /** Working time so far, for the learner alone, in whole minutes. */
  activeMinutes: number
  assigned: { teamName: string; dueOn: Day }[]
  /** What is different since the release that the learner worked on last. */
  changed: Changed | null
  /** Answers to questions that are no longer asked, as they were asked. */
  earlierAnswers: { question: string; answer: string }[]
}

/** One reflection of the learner's own, as it is offered elsewhere. */
export type OwnReflection = {
  item: string
  prompt: string
  section: string
  text: string
  at: number
}

/** A reflection with the module it belongs to, and where it stands there now. */
export type PlacedReflection = OwnReflection & {
  toolkit: ToolkitId
  toolkitTitle: string
  place: { section: string; item: string } | null
}

export const noSuchToolkit = () => refuse('not_found', 'There is no such toolkit.')
export const noSuchSection = () => refuse('not_found', 'There is no such section in this toolkit.')

/** What a learner reads: the toolkit's overview, a section, their own reflections. */
export function createStudy({
  db,
  toolkits,
  judgements,
  now,
}: {
  db: Database
  toolkits: Library
  judgements: Pick<Judgements, 'counts'>
  now: () => number
}) {
  async function scenesOf(release: Release, section: Section): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>()
    for (const item of section.items)
      if (item.type === 'vignette') found.set(item.id, await toolkits.scenes(release.hash, item.id))
    return found
  }

  /** Counted only for those who have judged themselves. */
  async function countsOf(
    release: Release,
    section: Section,
    desk: Desk,
  ): Promise<Map<string, Counts>> {
    const found = new Map<string, Counts>()
    for (const item of section.items) {
      if (item.type !== 'spread' || !spreadState(item, desk).isJudged) continue
      found.set(item.id, await judgements.counts(release.toolkit, item.id))
    }
    return found
  }

  return {
    /** The toolkit and how far the actor is in it. */
    async overview(actor: Actor, toolkit: ToolkitId): Promise<Outcome<Overview>> {
      const release = await toolkits.current(toolkit)
      if (!release || !can(actor, 'read', { kind: 'library' })) return noSuchToolkit()
      const desk = await deskOf(db.read, actor.person, toolkit)
      const teams = actor.memberships.map((one) => one.team)
      const given = await store.assignmentsOf(db.read, actor.organisation, teams, toolkit)
      return ok({
        ...overviewOf(release, desk),
        changed: changedSince(release, await toolkits.history(toolkit), desk.facts),
        earlierAnswers: await earlierAnswers(release, desk.facts),
        assigned: given.map(({ team, dueOn }) => ({
          teamName: actor.memberships.find((one) => one.team === team)?.teamName ?? '',
          dueOn,
        })),
      })
    },

    /** One section with what the actor has done and typed in it. Reading it changes nothing. */
    async sectionPage(
      actor: Actor,
      toolkit: ToolkitId,
      sectionId: string,
    ): Promise<Outcome<SectionPage>> {
      const release = await toolkits.current(toolkit)
      if (!release || !can(actor, 'read', { kind: 'library' })) return noSuchToolkit()
      const section = findSection(release, sectionId)
      const text = section && (await toolkits.section(release.hash, section.id))
      if (!section || !text) return noSuchSection()
      const desk = await deskOf(db.read, actor.person, toolkit)
      return ok({
        ...sectionPageOf(release, section, text, {
          ...{ ...desk, seed: actor.person },
          scenes: await scenesOf(release, section),
          counts: await countsOf(release, section, desk),
        }),
        reader: actor.person,
        openedAt: now(),
        changed: newVersion(release, await toolkits.history(toolkit), desk),
        activeMinutes: activeMinutes(desk),
      })
    },

    /** The actor's own reflections in a toolkit, in the order of the module. Nobody else's, ever. */
    reflections,

    /** The actor's own reflections in all modules, with where each stands now. Nobody else's. */
    async allReflections(actor: Actor): Promise<PlacedReflection[]> {
      const written = await store.writtenBy(db.read, actor.person)
      const wrote = [...new Set(written.map((one) => one.toolkit))]
      const all = await Promise.all(
        wrote.map(async (toolkit) => {
          const release = await toolkits.current(toolkit)
          return (await reflections(actor, toolkit)).map((one) => {
            const place = release && findItem(release, one.item)
            return {
              ...one,
              toolkit,
              toolkitTitle: release?.title ?? '',
              place: place && { section: place.section.id, item: one.item },
            }
          })
        }),
      )
      return all.flat()
    },
  }

  async function earlierAnswers(
    release: Release,
    facts: readonly Fact[],
  ): Promise<Overview['earlierAnswers']> {
    const found = await Promise.all(
      retiredAnswers(release, facts).map(async (one) => {
        const then = await toolkits.release(one.release)
        const item = then && findItem(then, one.item)?.item
        if (item?.type !== 'check') return []
        const marked = mark(item, { chosen: [...one.chosen] })
        const answer = marked.ok ? marked.value.chosen.map((line) => line.text).join('; ') : ''
        return [{ question: item.question, answer }]
      }),
    )
    return found.flat()
  }

  async function reflections(actor: Actor, toolkit: ToolkitId): Promise<OwnReflection[]> {
    if (!can(actor, 'read', { kind: 'own-record', owner: actor.person })) return []
    const stored = await store.reflectionsOf(db.read, actor.person, toolkit)
    const current = await toolkits.current(toolkit)
    const found = await Promise.all(
      stored.map(async (one) => {
        const release =
          current && findItem(current, one.item) ? current : await toolkits.release(one.release)
        return { one, place: release && findItem(release, one.item) }
      }),
    )
    const inOrder = current?.sections.flatMap((section) => section.items.map((item) => item.id))
    const rank = (item: string) => {
      const at = inOrder?.indexOf(item) ?? -1
      return at === -1 ? Number.MAX_SAFE_INTEGER : at
    }
    return found
      .map(({ one, place }) => ({
        item: one.item,
        prompt: place?.item.type === 'reflection' ? place.item.prompt : '',
        section: place?.section.title ?? '',
        text: readableText(one.text),
        at: one.savedAt,
      }))
      .sort((a, b) => rank(a.item) - rank(b.item) || a.at - b.at)
  }
}

/** Where the learner goes on, named for a link; null when nothing is left. */
export function nextPlace(
  release: Release,
  facts: readonly Fact[],
  written: ReadonlySet<string>,
  last: string | null,
): NextPlace | null {
  const place = resume(planOf(release), facts, written, last)
  const section = place && findSection(release, place.section)
  return place && section && { ...place, number: section.number, title: section.title }
}

function overviewOf(
  release: Release,
  desk: Desk,
): Omit<Overview, 'assigned' | 'changed' | 'earlierAnswers'> {
  const { sections, licence, authors, references } = release
  const written = writtenOn(desk)
  const all = progress(planOf(release), desk.facts, written)
  return {
    card: cardOf(release),
    licence,
    authors,
    references,
    progress: all,
    warnings: Object.fromEntries(
      sections.flatMap(({ id, warning }) => (warning === undefined ? [] : [[id, warning]])),
    ),
    place: nextPlace(release, desk.facts, written, desk.activity[0]?.section ?? null),
    doneOn: all.completedAt === null ? null : londonDay(all.completedAt),
    activeMinutes: activeMinutes(desk),
  }
}

function activeMinutes({ activity }: Desk): number {
  return Math.round(totalActiveMs(activity) / 60_000)
}

/** What a section says of a new version. A module that the edit alone completes says it itself. */
function newVersion(
  release: Release,
  history: readonly ReleaseNote[],
  { facts }: Desk,
): SectionPage['changed'] {
  const changed = changedSince(release, history, facts)
  if (!changed || changed.completedByEdit) return null
  return { version: release.version, severity: changed.severity, notes: changed.notes }
}

/** Named fields only: the release itself holds the right answers. */
function cardOf(release: Release): Overview['card'] {
  return {
    toolkit: release.toolkit,
    hash: release.hash,
    version: release.version,
    kind: release.kind,
    title: release.title,
    summary: release.summary,
    themes: release.themes,
    audiences: release.audiences,
    standards: release.standards,
    ...(release.cpdType === undefined ? {} : { cpdType: release.cpdType }),
    minutes: release.minutes,
    sectionCount: release.sectionCount,
    checkCount: release.checkCount,
    reflectionCount: release.reflectionCount,
    stageCount: release.stageCount,
    review: release.review,
    preview: release.preview,
  }
}

export function totalActiveMs(activity: readonly store.Activity[]): number {
  return activity.reduce((sum, one) => sum + one.activeMs, 0)
}
