import { basename } from 'node:path'
import type { Day } from '#server/platform/rules/london.ts'
import { checkDocument, type Known } from './check-document.server.ts'
import { checkIds, readLock, type KnownIds } from './check-ids.server.ts'
import { checkKind } from './check-kind.server.ts'
import { inMedia, readVideos, type Videos } from './check-videos.server.ts'
import { readItems } from './items.server.ts'
import { isPicture, readPicture, type Picture } from './media.server.ts'
import { parseDocument, type MdxDocument } from './parse.server.ts'
import { unfollowed } from './read-survey.server.ts'
import { formatMinutes, type Format } from './rules/format.ts'
import { longestWay } from './rules/items/vignette.ts'
import {
  moduleLimitMinutes,
  readingSeconds,
  sectionLimitMinutes,
  shownMinutes,
  wordCount,
} from './rules/reading-time.ts'
import type { Finding, GuideName } from './rules/release.ts'
import { toolkitFile, type ToolkitFile } from './rules/toolkit-file.ts'
import type { DocumentKind } from './rules/vocabulary.ts'
import { sectionName, type SourceFile, type ToolkitSource } from './source.server.ts'
import type { PlacedItem } from './syntax.server.ts'
import { readYaml } from './yaml.server.ts'

/** A section that is sound, with what the renderer needs. */
export type DraftSection = {
  id: string
  number: number
  minutes: number
  document: MdxDocument
  items: PlacedItem[]
}
export type DraftStage = { id: string; number: number; minutes: number; document: MdxDocument }

/** A toolkit that passed every check: ready to be rendered and published. */
export type ToolkitDraft = {
  toolkit: ToolkitFile
  sections: DraftSection[]
  stages: DraftStage[]
  guides: { name: GuideName; document: MdxDocument }[]
  pictures: ReadonlyMap<string, Picture>
  videos: Videos
  lockIds: KnownIds
}

/** What a toolkit is judged against; null judges nothing. */
export type Standards = {
  codes: ReadonlySet<string> | null
  formats: ReadonlyMap<string, Format> | null
  /** Where a format's file is broken, by its id: no toolkit that names it is published. */
  brokenFormats?: ReadonlyMap<string, string>
  today: Day
  /** Ids of its newest release. */
  publishedIds: KnownIds
  /** Rules whose findings are told, but do not keep the toolkit from being used. */
  tolerated: ReadonlySet<string>
}

type At = (path: readonly PropertyKey[]) => { line: number; column: number }

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

function sectionIds(source: ToolkitSource): string[] {
  return source.files
    .filter((one) => one.path.startsWith('module/'))
    .map((one) => sectionName(one.path))
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

/** Reading, what the items take, the longest way through each vignette, and the videos' length. */
function secondsOf(
  document: MdxDocument,
  items: readonly PlacedItem[],
  { videos }: Videos,
): number {
  const onTheWay = items.map(({ item }) =>
    item.type === 'vignette' ? longestWay(item.scenes, wordCount) : 0,
  )
  const watched = document.reading.uses.map((use) =>
    use.name === 'Video' ? (videos.get(inMedia(use.attributes.src))?.seconds ?? 0) : 0,
  )
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)
  const words = document.reading.words + sum(onTheWay)
  return (
    readingSeconds(
      words,
      items.map((one) => one.item.type),
    ) + sum(watched)
  )
}

