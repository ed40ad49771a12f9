import type { Release } from './release.ts'

/** The canonical source of a release: each text, and the digest of each picture. */
export type SourceText = { files: Record<string, string>; media: Record<string, string> }

/** What a release says, apart from when and how it was published. */
export type ReleaseBody = {
  release: Omit<Release, 'publishedAt' | 'preview' | 'hash'>
  stages: StageBody[]
  guideTitles: Partial<Record<'facilitator' | 'participant', string>>
}

export type StageBody = {
  id: string
  number: number
  title: string
  minutes: number
  warning?: string
}

/** The words of one section, for the search. The case is never in it. */
export type SearchText = { section: string; title: string; text: string }
