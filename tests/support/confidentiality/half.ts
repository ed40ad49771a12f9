import type { FindingKind } from '#server/cpd/rules/confidentiality/finding.ts'

/** `open` may be looked at while the rules are written; `held-out` is only counted. */
export const halves = ['open', 'held-out'] as const
export type Half = (typeof halves)[number]

/** What the generated notes of one half are made of. */
export type Material = {
  /** Sentences with one identifying detail, by its kind. */
  carriers: Readonly<Record<FindingKind, readonly string[]>>
  /** Sentences that hold none, many with words that look like one. */
  plain: readonly string[]
  values: Readonly<Record<string, readonly string[]>>
}
