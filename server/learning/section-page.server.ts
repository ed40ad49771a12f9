import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import type { PersonId, ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { TemplateName } from '#server/toolkits/rules/items/templates.ts'
import { presentName } from '#server/toolkits/rules/renamed.ts'
import type { CheckItem, Release, Section, SectionText } from '#server/toolkits/rules/release.ts'
import { writtenOn, type Desk } from './desk.server.ts'
import { boxesIn } from './rules/boxes.ts'
import type { Changed } from './rules/changes.ts'
import { checkState, checkViewOf, type CheckView } from './rules/check-state.ts'
import { confidenceView, spreadState, surveyView, type SurveyView } from './rules/choosing.ts'
import { completion } from './rules/completion.ts'
import { latestAnswers } from './rules/fact.ts'
import { planOf } from './rules/plan.ts'
import { readingPlace } from './rules/reading-place.ts'
import { progress, type Progress } from './rules/progress.ts'
import { finishedFreely, firstUnfinished } from './rules/resume.ts'
import { spreadView, type Counts, type SpreadView } from './rules/spread-view.ts'
import { vignetteView, walkOf, type VignetteView } from './rules/walk.ts'

/** The desk of one person, whose name decides in which order they see what is shuffled. */
export type Seated = Desk & {
  seed: string
  /** Each vignette's scenes as HTML, and how everybody judged each spread that the person has. */
  scenes: ReadonlyMap<string, string[]>
  counts: ReadonlyMap<string, Counts>
}

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

/** What is different, as far as a section says it; the overview says the rest. */
export type NewVersion = Pick<Changed, 'severity' | 'notes'> & { version: string }

export type SectionPage = {
  /** Whose page it is: what is typed in it is saved for nobody else. */
  reader: PersonId
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
  /** The piece of the page that its reader was at last; null at the top, or in another release. */
  readTo: number | null
  previous: Neighbour | null
  next: Neighbour | null
  openedAt: number
  /** What is different in the present release, until its reader has said that they know. */
  changed: NewVersion | null
  /** Working time in the whole module so far, for its reader alone, in whole minutes. */
  activeMinutes: number
}

/** A section with what its reader has done in it: nothing else of the release gets in. */
export function sectionPageOf(
  release: Release,
  section: Section,
  text: SectionText,
  desk: Seated,
): Omit<SectionPage, 'reader' | 'openedAt' | 'changed' | 'activeMinutes'> {
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
    readTo: readingPlace(
      desk.activity.find((one) => presentName(release.sections, one.section) === section.id)
        ?.readTo ?? null,
      release.hash,
    ),
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
