import { checkKind } from './check-kind.server.ts'
import { checkYamlWording } from './check-wording.server.ts'
import type { Standards } from './draft.server.ts'
import type { MdxDocument } from './parse.server.ts'
import { formatMinutes } from './rules/format.ts'
import { moduleLimitMinutes } from './rules/reading-time.ts'
import type { Finding } from './rules/release.ts'
import type { ToolkitFile } from './rules/toolkit-file.ts'
import { sectionIds, type SourceFile, type ToolkitSource } from './source.server.ts'

/** Where in `toolkit.yaml` something stands. */
export type At = (path: readonly PropertyKey[]) => { line: number; column: number }

/** What is wrong in a `toolkit.yaml` that could be read. */
export function checkToolkitFile(
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
  const speaks = textsOf(toolkit).map(({ path, ...one }) => ({ ...one, at: at(path) }))
  checkYamlWording(speaks, (place, rule, message, mend) =>
    findings.push({ file: yaml.shown, ...place, rule, message, mend }),
  )
  checkFormat(toolkit, source, standards, fault)
  const stages = source.files.filter((one) => one.path.startsWith('case-study/')).length
  checkKind(toolkit, { sections: sectionIds(source).length, stages }, fault)
  if (sectionIds(source).length === 0)
    fault(['id'], 'file', 'The module has no section.', 'Write module/01-….mdx.')
  return findings
}

/** What readers see of a `toolkit.yaml` in its author's own words; titles of references are others'. */
function textsOf({ title, summary, themes, audiences, glossary, change }: ToolkitFile) {
  const label = (path: readonly PropertyKey[], text: string) => ({
    ...{ path, text },
    role: 'label' as const,
  })
  const prose = (path: readonly PropertyKey[], text: string) => ({
    ...{ path, text },
    role: 'prose' as const,
  })
  return [
    label(['title'], title),
    prose(['summary'], summary),
    ...themes.map((text, index) => label(['themes', index], text)),
    ...audiences.map((text, index) => label(['audiences', index], text)),
    ...glossary.flatMap(({ term, definition }, index) => [
      label(['glossary', index, 'term'], term),
      prose(['glossary', index, 'definition'], definition),
    ]),
    prose(['change', 'note'], change.note),
  ]
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

/** References that no document cites. */
export function checkUnused(
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
