import { z } from 'zod'
import { ownFieldId } from '../rules/regulator/question.ts'
import { maxWords } from '../rules/entry/entry.ts'
import { entriesInFile, importLimitBytes, importLimitText } from '../rules/import.ts'
import { jsonFault, jsonOffset, placeAt } from '#server/platform/rules/json-place.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { personText } from '#server/platform/rules/text.ts'
import { cpdExport, exportVersion } from '../exports/json.server.ts'

/** A file as it may come in: the published format, with what an entry here can hold. */
const words = personText({ max: maxWords, min: 0 })
const line = personText({ max: 500, min: 0 })
const minutes = z.int().min(0).max(9999).nullable()
const part = z.string().max(4)
const { entries } = cpdExport.shape
const entry = entries.element.extend({
  id: z.uuid().toLowerCase(),
  activityType: z.strictObject({ id: z.string().max(80), label: line }).nullable(),
  typedDate: z.strictObject({ day: part, month: part, year: part }).nullable(),
  description: words,
  learnt: words,
  impact: words,
  peerLearning: words,
  others: z
    .record(ownFieldId, personText({ max: maxWords }))
    .refine((others) => Object.keys(others).length <= 60, 'There are more than 60 answers.'),
  standards: z.array(line).max(200),
  minutes,
  participatoryMinutes: minutes,
})
const file = cpdExport.extend({
  entries: z
    .array(entry)
    .max(
      entriesInFile,
      `more than ${entriesInFile.toLocaleString('en-GB')} entries. Export one year at a time, and bring in one file after the other`,
    )
    .superRefine((all, check) => repeatedIds(all).forEach((at) => twice(check, at))),
})
export type ImportedFile = z.output<typeof file>
export type ImportedEntry = ImportedFile['entries'][number]

/**
 * Reads a file of our JSON export. What is damaged, foreign, newer or huge is refused whole, with
 * the reason and the place; an export of an earlier version is read as it was meant.
 */
export function readExport(bytes: Uint8Array): Outcome<ImportedFile> {
  if (bytes.length > importLimitBytes) {
    return refused(
      `The file is larger than ${importLimitText}. Export one year at a time, and bring in one file after the other.`,
    )
  }
  if (bytes.length === 0) return refused('The file is empty. Choose a file that Casecircle made.')
  const text = textOf(bytes)
  if (text === null) return refused('The file is not text in UTF-8. Choose a JSON file.')
  const fault = jsonFault(text)
  if (fault !== null) {
    const { line, column } = placeAt(text, fault)
    return refused(
      `The file is damaged or no JSON: it cannot be read from line ${line}, column ${column}. Export it again.`,
    )
  }
  // A name that readers of JSON pass over: what it holds would be lost without a word.
  const strange = /"__proto__"\s*:/.exec(text)
  if (strange) {
    const { line } = placeAt(text, strange.index)
    return refused(
      `The file cannot be brought in. Line ${line}: “__proto__” is no name for an answer.`,
    )
  }
  const raw: unknown = JSON.parse(text)
  const version = versionOf(raw)
  if (version === null) {
    return refused(
      'This is not a CPD record of Casecircle: “format” is not “casecircle-cpd” in line 1. Choose a file from “Download JSON”.',
    )
  }
  if (version > exportVersion) {
    return refused(
      `A newer Casecircle made this file: “version” is ${version} in line ${lineOf(text, ['version'])}, and this one reads up to ${exportVersion}.`,
    )
  }
  const parsed = file.safeParse(asNow(raw, version))
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  const path = issue?.path ?? []
  return refused(
    `The file cannot be brought in. Line ${lineOf(text, path)}, ${pathText(path)}: ${issue?.message ?? 'this is not as it must be'}`,
  )
}

function refused(message: string) {
  return refuse('invalid', `${message} Nothing was brought in.`, { field: 'file' })
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const named = z.looseObject({ format: z.literal('casecircle-cpd'), version: z.int().min(1) })

function versionOf(raw: unknown): number | null {
  const parsed = named.safeParse(raw)
  return parsed.success ? parsed.data.version : null
}

const earlier = z.looseObject({ entries: z.array(z.looseObject({})) })

/** Version 1 knew neither a profile's own questions nor the time spent together, version 2 no registrations. */
function asNow(raw: unknown, version: number): unknown {
  const parsed = earlier.safeParse(raw)
  if (version === exportVersion || !parsed.success) return raw
  const unknownThen = version === 1 ? { others: {}, participatoryMinutes: null } : {}
  const entries = parsed.data.entries.map((one) => ({ ...one, ...unknownThen }))
  return { ...parsed.data, version: exportVersion, registrations: [], entries }
}

function lineOf(text: string, path: readonly PropertyKey[]): number {
  return placeAt(text, jsonOffset(text, path)).line
}

/** 'entries[3].learnt'; a key that the file has made up is not repeated in full. */
function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole file'
  return path
    .map((step, at) =>
      typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step).slice(0, 60)}`,
    )
    .join('')
}

function repeatedIds(all: readonly { id: string }[]): number[] {
  const seen = new Set<string>()
  return all.flatMap(({ id }, at) => {
    const isNew = !seen.has(id)
    seen.add(id)
    return isNew ? [] : [at]
  })
}

function twice(check: z.RefinementCtx, at: number): void {
  check.addIssue({ code: 'custom', path: [at, 'id'], message: 'This entry stands twice.' })
}
