import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Day } from '#server/platform/rules/london.ts'
import { profile, type Profile } from './rules/regulator/profile.ts'
import { rulesInForce } from './rules/regulator/registration.ts'

/** A regulator profile that cannot be used; the message says file, line and the mend. */
export class BadProfile extends Error {
  readonly code = 'bad_profile'
}

/**
 * Reads all regulator profiles of the content folder, oldest rules of each regulator first.
 * Throws BadProfile with file and line at the first fault: the product does not start with rules
 * that it does not understand.
 */
export function readProfiles(contentFolder: string): Profile[] {
  const folder = join(contentFolder, 'regulators')
  const read = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const file = `content/regulators/${name}`
      return { file, profile: readProfile(file, readFileSync(join(folder, name), 'utf8')) }
    })
    .sort((a, b) => (a.profile.validFrom < b.profile.validFrom ? -1 : 1))
  for (const one of read) {
    const later = read.find(
      (other) =>
        other !== one &&
        other.profile.id === one.profile.id &&
        other.profile.validFrom >= one.profile.validFrom &&
        (one.profile.validTo === null || other.profile.validFrom <= one.profile.validTo),
    )
    if (later) {
      throw new BadProfile(
        `${later.file}: validFrom falls into the time of ${one.file}. Give that one a validTo before it.`,
      )
    }
  }
  return read.map((one) => one.profile)
}

/** Parses one profile's text; `file` only names it in a fault. */
export function readProfile(file: string, text: string): Profile {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    lineCounter: lines,
    logLevel: 'silent',
  })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`
  }
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) {
    throw new BadProfile(`${place(fault.pos[0])} ${fault.message.split(' at line ')[0] ?? ''}`)
  }
  const parsed = profile.safeParse(document.toJS({ maxAliasCount: 0 }))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path ?? []
  throw new BadProfile(
    `${place(offsetOf(document.contents, path))} ${path.map(String).join('.') || 'the file'}: ${issue?.message ?? 'not a profile'}`,
  )
}

/**
 * The rules of a regulator in force on a day. Before its first rules the first ones stand: a record
 * of an earlier year can still be read.
 */
export function profileOn(profiles: readonly Profile[], regulator: string, on: Day): Profile {
  const inForce = rulesInForce(profiles, regulator, on)
  if (!inForce) throw new BadProfile(`content/regulators has no profile "${regulator}".`)
  return inForce
}

/** Where the deepest part of `path` begins; for a key of a map, the key itself. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let node = contents
  let offset = isNode(contents) ? (contents.range?.[0] ?? 0) : 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && one.key.value === step)
      if (!pair) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}
