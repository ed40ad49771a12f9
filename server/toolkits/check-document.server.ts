import { checkVideo, type Videos } from './check-videos.server.ts'
import { checkWording } from './check-wording.server.ts'
import type { MdxDocument } from './parse.server.ts'
import type { Picture } from './media.server.ts'
import { identifyingDetails } from './rules/identifying-details.ts'
import type { Finding } from './rules/release.ts'
import type { ToolkitFile } from './rules/toolkit-file.ts'
import type { Fault } from './syntax.server.ts'

/** What the documents of a toolkit may refer to. */
export type Known = {
  toolkit: ToolkitFile
  pictures: ReadonlyMap<string, Picture>
  videos: Videos
  sections: ReadonlySet<string>
}

/** What is wrong with a document beside its vocabulary: headings, references, pictures, links. */
export function checkDocument(document: MdxDocument, known: Known): Finding[] {
  const findings: Finding[] = []
  const fault: Fault = (at, rule, message, mend) => {
    findings.push({ file: document.file, line: at.line, column: at.column, rule, message, mend })
  }
  checkHeadings(document, fault)
  checkUses(document, known, fault)
  for (const use of document.reading.uses)
    if (use.name === 'Video') findings.push(...checkVideo(document.file, use, known.videos))
  checkLinks(document, known, fault)
  const isStory = document.kind === 'stage' || known.toolkit.kind === 'example'
  if (document.kind === 'stage') checkFictional(document, fault)
  else checkFictionalScenes(document, fault)
  checkWording(document, isStory && document.kind !== 'guide', fault)
  return findings
}

function checkHeadings({ reading }: MdxDocument, fault: Fault): void {
  const seen = new Set<string>()
  let above = 1
  for (const heading of reading.headings) {
    if (heading.depth === 1)
      fault(heading, 'heading', 'The title is the only heading of level 1.', 'Write ## here.')
    else if (heading.depth > above + 1)
      fault(
        heading,
        'heading',
        `A heading of level ${heading.depth} follows one of level ${above}.`,
        `Write ${'#'.repeat(above + 1)} here.`,
      )
    else if (heading.depth > 4)
      fault(heading, 'heading', 'Headings go down to level 4.', 'Write #### or plain text.')
    if (heading.slug === '') fault(heading, 'heading', 'This heading has no words.', 'Write some.')
    else if (seen.has(heading.slug))
      fault(heading, 'heading', 'Two headings have the same words.', 'Change one of them.')
    seen.add(heading.slug)
    above = heading.depth
  }
}

function checkUses({ reading }: MdxDocument, known: Known, fault: Fault): void {
  const references = new Set(known.toolkit.references.map((one) => one.id))
  const terms = new Set(known.toolkit.glossary.map((one) => one.id))
  for (const use of reading.uses) {
    if (use.name === 'Cite' && !references.has(use.attributes.ref))
      fault(
        use,
        'reference',
        `There is no reference ${use.attributes.ref}.`,
        'Add it to references in toolkit.yaml.',
      )
    if (use.name === 'Term' && !terms.has(use.attributes.id))
      fault(
        use,
        'term',
        `There is no glossary term ${use.attributes.id}.`,
        'Add it to glossary in toolkit.yaml.',
      )
    if (use.name === 'Figure' && !known.pictures.has(use.attributes.src.slice('media/'.length)))
      fault(use, 'media', `There is no ${use.attributes.src}.`, 'Put the picture into media.')
  }
}

function checkLinks({ reading }: MdxDocument, known: Known, fault: Fault): void {
  const headings = new Set(reading.headings.map((one) => one.slug))
  for (const link of reading.links) {
    const { target } = link
    if (target.kind === 'heading' && !headings.has(target.heading))
      fault(link, 'link', `No heading here is called #${target.heading}.`, 'Link to one that is.')
    if (target.kind === 'section' && !known.sections.has(target.section))
      fault(link, 'link', `There is no section ${target.section}.`, 'Name the file of a section.')
  }
}

/** The scenes of a vignette are a case too. */
function checkFictionalScenes({ wording }: MdxDocument, fault: Fault): void {
  for (const { text, at, inStory } of wording.passages) {
    if (!inStory) continue
    for (const { offset, what } of identifyingDetails(text))
      fault(at(offset), 'identifying', `This looks like ${what}.`, invented)
  }
}

const invented = 'Take it out: a case is invented.'

/** A case must be invented: nothing in it may point at somebody. */
function checkFictional({ reading, matter }: MdxDocument, fault: Fault): void {
  const texts = [
    ...reading.texts,
    { text: matter.title, line: 2, column: 1 },
    { text: matter.warning ?? '', line: 2, column: 1 },
    ...reading.uses.flatMap((use) =>
      Object.values(use.attributes).flatMap((value) =>
        typeof value === 'string' ? [{ text: value, line: use.line, column: use.column }] : [],
      ),
    ),
  ]
  for (const { text, line, column } of texts) {
    for (const { offset, what } of identifyingDetails(text)) {
      const before = text.slice(0, offset).split('\n')
      const last = before.at(-1) ?? ''
      const at = {
        line: line + before.length - 1,
        column: before.length === 1 ? column + offset : last.length + 1,
      }
      fault(at, 'identifying', `This looks like ${what}.`, invented)
    }
  }
}
