import { createHash } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { releaseHash, type ReleaseHash } from '#server/platform/rules/ids.ts'
import type { Finding } from './rules/release.ts'
import { mediaName } from './rules/vocabulary.ts'

export type SourceFile = {
  /** Inside the toolkit's folder, with forward slashes: `module/01-power.mdx`. */
  path: string
  /** As people are shown it: from where the program runs. */
  shown: string
  text: string
}
export type SourceMedia = { name: string; shown: string; bytes: Buffer }

/** A toolkit's folder as it was read: texts, pictures, and what does not belong there. */
export type ToolkitSource = {
  /** The folder's name, which is the toolkit's id. */
  folder: string
  shown: string
  files: SourceFile[]
  media: SourceMedia[]
  /** The committed list of item ids; null when the folder has none. */
  lock: SourceFile | null
  findings: Finding[]
}

const biggestMediaBytes = 2_000_000
/** Two minutes of a person who speaks. It is kept in the database and served in pieces. */
const biggestVideoBytes = 20_000_000
const isVideo = /\.(?:mp4|webm)$/
const numbered = /^\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*\.mdx$/

/** Where each kind of file may lie in a toolkit's folder. Source: content.md. */
const places: { folder: string; file: RegExp; mend: string }[] = [
  { folder: 'module', file: numbered, mend: 'Name a section like 01-power-in-the-visit.mdx.' },
  { folder: 'case-study', file: numbered, mend: 'Name a stage like 01-the-call.mdx.' },
  {
    folder: 'guide',
    file: /^(?:facilitator|participant)\.mdx$/,
    mend: 'A guide is called facilitator.mdx or participant.mdx.',
  },
  {
    folder: 'media',
    file: mediaName,
    mend: 'Use small letters and hyphens, and svg, png, jpg, jpeg, webp, mp4, webm, vtt or md.',
  },
]

/** The path as people are shown it: relative where that is shorter to read. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path)
  return (short === '' || short.startsWith('..') ? path : short).split(sep).join('/')
}

/** Text in the one form that is parsed and hashed: LF, NFC, without a byte order mark. */
export function canonicalText(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
}

/** Reads a toolkit's folder. Links to other places and files that belong nowhere are findings. */
export async function readToolkit(folder: string): Promise<ToolkitSource> {
  const source: ToolkitSource = {
    folder: basename(folder),
    shown: shownPath(folder),
    files: [],
    media: [],
    lock: null,
    findings: [],
  }
  for (const name of await names(folder)) {
    const path = join(folder, name)
    const place = places.find((one) => one.folder === name)
    const status = await lstat(path)
    if (place && status.isDirectory()) await readPlace(source, path, place)
    else if (name === 'toolkit.yaml' && status.isFile())
      source.files.push({ path: name, shown: shownPath(path), text: await readText(path) })
    else if (name === 'ids.lock.json' && status.isFile())
      source.lock = { path: name, shown: shownPath(path), text: await readText(path) }
    else strange(source, path, 'A toolkit has toolkit.yaml, module, case-study, guide and media.')
  }
  if (!source.files.some((file) => file.path === 'toolkit.yaml'))
    source.findings.push({
      file: `${source.shown}/toolkit.yaml`,
      line: 1,
      column: 1,
      rule: 'file',
      message: 'This file is missing.',
      mend: 'Write it as docs/authors.md shows.',
    })
  return source
}

async function readPlace(
  source: ToolkitSource,
  folder: string,
  place: (typeof places)[number],
): Promise<void> {
  for (const name of await names(folder)) {
    const path = join(folder, name)
    const status = await lstat(path)
    if (!status.isFile() || !place.file.test(name)) strange(source, path, place.mend)
    else if (place.folder !== 'media')
      source.files.push({
        path: `${place.folder}/${name}`,
        shown: shownPath(path),
        text: await readText(path),
      })
    else if (status.size > (isVideo.test(name) ? biggestVideoBytes : biggestMediaBytes))
      strange(
        source,
        path,
        `Make it smaller than ${isVideo.test(name) ? 20 : 2} MB.`,
        'This file is too big.',
      )
    else source.media.push({ name, shown: shownPath(path), bytes: await readFile(path) })
  }
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
}

async function readText(path: string): Promise<string> {
  return canonicalText(await readFile(path))
}

function strange(
  source: ToolkitSource,
  path: string,
  mend: string,
  message = 'This does not belong here.',
): void {
  source.findings.push({ file: shownPath(path), line: 1, column: 1, rule: 'file', message, mend })
}

/** What a release is made of: every text, and the digest of every picture. */
export type CanonicalSource = { files: Record<string, string>; media: Record<string, string> }

export function canonicalSource(source: ToolkitSource): CanonicalSource {
  return {
    files: Object.fromEntries(source.files.map((file) => [file.path, file.text])),
    media: Object.fromEntries(source.media.map((one) => [one.name, sha256(one.bytes)])),
  }
}

/** The release's name: sha256 over the canonical source and the digests of its pictures. */
export function sourceHash(source: ToolkitSource): ReleaseHash {
  return releaseHash.parse(sha256(canonicalJson(canonicalSource(source))))
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The toolkits of a content folder, in the order of their names. */
export async function toolkitFolders(contentFolder: string): Promise<string[]> {
  const folder = join(contentFolder, 'toolkits')
  const found: string[] = []
  for (const name of await names(folder).catch(() => []))
    if ((await lstat(join(folder, name))).isDirectory()) found.push(join(folder, name))
  return found
}

/** The name of each picture in its address: half of its digest, which nobody can guess. */
export function mediaNames(source: ToolkitSource): Map<string, string> {
  return new Map(
    source.media.map(({ name, bytes }) => [name, digestName(name, sha256(bytes))] as const),
  )
}

export function digestName(name: string, digest: string): string {
  return `${digest.slice(0, 32)}${name.slice(name.lastIndexOf('.'))}`
}

/** A section is called what its file is called, without number and ending. */
export function sectionName(path: string): string {
  return basename(path)
    .replace(/^\d{2}-/, '')
    .replace(/\.mdx$/, '')
}

/** The ids of the sections whose files are there, whether or not they can be read. */
export function sectionIds(source: ToolkitSource): string[] {
  return source.files
    .filter((one) => one.path.startsWith('module/'))
    .map((one) => sectionName(one.path))
}
