import type { Nodes } from 'mdast'
import type { SurveyItem } from './rules/items/survey.ts'
import type { Finding } from './rules/release.ts'
import { plainText, type Fault, type MdxElement, type PlacedItem } from './syntax.server.ts'
import type { Use } from './uses.server.ts'

/** What the ends of the scale mean when an author does not say. */
const ends = { from: 'Not at all', to: 'Fully' }

/** A survey as its author wrote it; null when it lacks something, after `fault` has heard of it. */
export function readSurvey(
  use: Extract<Use, { name: 'Survey' }>,
  known: ReadonlyMap<MdxElement, Use>,
  before: SurveyItem | null,
  fault: Fault,
): SurveyItem | null {
  const { id, phase, from, to } = use.attributes
  const parts = partsOf(use.element)
  const statements = parts.flatMap((element) => {
    const one = known.get(element)
    return one?.name === 'Statement'
      ? [{ id: one.attributes.id, text: plainText(one.element).trim(), at: one }]
      : []
  })
  if (statements.length < parts.length) return null
  let sound = true
  const refuse: Fault = (...what) => {
    sound = false
    fault(...what)
  }
  if (phase === 'after') {
    const [first] = statements
    if (first || from !== undefined || to !== undefined)
      refuse(
        first?.at ?? use,
        'survey',
        'A survey after repeats the one before it.',
        `Write <Survey id="${id}" phase="after" /> alone.`,
      )
    if (!before)
      refuse(
        use,
        'survey',
        'There is no survey before this one.',
        'Write <Survey id="…" phase="before"> with its statements where the module begins.',
      )
    return sound && before ? { ...before, id, phase, pair: before.id } : null
  }
  if (statements.length === 0)
    refuse(use, 'survey', 'This survey has no statement.', 'Add a <Statement id="…">.')
  if (statements.length > 10)
    refuse(use, 'survey', 'A survey has at most ten statements.', 'Take some out.')
  const seen = new Set<string>()
  for (const { id: statement, text, at } of statements) {
    if (text === '') refuse(at, 'survey', 'This statement has no words.', 'Write some.')
    if (seen.has(statement))
      refuse(at, 'survey', `Two statements are called ${statement}.`, 'Give each its own id.')
    seen.add(statement)
  }
  if (!sound) return null
  return {
    type: 'survey',
    id,
    phase,
    from: from ?? ends.from,
    to: to ?? ends.to,
    statements: statements.map(({ id: statement, text }) => ({ id: statement, text })),
  }
}

/** Markdown joins lines that follow each other: several statements may share a paragraph. */
function partsOf(survey: MdxElement): MdxElement[] {
  const children: readonly Nodes[] = survey.children
  return children
    .flatMap((child) => (child.type === 'paragraph' ? child.children : [child]))
    .filter((child) => child.type === 'mdxJsxFlowElement' || child.type === 'mdxJsxTextElement')
}

/** A survey before says nothing until the same is asked again. */
export function unfollowed(
  sections: readonly { document: { file: string }; items: readonly PlacedItem[] }[],
): Finding[] {
  const items = sections.flatMap(({ document, items: own }) =>
    own.map((one) => ({ ...one, file: document.file })),
  )
  const paired = new Set(items.flatMap(({ item }) => (item.type === 'survey' ? item.pair : [])))
  return items.flatMap(({ item, file, line, column }) =>
    item.type !== 'survey' || item.phase === 'after' || paired.has(item.id)
      ? []
      : [
          {
            file,
            line,
            column,
            rule: 'survey',
            message: 'No survey after follows this one up.',
            mend: 'Write <Survey id="…" phase="after" /> where the module ends.',
          },
        ],
  )
}
