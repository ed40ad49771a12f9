import type { Day } from '#server/platform/rules/london.ts'
import type { KnownIds } from './check-ids.server.ts'
import type { Videos } from './check-videos.server.ts'
import type { Picture } from './media.server.ts'
import type { MdxDocument } from './parse.server.ts'
import type { Format } from './rules/format.ts'
import type { GuideName } from './rules/release.ts'
import type { ToolkitFile } from './rules/toolkit-file.ts'
import type { PlacedItem } from './syntax.server.ts'

/** A section that is sound, with what the renderer needs. */
export type DraftSection = {
  id: string
  number: number
  minutes: number
  document: MdxDocument
  items: PlacedItem[]
}
export type DraftStage = { id: string; number: number; minutes: number; document: MdxDocument }

/** A toolkit that passed every check: ready to be rendered and published. */
export type ToolkitDraft = {
  toolkit: ToolkitFile
  sections: DraftSection[]
  stages: DraftStage[]
  guides: { name: GuideName; document: MdxDocument }[]
  pictures: ReadonlyMap<string, Picture>
  videos: Videos
  lockIds: KnownIds
}

/** What a toolkit is judged against; null judges nothing. */
export type Standards = {
  codes: ReadonlySet<string> | null
  formats: ReadonlyMap<string, Format> | null
  /** Where a format's file is broken, by its id: no toolkit that names it is published. */
  brokenFormats?: ReadonlyMap<string, string>
  today: Day
  /** Ids of its newest release. */
  publishedIds: KnownIds
  /** Names that sections of its newest release once had, and what they are called in it. */
  earlierNames?: ReadonlyMap<string, string>
  /** Rules whose findings are told, but do not keep the toolkit from being used. */
  tolerated: ReadonlySet<string>
}
