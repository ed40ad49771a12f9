import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Clock } from '#server/platform/clock.server.ts'
import { lockText } from './check-ids.server.ts'
import { checkQuotes } from './check-quotes.server.ts'
import { checkToolkit } from './check.server.ts'
import { readShelf, type Shelf } from './formats.server.ts'
import { prepareAll } from './prepare-all.server.ts'
import { findingLine, type Finding } from './rules/release.ts'
import { readToolkit, sourceHash, toolkitFolders, type ToolkitSource } from './source.server.ts'
import { standardsOf } from './standards.server.ts'
import { noVerdicts, verdictsIn } from './verdicts.server.ts'

/** The product's own content. */
export const ownContent = resolve(import.meta.dirname, '..', '..', 'content')

/**
 * `npm run content -- check [FOLDER]`: prints each finding on a line of its own and answers the exit
 * code, 1 when there is one. `folder` is a content folder, one toolkit's, or the id of one of the
 * product's own; frameworks and formats that it does not bring are the product's own.
 * What has not changed since `verdictsFile` was written is not judged again.
 */
export async function checkContent(
  folder: string,
  say: (line: string) => void,
  clock: Clock,
  verdictsFile: string | null = null,
): Promise<number> {
  const at = placeOf(folder)
  if (at === null) {
    say(`${folder} holds no toolkits: name a content folder, the folder of one toolkit, or its id.`)
    return 1
  }
  const isContent = existsSync(join(at, 'toolkits'))
  const own = await readShelf(ownContent, 'judged only')
  const theirs = isContent && at !== ownContent ? await readShelf(at, 'judged only') : null
  const shelf = {
    formats: theirs?.formats.length ? [...own.formats, ...theirs.formats] : own.formats,
    frameworks: [...own.frameworks, ...(theirs?.frameworks ?? [])],
    findings: [...own.findings, ...(theirs?.findings ?? [])],
  }
  const findings: Finding[] = [...(at === ownContent ? own.findings : (theirs?.findings ?? []))]
  const toolkits = isContent ? await toolkitFolders(at) : [at]
  const sources = await Promise.all(toolkits.map(readToolkit))
  if (at === ownContent) findings.push(...(await checkQuotes(at, sources)))
  findings.push(...(await judge(sources, shelf, clock, verdictsFile)))
  for (const finding of findings) say(findingLine(finding))
  const count = `${toolkits.length} ${toolkits.length === 1 ? 'toolkit' : 'toolkits'} checked`
  say(
    findings.length === 0 ? `${count}, nothing to mend.` : `${count}, ${findings.length} to mend.`,
  )
  return findings.length === 0 ? 0 : 1
}

/** The findings of each, in their order: known from the last time, or judged on every core. */
async function judge(
  sources: readonly ToolkitSource[],
  shelf: Omit<Shelf, 'files'>,
  clock: Clock,
  verdictsFile: string | null,
): Promise<Finding[]> {
  const standards = {
    ...standardsOf(shelf, clock),
    publishedIds: new Map(),
    tolerated: new Set<string>(),
  }
  const { codes, formats, today } = standards
  const against = { codes: [...(codes ?? [])], formats: [...(formats ?? [])], today }
  const verdicts = verdictsFile === null ? noVerdicts : verdictsIn(verdictsFile, against)
  const found = sources.map((source) => verdicts.find(source))
  const open = sources.filter((_source, index) => !found[index])
  const judged = await prepareAll(
    open.map((source) => ({
      ...{ source, standards, hash: sourceHash(source), takenVersions: new Set<string>() },
      judgeOnly: true,
    })),
  )
  for (const [index, source] of open.entries()) {
    const one = judged[index]
    if (!one || one instanceof Error) throw one ?? new Error(`${source.shown} was not judged`)
    verdicts.keep(source, one.findings)
    found[sources.indexOf(source)] = one.findings
  }
  verdicts.close()
  return found.flatMap((one) => one ?? [])
}

/** The folder of the one toolkit that somebody means by a folder or an id; null when there is none. */
export function toolkitAt(named: string): string | null {
  const at = placeOf(named)
  return at === null || existsSync(join(at, 'toolkits')) ? null : at
}

/** Where the toolkits lie that somebody means by a folder or an id; null when there are none. */
function placeOf(folder: string): string | null {
  const candidates = [resolve(folder), join(ownContent, 'toolkits', folder)]
  const holds = ['toolkits', 'toolkit.yaml', 'module']
  return candidates.find((at) => holds.some((name) => existsSync(join(at, name)))) ?? null
}

/**
 * `npm run content -- lock`: writes each toolkit's ids.lock.json, the list of item ids that may
 * never be reused. A toolkit with a finding is left alone. Answers the exit code.
 */
export async function lockContent(
  contentFolder: string,
  say: (line: string) => void,
  clock: Clock,
): Promise<number> {
  const shelf = await readShelf(contentFolder, 'judged only')
  let code = 0
  for (const folder of await toolkitFolders(contentFolder)) {
    const { draft, findings } = checkToolkit(await readToolkit(folder), {
      ...standardsOf(shelf, clock),
      publishedIds: new Map(),
    })
    for (const finding of findings) say(findingLine(finding))
    if (!draft) {
      code = 1
      continue
    }
    const items = draft.sections.flatMap((section) => section.items.map((one) => one.item))
    await writeFile(join(folder, 'ids.lock.json'), lockText(draft.lockIds, items))
    say(`${draft.toolkit.id}: ${items.length} ids are kept for ever.`)
  }
  return code
}
