import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderDocument } from './compile.server.ts'
import { proseComponents } from './components.server.ts'
import { parseProse } from './parse.server.ts'
import {
  format,
  formatMinutes,
  framework,
  type Format,
  type Framework,
  type SessionFormat,
} from './rules/format.ts'
import type { Finding } from './rules/release.ts'
import { canonicalText, shownPath } from './source.server.ts'
import { readYaml, type Yaml } from './yaml.server.ts'

/** What toolkits are judged against and rooms are made from, as the content folder says. */
export type Shelf = { formats: SessionFormat[]; frameworks: Framework[]; findings: Finding[] }

type Read<T> = { value: T; file: string; at: (path: readonly PropertyKey[]) => Place }
type Place = { line: number; column: number }

/** Reads formats and frameworks. A broken file is a finding, and is left out. */
export async function readShelf(contentFolder: string): Promise<Shelf> {
  const findings: Finding[] = []
  const formats = await readAll<Format>(join(contentFolder, 'formats'), findings, (file, text) =>
    readYaml(file, text, format),
  )
  const frameworks = await readAll<Framework>(
    join(contentFolder, 'frameworks'),
    findings,
    (file, text) => readYaml(file, text, framework),
  )
  const ready: SessionFormat[] = []
  for (const one of formats) {
    const guideHtml = await renderGuide(one, findings)
    if (guideHtml !== null)
      ready.push({ ...one.value, minutes: formatMinutes(one.value), guideHtml })
  }
  return { formats: ready, frameworks: frameworks.map((one) => one.value), findings }
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
    const yaml = read(file, canonicalText(await readFile(join(folder, name))))
    if (!yaml.ok) findings.push(...yaml.findings)
    else if (`${yaml.value.id}.yaml` !== name)
      findings.push({
        file,
        ...yaml.at(['id']),
        rule: 'id',
        message: `The file is called ${name}.`,
        mend: 'Give both the same name.',
      })
    else found.push({ value: yaml.value, file, at: yaml.at })
  }
  return found
}

/** The guide of a format is Markdown of the same closed vocabulary. */
async function renderGuide({ value, file, at }: Read<Format>, findings: Finding[]) {
  const { document, findings: found } = parseProse(file, 'guide', value.guide, {
    title: value.title,
  })
  findings.push(...found.map((one) => ({ ...one, ...at(['guide']) })))
  if (!document || found.length > 0) return null
  const setting = { toolkit: '', prefix: 'format-', references: [], terms: [] }
  const picture = () => ({ address: '', number: 0 })
  return renderDocument(document, proseComponents({ ...setting, picture }))
}
