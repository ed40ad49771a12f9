import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import type { PersonId, ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { TemplateName } from '#server/toolkits/rules/items/templates.ts'
import {
  findItem,
  findSection,
  type CheckItem,
  type Release,
  type ReleaseCard,
  type Section,
  type SectionText,
} from '#server/toolkits/rules/release.ts'
import type { Judgements } from './judgements.server.ts'
import { boxesIn, readableText } from './rules/boxes.ts'
import { checkState, checkViewOf, type CheckView } from './rules/check-state.ts'
import { confidenceView, spreadState, surveyView, type SurveyView } from './rules/choosing.ts'
import { completion } from './rules/completion.ts'
import { latestAnswers, type Fact } from './rules/fact.ts'
import { planOf } from './rules/plan.ts'
import { spreadView, type Counts, type SpreadView } from './rules/spread-view.ts'
import { vignetteView, walkOf, type VignetteView } from './rules/walk.ts'
import { progress, type Progress } from './rules/progress.ts'
import { finishedFreely, firstUnfinished, resume, type Place } from './rules/resume.ts'
import * as store from './store.server.ts'

/** What learning asks of the toolkits. */
export type Library = {
  library(): Promise<ReleaseCard[]>
  current(toolkit: ToolkitId): Promise<Release | null>
  release(hash: ReleaseHash): Promise<Release | null>
  section(hash: ReleaseHash, section: string): Promise<SectionText | null>
  scenes(hash: ReleaseHash, vignette: string): Promise<string[]>
}

/** Everything that one person has done and written in one toolkit. */
export type Desk = {
  facts: Fact[]
  reflections: store.StoredReflection[]
  drafts: store.StoredDraft[]
  activity: store.Activity[]
}

/** The desk of one person, whose name decides in which order they see what is shuffled. */
type Seated = Desk & {
  seed: string
  /** Each vignette's scenes as HTML, and how everybody judged each spread that the person has. */
  scenes: ReadonlyMap<string, string[]>
  counts: ReadonlyMap<string, Counts>
}

/** Where to go on, with what a link says about it. */
export type NextPlace = Place & { number: number; title: string }

export type ReflectionView = {
  type: 'reflection'
  id: string
  prompt: string
  text: string
  /** Named boxes instead of one; what stands in each. */
  template?: TemplateName
  boxes?: Record<string, string>
  savedAt: number | null
  shown: string
}

export type SectionBlock =
  | { kind: 'html'; html: string }
  | { kind: 'check'; check: CheckView }
  | { kind: 'reflection'; reflection: ReflectionView }
  | { kind: 'vignette'; vignette: VignetteView }
  | { kind: 'spread'; spread: SpreadView }
  | { kind: 'survey'; survey: SurveyView }

export type Neighbour = { id: string; number: number; title: string; minutes: number }

export type SectionPage = {
  toolkit: ToolkitId
  toolkitTitle: string
  release: ReleaseHash
  section: { id: string; number: number; title: string; warning?: string }
  blocks: SectionBlock[]
  /** Glossary and references, which stand after everything that is to be done. */
  endHtml: string
  progress: Progress
  /** The first item that is not finished; null when all are. */
  unfinished: string | null
  previous: Neighbour | null
  next: Neighbour | null
  openedAt: number
}

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
  changed: { severity: 'redo' | 'read'; note: string } | null
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
        openedAt: now(),
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

function overviewOf(release: Release, desk: Desk): Omit<Overview, 'assigned'> {
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
    activeMinutes: Math.round(totalActiveMs(desk.activity) / 60_000),
    changed: changedSince(release, desk.facts),
  }
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

function changedSince(release: Release, facts: readonly Fact[]): Overview['changed'] {
  const { severity, note } = release.change
  if (severity === 'none' || facts.length === 0) return null
  const newest = facts.reduce((a, b) => (b.at > a.at ? b : a))
  return newest.release === release.hash ? null : { severity, note }
}

export function totalActiveMs(activity: readonly store.Activity[]): number {
  return activity.reduce((sum, one) => sum + one.activeMs, 0)
}

function sectionPageOf(
  release: Release,
  section: Section,
  text: SectionText,
  desk: Seated,
): Omit<SectionPage, 'openedAt'> {
  const plan = planOf(release)
  const written = writtenOn(desk)
  const planned = plan.sections.find((one) => one.id === section.id)
  const { sections: states } = completion(plan, desk.facts)
  const at = release.sections.indexOf(section)
  const { id, number, title, warning } = section
  return {
    toolkit: release.toolkit,
    toolkitTitle: release.title,
    release: release.hash,
    section: { id, number, title, ...(warning === undefined ? {} : { warning }) },
    ...blocksAndEnd(text.blocks.flatMap((block) => blockView(block, section, desk))),
    progress: progress(plan, desk.facts, written),
    unfinished: planned
      ? firstUnfinished(planned, states, finishedFreely(desk.facts, written))
      : null,
    previous: neighbour(release.sections[at - 1]),
    next: neighbour(release.sections[at + 1]),
  }
}

/** How the renderer opens what stands at the end of a text. */
const endMark = '<div class="cc-endmatter">'

function blocksAndEnd(blocks: SectionBlock[]): Pick<SectionPage, 'blocks' | 'endHtml'> {
  const last = blocks.at(-1)
  const at = last?.kind === 'html' ? last.html.lastIndexOf(endMark) : -1
  if (last?.kind !== 'html' || at === -1) return { blocks, endHtml: '' }
  const rest = last.html.slice(0, at)
  const kept: SectionBlock[] = rest === '' ? [] : [{ kind: 'html', html: rest }]
  return { blocks: [...blocks.slice(0, -1), ...kept], endHtml: last.html.slice(at) }
}

function neighbour(section: Section | undefined): Neighbour | null {
  if (!section) return null
  const { id, number, title, minutes } = section
  return { id, number, title, minutes }
}

function blockView(
  block: SectionText['blocks'][number],
  section: Section,
  desk: Seated,
): SectionBlock[] {
  if (block.kind === 'html') return [block]
  const { item: descriptor } = block
  switch (descriptor.type) {
    case 'check': {
      const item = section.items.find((one) => one.id === descriptor.id)
      return item?.type === 'check'
        ? [{ kind: 'check', check: checkView(item, section, desk) }]
        : []
    }
    case 'confidence':
      // It is asked with its check, in the block before.
      return []
    case 'survey': {
      const item = section.items.find((one) => one.id === descriptor.id)
      return item?.type === 'survey' ? [{ kind: 'survey', survey: surveyView(item, desk) }] : []
    }
    case 'vignette': {
      const item = section.items.find((one) => one.id === descriptor.id)
      if (item?.type !== 'vignette') return []
      const html = desk.scenes.get(item.id) ?? []
      return [{ kind: 'vignette', vignette: vignetteView(item, walkOf(item, desk.facts), html) }]
    }
    case 'spread': {
      const item = section.items.find((one) => one.id === descriptor.id)
      if (item?.type !== 'spread') return []
      const { chosen, isJudged } = spreadState(item, desk)
      const counts = desk.counts.get(item.id) ?? new Map<string, number>()
      const spread = spreadView(item, chosen, isJudged ? counts : null)
      return [{ kind: 'spread', spread }]
    }
    case 'reflection': {
      const stored = desk.reflections.find((one) => one.item === descriptor.id)
      const text = stored?.text ?? ''
      const savedAt = stored?.savedAt ?? null
      return [
        {
          kind: 'reflection',
          reflection: {
            ...descriptor,
            ...(descriptor.template ? { boxes: boxesIn(text, descriptor.template) } : {}),
            text,
            savedAt,
            shown: fingerprint(text),
          },
        },
      ]
    }
  }
}

function checkView(item: CheckItem, section: Section, desk: Seated): CheckView {
  const answer = latestAnswers(desk.facts).get(item.id)
  const draft = desk.drafts.find((one) => one.item === item.id)
  const asked = section.items.find((one) => one.type === 'confidence' && one.check === item.id)
  return checkViewOf(
    item,
    checkState(item, answer, draft?.chosen),
    asked?.type === 'confidence' ? confidenceView(asked, section.items, desk) : null,
    desk.seed,
  )
}
