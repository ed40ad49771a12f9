import { readCheck } from './read-check.server.ts'
import { readSurvey } from './read-survey.server.ts'
import { item as itemSchema } from './rules/items/index.ts'
import type { SurveyItem } from './rules/items/survey.ts'
import type { Finding } from './rules/release.ts'
import { readSpread } from './spreads.server.ts'
import type { Fault, MdxElement, PlacedItem, Place } from './syntax.server.ts'
import type { Use } from './uses.server.ts'
import { readVignette } from './vignettes.server.ts'
import type { Reading } from './whitelist.server.ts'

/**
 * The items of a section in their order, or what each still lacks. `earlier` are the items of the
 * sections before it: a survey after the module repeats the one before it.
 */
export function readItems(
  file: string,
  reading: Reading,
  earlier: readonly PlacedItem[] = [],
): { items: PlacedItem[]; findings: Finding[] } {
  const findings: Finding[] = []
  const fault: Fault = (at, rule, message, mend) => {
    findings.push({ file, line: at.line, column: at.column, rule, message, mend })
  }
  const known = new Map<MdxElement, Use>(reading.uses.map((use) => [use.element, use]))
  const items: PlacedItem[] = []
  for (const use of reading.uses) {
    const written = readItem(use)
    if (written !== null) add(written, { line: use.line, column: use.column })
  }
  return { items, findings }

  function readItem(use: Use): unknown {
    switch (use.name) {
      case 'Reflection':
        return { type: 'reflection', ...use.attributes }
      case 'Check':
        return readCheck(use, known, fault)
      case 'Confidence':
        return readConfidence(use, reading, known, fault)
      case 'Survey':
        return readSurvey(use, known, newestSurvey([...earlier, ...items]), fault)
      case 'Vignette':
        return readVignette(use, reading.uses, fault)
      case 'Spread':
        return readSpread(use, reading.uses, fault)
      default:
        return null
    }
  }

  function add(written: unknown, at: Place): void {
    const parsed = itemSchema.safeParse(written)
    if (parsed.success) items.push({ ...at, item: parsed.data })
    else {
      const [issue] = parsed.error.issues
      fault(
        at,
        'item',
        `The ${issue?.path.map(String).join(' ') ?? 'item'} is not right.`,
        `${issue?.message ?? ''}.`,
      )
    }
  }
}

function newestSurvey(items: readonly PlacedItem[]): SurveyItem | null {
  const surveys = items.flatMap(({ item }) =>
    item.type === 'survey' && item.phase === 'before' ? [item] : [],
  )
  return surveys.at(-1) ?? null
}

/** How sure somebody is belongs to an answer, so it is asked right after a check. */
function readConfidence(
  use: Extract<Use, { name: 'Confidence' }>,
  reading: Reading,
  known: ReadonlyMap<MdxElement, Use>,
  fault: Fault,
): unknown {
  const before = reading.before.get(use.element)
  const asked =
    before?.type === 'mdxJsxFlowElement' || before?.type === 'mdxJsxTextElement'
      ? known.get(before)
      : undefined
  if (asked?.name === 'Check')
    return { type: 'confidence', id: use.attributes.id, check: asked.attributes.id }
  // A check that was refused already has its own finding.
  if (before && 'name' in before && before.name === 'Check') return null
  fault(
    use,
    'confidence',
    'This <Confidence> follows no check.',
    'Put it directly after the <Check> that it is asked with.',
  )
  return null
}
