import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { releaseHash, type ReleaseHash } from '#server/platform/rules/ids.ts'
import {
  defaultFormat,
  format,
  formatMinutes,
  framework,
  type Format,
  type Framework,
  type SessionFormat,
} from './rules/format.ts'
import type { YamlText } from './check-wording.server.ts'
import type { Finding } from './rules/release.ts'
import { canonicalText, sha256, shownPath } from './source.server.ts'
import type * as store from './store.server.ts'
import { readYaml, type Yaml } from './yaml.server.ts'

/** What toolkits are judged against and rooms are made from, as the content folder says. */
export type Shelf = {
  formats: SessionFormat[]
  frameworks: Framework[]
  findings: Finding[]
  /** The files that they were read from. */
  files: { part: store.ShelfPart; digest: ReleaseHash }[]
}

/** Keeps rendered guides by the digest of their format's file. */
export type GuideCache = {
  find(digest: ReleaseHash): Promise<string | null>
  keep(digest: ReleaseHash, html: string): Promise<void>
}

type Read<T> = {
  value: T
  file: string
  digest: ReleaseHash
  at: (path: readonly PropertyKey[]) => Place
}
type Place = { line: number; column: number }

/**
 * Reads formats and frameworks. A broken file is a finding, and is left out. `guides` is where their
 * rendered guides are kept; to judge alone, nothing is rendered.
 */
export async function readShelf(
  contentFolder: string,
  guides?: GuideCache | 'judged only',
): Promise<Shelf> {
  const findings: Finding[] = []
  const formats = await readAll<Format>(join(contentFolder, 'formats'), findings, (file, text) =>
    readYaml(file, text, format),
  )
  const frameworks = await readAll<Framework>(
    join(contentFolder, 'frameworks'),
    findings,
    (file, text) => readYaml(file, text, framework),
  )
  const guidesHtml = await Promise.all(formats.map((one) => guideOf(one, findings, guides)))
  const ready = formats.flatMap(({ value }, index): SessionFormat[] => {
    const guideHtml = guidesHtml[index] ?? null
    return guideHtml === null ? [] : [{ ...value, minutes: formatMinutes(value), guideHtml }]
  })
  return {
    formats: ready.sort(byTitle),
    frameworks: frameworks.map((one) => one.value),
    findings,
    files: [
      ...formats.map(({ digest }) => ({ part: 'format' as const, digest })),
      ...frameworks.map(({ digest }) => ({ part: 'framework' as const, digest })),
    ],
  }
}

/** The default first, the others by title. */
function byTitle(a: SessionFormat, b: SessionFormat): number {
  if (a.id === defaultFormat || b.id === defaultFormat) return a.id === defaultFormat ? -1 : 1
  return a.title.localeCompare(b.title, 'en-GB')
}

async function readAll<T extends { id: string }>(
  folder: string,
  findings: Finding[],
  read: (file: string, text: string) => Yaml<T>,
): Promise<Read<T>[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const found: Read<T>[] = []
  for (const name of names.filter((one) => one.endsWith('.yaml')).sort()) {
    const file = shownPath(join(folder, name))
    const text = canonicalText(await readFile(join(folder, name)))
    const yaml = read(file, text)
    if (!yaml.ok) findings.push(...yaml.findings)
    else if (`${yaml.value.id}.yaml` !== name)
      findings.push({
        file,
        ...yaml.at(['id']),
        rule: 'id',
        message: `The file is called ${name}.`,
        mend: 'Give both the same name.',
      })
    else
      found.push({ value: yaml.value, file, digest: releaseHash.parse(sha256(text)), at: yaml.at })
  }
  return found
}

async function guideOf(
  one: Read<Format>,
  findings: Finding[],
  guides?: GuideCache | 'judged only',
): Promise<string | null> {
  if (guides === 'judged only') return judged(one, findings)
  const kept = await guides?.find(one.digest)
  if (kept) return kept
  const html = await renderGuide(one, findings)
  if (html !== null) await guides?.keep(one.digest, html)
  return html
}

/** Empty for a format whose guide can be read; how it speaks is told, and keeps it in use. */
async function judged(one: Read<Format>, findings: Finding[]): Promise<'' | null> {
  const guide = await judgedGuide(one, findings)
  const wording = await import('./check-wording.server.ts')
  findings.push(...checkSpeech(one, wording))
  if (!guide) return null
  wording.checkWording(guide, false, (_place, rule, message, mend) =>
    findings.push({ file: one.file, ...one.at(['guide']), rule, message, mend }),
  )
  return ''
}

/** How a format speaks: what is on everybody's screen, and what is read aloud. */
function checkSpeech(
  { value, file, at }: Read<Format>,
  wording: typeof import('./check-wording.server.ts'),
): Finding[] {
  const findings: Finding[] = []
  const text = (path: readonly PropertyKey[], said: string, role: YamlText['role'] = 'prose') => ({
    ...{ text: said, role },
    at: at(path),
  })
  const texts = [
    text(['title'], value.title, 'label'),
    text(['summary'], value.summary),
    ...value.rules.map((rule, index) => text(['rules', index], rule, 'instruction')),
    ...value.parts.flatMap(({ title, does }, index) => [
      text(['parts', index, 'title'], title, 'label'),
      text(['parts', index, 'does'], does, 'instruction'),
    ]),
    ...value.phases.flatMap(({ title, speaks, prompts, say }, index) => [
      text(['phases', index, 'title'], title, 'label'),
      ...(speaks === undefined ? [] : [text(['phases', index, 'speaks'], speaks, 'instruction')]),
      ...(say === undefined ? [] : [text(['phases', index, 'say'], say)]),
      ...prompts.map((one, n) => text(['phases', index, 'prompts', n], one, 'instruction')),
    ]),
  ]
  wording.checkYamlWording(texts, (place, rule, message, mend) =>
    findings.push({ file, ...place, rule, message, mend }),
  )
  return findings
}

/** The guide of a format is Markdown of the same closed vocabulary. */
async function judgedGuide({ value, file, at }: Read<Format>, findings: Finding[]) {
  const { parseProse } = await import('./parse.server.ts')
  const { document, findings: found } = parseProse(file, 'guide', value.guide, {
    title: value.title,
  })
  findings.push(...found.map((one) => ({ ...one, ...at(['guide']) })))
  return found.length > 0 ? null : document
}

async function renderGuide(one: Read<Format>, findings: Finding[]): Promise<string | null> {
  const document = await judgedGuide(one, findings)
  if (!document) return null
  const { renderDocument } = await import('./compile.server.ts')
  const { proseComponents } = await import('./components.server.ts')
  const setting = { toolkit: '', prefix: 'format-', references: [], terms: [] }
  const picture = () => ({ address: '', number: 0 })
  return renderDocument(document, proseComponents({ ...setting, picture, video: () => null }))
}
