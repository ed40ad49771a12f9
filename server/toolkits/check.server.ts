import { basename } from 'node:path'
import { checkDocument, type Known } from './check-document.server.ts'
import { checkIds, readLock, type KnownIds } from './check-ids.server.ts'
import { checkTimes, secondsOf } from './check-times.server.ts'
import { checkToolkitFile, checkUnused } from './check-toolkit-file.server.ts'
import { readVideos, type Videos } from './check-videos.server.ts'
import type { DraftSection, Standards, ToolkitDraft } from './draft.server.ts'
import { readItems } from './items.server.ts'
import { isPicture, readPicture, type Picture } from './media.server.ts'
import { parseDocument, type MdxDocument } from './parse.server.ts'
import { unfollowed } from './read-survey.server.ts'
import { shownMinutes } from './rules/reading-time.ts'
import type { Finding } from './rules/release.ts'
import { toolkitFile, type ToolkitFile } from './rules/toolkit-file.ts'
import type { DocumentKind } from './rules/vocabulary.ts'
import { sectionIds, sectionName, type SourceFile, type ToolkitSource } from './source.server.ts'
import type { PlacedItem } from './syntax.server.ts'
import { readYaml } from './yaml.server.ts'

/**
 * Every finding on a toolkit's folder, in the order of its files; the draft only when there is
 * none that counts. Runs nothing of it and never throws on bad content. Source: content.md, "Lint".
 */
export function checkToolkit(
  source: ToolkitSource,
  standards: Standards,
): { draft: ToolkitDraft | null; findings: Finding[] } {
  const findings: Finding[] = [...source.findings]
  const yaml = source.files.find((file) => file.path === 'toolkit.yaml')
  if (!yaml) return { draft: null, findings }
  const read = readYaml(yaml.shown, yaml.text, toolkitFile)
  const pictures = readPictures(source, findings)
  const videos = readVideos(source, findings)
  const parsed = parseAll(source, findings)
  if (!read.ok) return { draft: null, findings: [...read.findings, ...findings] }

  const toolkit = read.value
  findings.push(...checkToolkitFile(yaml, read.at, toolkit, source, standards))
  const sections = numberSections(parsed.sections, videos, findings)
  findings.push(...checkNames(parsed.sections, standards))
  const known: Known = {
    toolkit,
    pictures,
    videos,
    sections: new Set(sectionIds(source)),
  }
  // A section that could not be read may hold the survey that is missing.
  const isWhole =
    sections.length === sectionIds(source).length &&
    findings.every((one) => one.rule !== 'survey' && one.rule !== 'place')
  if (isWhole) findings.push(...unfollowed(sections))
  const documents = [...parsed.sections, ...parsed.stages, ...parsed.guides]
  for (const document of documents) findings.push(...checkDocument(document, known))
  // A file that could not be read may hold the citation.
  if (documents.length === source.files.filter((file) => file.path.endsWith('.mdx')).length)
    findings.push(...checkUnused(yaml, read.at, toolkit, documents))
  const lock = checkAllIds(yaml, toolkit, source, sections, standards, findings)
  checkTimes(yaml, sections, videos, findings)
  inOrder(findings, source)
  if (findings.some((one) => !standards.tolerated.has(one.rule))) return { draft: null, findings }
  return {
    draft: {
      toolkit,
      sections,
      stages: parsed.stages.map((document, index) => ({
        id: `stage-${index + 1}`,
        number: index + 1,
        minutes: shownMinutes(secondsOf(document, [], videos)),
        document,
      })),
      guides: parsed.guides.map((document) => ({
        name: document.file.endsWith('facilitator.mdx') ? 'facilitator' : 'participant',
        document,
      })),
      pictures,
      videos,
      lockIds: lock,
    },
    findings,
  }
}

function inOrder(findings: Finding[], source: ToolkitSource): void {
  const order = new Map(source.files.map((file, index) => [file.shown, index]))
  const rank = (one: Finding) => order.get(one.file) ?? -1
  findings.sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column)
}

