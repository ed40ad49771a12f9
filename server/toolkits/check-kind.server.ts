import type { ToolkitFile } from './rules/toolkit-file.ts'
import type { ToolkitKind } from './rules/release.ts'

type Shape = { sections: number; stages: number }
type Fault = (path: readonly PropertyKey[], rule: string, message: string, mend: string) => unknown

/**
 * What a toolkit's kind asks of its folder: a team toolkit may have a case, a briefing is one
 * section and has none, a learning example tells its case in the module, and may bring a part of it
 * to a short room. Source: content.md, "kind".
 */
export function checkKind(toolkit: ToolkitFile, shape: Shape, fault: Fault): void {
  rules[toolkit.kind](toolkit, shape, fault)
  if (toolkit.kind !== 'team' && toolkit.format !== undefined && shape.stages === 0) {
    fault(
      ['format'],
      'kind',
      'There is a format, but no case study for a room.',
      'Take the format out, or write case-study/01-….mdx.',
    )
  }
}

const rules = {
  team: () => undefined,
  briefing(_toolkit, { sections, stages }, fault) {
    if (sections > 1) {
      fault(
        ['kind'],
        'kind',
        `A briefing has one section, and this has ${sections}.`,
        'Keep one section of about 7 minutes, or make it a team toolkit.',
      )
    }
    if (stages > 0) {
      fault(
        ['kind'],
        'kind',
        'A briefing has no case study.',
        'Take the folder case-study out, or make it a learning example.',
      )
    }
  },
  example({ format }, { stages }, fault) {
    if (stages > 0 && format === undefined) {
      fault(
        ['kind'],
        'kind',
        'A learning example with a case study says its format.',
        'Write format: learning-circle.',
      )
    }
  },
} satisfies Record<ToolkitKind, (toolkit: ToolkitFile, shape: Shape, fault: Fault) => void>
