import { presentName } from './renamed.ts'
import type { ByteRange } from '#server/platform/rules/byte-range.ts'
import type { FormatId, ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { Item, ItemDescriptor } from './items/index.ts'
import type { ItemType } from './items/types.ts'

export type { Item, ItemDescriptor } from './items/index.ts'
export type { CheckDescriptor, CheckItem } from './items/check.ts'
export type { ConfidenceDescriptor, ConfidenceItem } from './items/confidence.ts'
export type { ReflectionDescriptor, ReflectionItem } from './items/reflection.ts'
export type { SpreadDescriptor, SpreadItem } from './items/spread.ts'
export type { VignetteDescriptor, VignetteItem } from './items/vignette.ts'
export type { SurveyDescriptor, SurveyItem } from './items/survey.ts'

/** A source that a text cites: `doi` or `url`. */
export type Reference = {
  id: string
  title: string
  year: number
  doi?: string
  url?: string
  authors?: string
  publisher?: string
}

export type GlossaryTerm = { id: string; term: string; definition: string }

/** What changed since the version before, and what somebody who has finished it should do. */
export type Change = { severity: 'redo' | 'read' | 'none'; note: string }

/** Who reviewed the toolkit (in words that are true) and the days of this and the next review. */
export type Review = { by: string; on: string; next: string }

export const toolkitKinds = ['team', 'briefing', 'example'] as const
export type ToolkitKind = (typeof toolkitKinds)[number]

export const cpdTypes = ['compliance', 'performance', 'knowledge', 'reflective'] as const
export type CpdType = (typeof cpdTypes)[number]

/** What any signed-in person may read about a toolkit before opening it. */
export type ReleaseCard = {
  toolkit: ToolkitId
  hash: ReleaseHash
  version: string
  kind: ToolkitKind
  title: string
  summary: string
  themes: string[]
  audiences: string[]
  /** Codes of the standards that it speaks to. */
  standards: string[]
  cpdType?: CpdType
  /** Time of the whole module in minutes. */
  minutes: number
  sectionCount: number
  checkCount: number
  reflectionCount: number
  stageCount: number
  /** The format its rooms take unless another is chosen. */
  format?: FormatId
  review: Review
  publishedAt: number
  /** Made by the development server: replaced at will, never kept as a version. */
  preview: boolean
}

/** One section with its items in order, right answers included: it stays on the server. */
export type Section = {
  id: string
  /** Its place in the module, from 1. */
  number: number
  title: string
  minutes: number
  /** A content warning in one sentence. */
  warning?: string
  items: Item[]
  /** The names that it had in earlier releases: what learners did there belongs to it. */
  earlier?: readonly string[]
}

/** A section as a browser may know it. */
export type SectionSummary = Omit<Section, 'items' | 'earlier'> & {
  items: { id: string; type: ItemType }[]
}

/**
 * An immutable version of a toolkit. It stays on the server: its items hold the right answers. Of
 * the case it names only how many stages there are; titles and texts come from `stage()`.
 */
export type Release = ReleaseCard & {
  sections: Section[]
  /** Ids of the case's stages in order: `stage-1` … They say nothing of what is in them. */
  stages: string[]
  authors: string[]
  licence: string
  references: Reference[]
  glossary: GlossaryTerm[]
  change: Change
  /** Items of earlier versions that are gone: answers to them are kept, nothing waits for them. */
  retired: string[]
}

/** A release as the history of its toolkit tells it. */
export type ReleaseNote = Pick<Release, 'hash' | 'version' | 'change'>

/** A section as it is shown: prose as HTML of our own making, items as descriptors, in order. */
export type Block = { kind: 'html'; html: string } | { kind: 'item'; item: ItemDescriptor }

export type SectionText = SectionSummary & { blocks: Block[] }

/** One stage of the case. `notesHtml` is for the facilitator alone; empty when there are none. */
export type StageText = {
  id: string
  number: number
  title: string
  minutes: number
  warning?: string
  html: string
  notesHtml: string
}

export const guides = ['facilitator', 'participant'] as const
export type GuideName = (typeof guides)[number]
export type GuideText = { title: string; html: string }

/** A file of a release. `range` is the piece that was asked for, null where it is the whole. */
export type Media = {
  type: string
  /** Bytes of the whole file. */
  size: number
  range: ByteRange | 'beyond' | null
  bytes: Uint8Array
}

/** One fault in the content, as it is printed: `file:line:column  rule  message mend`. */
export type Finding = {
  file: string
  line: number
  column: number
  rule: string
  message: string
  mend: string
}

/** The item of that id and the section it stands in; null when the release has none. */
export function findItem(
  release: Pick<Release, 'sections'>,
  id: string,
): { section: Section; item: Item } | null {
  for (const section of release.sections) {
    const item = section.items.find((one) => one.id === id)
    if (item) return { section, item }
  }
  return null
}

/** The section that is called `id`, or was in an earlier release: an old address leads to it. */
export function findSection(release: Pick<Release, 'sections'>, id: string): Section | null {
  const name = presentName(release.sections, id)
  return release.sections.find((one) => one.id === name) ?? null
}

/** The section without what only the server may know. */
export function summarise(section: Section): SectionSummary {
  const { items, earlier: _names, ...rest } = section
  return { ...rest, items: items.map(({ id, type }) => ({ id, type })) }
}

export function findingLine(finding: Finding): string {
  const { file, line, column, rule, message, mend } = finding
  return `${file}:${line}:${column}  ${rule}  ${message} ${mend}`
}
