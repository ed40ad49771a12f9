import { z } from 'zod'
import { formatId, toolkitId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import { itemId } from './items/words.ts'
import { cpdTypes, toolkitKinds } from './release.ts'

const words = z.string().trim().min(1, 'Write it.')
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')

const reference = z
  .strictObject({
    id: slug,
    title: words,
    year: z.int('Write the year as a number, such as 2016.').min(1800).max(2200),
    /** Shape of a DOI: prefix 10.<registrant>, a slash, a suffix. Source: DOI Handbook, 2.2. */
    doi: z
      .string()
      .regex(/^10\.\d{4,9}\/[^\s"<>]+$/, 'Write the DOI alone, such as 10.1111/cfs.12322.')
      .optional(),
    url: z.url({ protocol: /^https?$/, error: 'Write an address with https://' }).optional(),
    authors: words.optional(),
    publisher: words.optional(),
  })
  .refine((one) => one.doi !== undefined || one.url !== undefined, {
    message: 'A reference has a doi or a url.',
  })

/** `toolkit.yaml`. Strict: an unknown key is a fault. Source: content.md. */
export const toolkitFile = z.strictObject({
  id: toolkitId,
  version: z
    .string('Write the version in quotes, such as "1.0.0".')
    .regex(/^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/, 'Write three numbers: "1.0.0".'),
  title: words.max(160),
  summary: words.max(600),
  themes: z.array(words),
  audiences: z.array(words),
  authors: z.array(words),
  licence: words,
  review: z.strictObject({ by: words, on: day, next: day }),
  standards: z.array(words),
  references: z.array(reference),
  glossary: z.array(z.strictObject({ id: slug, term: words, definition: words })),
  change: z.strictObject({ severity: z.enum(['redo', 'read', 'none']), note: words }),
  kind: z.enum(toolkitKinds).default('team'),
  format: formatId.optional(),
  cpdType: z.enum(cpdTypes).optional(),
  retired: z.array(itemId).default([]),
})
export type ToolkitFile = z.infer<typeof toolkitFile>

/** Front matter of a section, a stage or a guide. */
export const frontMatter = z.strictObject({
  title: words.max(120),
  /** A content warning in one sentence. */
  warning: words.max(300).optional(),
})
export type FrontMatter = z.infer<typeof frontMatter>