function checkToolkitFile(
  yaml: SourceFile,
  at: At,
  toolkit: ToolkitFile,
  source: ToolkitSource,
  standards: Standards,
): Finding[] {
  const findings: Finding[] = []
  const fault = (path: readonly PropertyKey[], rule: string, message: string, mend: string) =>
    findings.push({ file: yaml.shown, ...at(path), rule, message, mend })
  if (toolkit.id !== source.folder)
    fault(['id'], 'id', `The folder is called ${source.folder}.`, 'Give both the same name.')
  toolkit.standards.forEach((code, index) => {
    if (standards.codes?.has(code) === false)
      fault(
        ['standards', index],
        'standard',
        `There is no standard ${code}.`,
        'Use a code from content/frameworks.',
      )
  })
  if (toolkit.review.next < standards.today)
    fault(
      ['review', 'next'],
      'review',
      'The next review is in the past.',
      'Review the toolkit and set the next day.',
    )
  if (toolkit.review.next <= toolkit.review.on)
    fault(
      ['review', 'next'],
      'review',
      'The next review is not after the last.',
      'Set a later day.',
    )
  for (const list of ['references', 'glossary'] as const) {
    const seen = new Set<string>()
    toolkit[list].forEach(({ id }, index) => {
      if (seen.has(id))
        fault(
          [list, index],
          list === 'glossary' ? 'term' : 'reference',
          `${id} is there twice.`,
          'Give each its own id.',
        )
      seen.add(id)
    })
  }
  checkFormat(toolkit, source, standards, fault)
  const stages = source.files.filter((one) => one.path.startsWith('case-study/')).length
  checkKind(toolkit, { sections: sectionIds(source).length, stages }, fault)
  if (sectionIds(source).length === 0)
    fault(['id'], 'file', 'The module has no section.', 'Write module/01-….mdx.')
  return findings
}

function checkFormat(
  toolkit: ToolkitFile,
  source: ToolkitSource,
  standards: Standards,
  fault: (path: readonly PropertyKey[], rule: string, message: string, mend: string) => void,
): void {
  if (toolkit.format === undefined || !standards.formats) return
  const format = standards.formats.get(toolkit.format)
  const broken = standards.brokenFormats?.get(toolkit.format)
  if (broken !== undefined)
    return fault(
      ['format'],
      'format',
      `The format ${toolkit.format} is broken at ${broken}.`,
      'Mend it there first.',
    )
  if (!format)
    return fault(
      ['format'],
      'format',
      `There is no format ${toolkit.format}.`,
      'Use one from content/formats.',
    )
  const minutes = formatMinutes(format)
  if (minutes > moduleLimitMinutes)
    fault(
      ['format'],
      'time',
      `The format takes ${minutes} minutes, over ${moduleLimitMinutes}.`,
      'Choose a shorter format.',
    )
  const stages = source.files.filter((one) => one.path.startsWith('case-study/')).length
  for (const phase of format.phases) {
    if (phase.stage && Number(phase.stage.slice('stage-'.length)) > stages)
      fault(
        ['format'],
        'format',
        `The format opens ${phase.stage}, which the case does not have.`,
        'Write the stage, or choose another format.',
      )
  }
}

function checkUnused(
  yaml: SourceFile,
  at: At,
  toolkit: ToolkitFile,
  documents: readonly MdxDocument[],
): Finding[] {
  const cited = new Set(
    documents.flatMap((one) =>
      one.reading.uses.flatMap((use) => (use.name === 'Cite' ? [use.attributes.ref] : [])),
    ),
  )
  return toolkit.references.flatMap(({ id }, index) =>
    cited.has(id)
      ? []
      : [
          {
            file: yaml.shown,
            ...at(['references', index]),
            rule: 'unused-reference',
            message: `Nothing cites ${id}.`,
            mend: `Write <Cite ref="${id}" /> where it supports a sentence, or take it out.`,
          },
        ],
  )
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

function checkTimes(
  yaml: SourceFile,
  sections: readonly DraftSection[],
  videos: Videos,
  findings: Finding[],
): void {
  for (const { document, items } of sections) {
    const minutes = secondsOf(document, items, videos) / 60
    if (minutes > sectionLimitMinutes)
      findings.push({
        file: document.file,
        line: 1,
        column: 1,
        rule: 'time',
        message: `This section takes ${minutes.toFixed(1)} minutes, over ${sectionLimitMinutes}.`,
        mend: 'Shorten or split it: 7 minutes is the aim.',
      })
  }
  const all = sections.reduce((sum, one) => sum + one.minutes, 0)
  if (all > moduleLimitMinutes)
    findings.push({
      file: yaml.shown,
      line: 1,
      column: 1,
      rule: 'time',
      message: `The module takes ${all} minutes, over ${moduleLimitMinutes}.`,
      mend: 'Shorten it, or make two toolkits of it.',
    })
}