function readPictures(source: ToolkitSource, findings: Finding[]): Map<string, Picture> {
  const pictures = new Map<string, Picture>()
  for (const media of source.media.filter((one) => isPicture(one.name))) {
    const picture = readPicture(media)
    pictures.set(media.name, picture)
    if (picture.fault !== null)
      findings.push({
        file: media.shown,
        line: 1,
        column: 1,
        rule: 'media',
        message: picture.fault,
        mend: 'Save the picture again, as a plain picture.',
      })
  }
  return pictures
}

function parseAll(
  source: ToolkitSource,
  findings: Finding[],
): { sections: MdxDocument[]; stages: MdxDocument[]; guides: MdxDocument[] } {
  const parse = (folder: string, kind: DocumentKind) =>
    source.files
      .filter((file) => file.path.startsWith(`${folder}/`))
      .flatMap((file) => {
        const { document, findings: found } = parseDocument(file.shown, kind, file.text)
        findings.push(...found)
        return document ? [document] : []
      })
  return {
    sections: parse('module', 'section'),
    stages: parse('case-study', 'stage'),
    guides: parse('guide', 'guide'),
  }
}

/** A name that a section once had stays with it: what learners did under it is kept there. */
function checkNames(documents: readonly MdxDocument[], { earlierNames }: Standards): Finding[] {
  const names = new Set(documents.map(({ file }) => sectionName(file)))
  return documents.flatMap(({ file }) => {
    const present = earlierNames?.get(sectionName(file))
    if (present === undefined || !names.has(present)) return []
    return [
      {
        ...{ file, line: 1, column: 1, rule: 'file' },
        message: `${sectionName(file)} was once the name of the section ${present}.`,
        mend: 'Choose a name that no section has had: learners have done something under it.',
      },
    ]
  })
}

function numberSections(
  documents: readonly MdxDocument[],
  videos: Videos,
  findings: Finding[],
): DraftSection[] {
  const seen = new Set<string>()
  const earlier: PlacedItem[] = []
  return documents.map((document, index) => {
    const id = sectionName(document.file)
    const number = basename(document.file).slice(0, 2)
    for (const [what, name] of [
      ['name', id],
      ['number', number],
    ] as const) {
      if (seen.has(`${what} ${name}`))
        findings.push({
          file: document.file,
          line: 1,
          column: 1,
          rule: 'file',
          message: `Two sections have the ${what} ${name}.`,
          mend: 'Rename one of the files.',
        })
      seen.add(`${what} ${name}`)
    }
    const { items, findings: found } = readItems(document.file, document.reading, earlier)
    findings.push(...found)
    earlier.push(...items)
    const seconds = secondsOf(document, items, videos)
    return { id, number: index + 1, minutes: shownMinutes(seconds), document, items }
  })
}

function checkAllIds(
  yaml: SourceFile,
  toolkit: ToolkitFile,
  source: ToolkitSource,
  sections: readonly DraftSection[],
  standards: Standards,
  findings: Finding[],
): KnownIds {
  const lock = readLock(source.lock)
  findings.push(...lock.findings)
  const items = sections.flatMap(({ document, items: own }) =>
    own.map((one) => ({ ...one, file: document.file })),
  )
  const before = new Map([...standards.publishedIds, ...lock.ids])
  // An item that could not be read has not vanished, nor has one in a section that could not.
  const isComplete = sections.length === sectionIds(source).length
  const written = new Set(sections.flatMap((one) => [...one.document.wording.ids]))
  const still = new Map(
    [...before].filter(([id]) => items.some((one) => one.item.id === id) || !written.has(id)),
  )
  const found = checkIds(items, toolkit.retired, still, (id) =>
    source.lock && lock.ids.has(id)
      ? { file: source.lock.shown, ...lock.at(id) }
      : { file: yaml.shown, line: 1, column: 1 },
  )
  findings.push(...found.filter((one) => isComplete || !one.message.endsWith('has vanished.')))
  return lock.ids
}
