import type { z } from 'zod'
import { componentOf, vocabulary, type ComponentName } from './rules/vocabulary.ts'
import { placeOf, type Fault, type MdxElement, type Place } from './syntax.server.ts'

type Attributes = { [N in ComponentName]: z.output<(typeof vocabulary)[N]['attributes']> }

/** One component of a document, its attributes checked, and where it stands. */
export type Use = {
  [N in ComponentName]: Place & {
    name: N
    attributes: Attributes[N]
    element: MdxElement
    /** True inside <FacilitatorNotes>. */
    inNotes: boolean
  }
}[ComponentName]

/**
 * Checks the attributes of a component: literal, known, each written once. Null when one is not,
 * after `fault` has heard of it.
 */
export function readUse(
  fault: Fault,
  name: ComponentName,
  element: MdxElement,
  inNotes: boolean,
): Use | null {
  const written = new Map<string, string | true>()
  const places = new Map<string, Place>()
  let broken = false
  const refuse = (at: Place, message: string, mend: string, rule = 'attribute') => {
    broken = true
    fault(at, rule, message, mend)
  }
  for (const attribute of element.attributes) {
    const at = attribute.position ? placeOf(attribute) : placeOf(element)
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      refuse(
        at,
        'Braces in a tag hold code.',
        'Write each attribute as name="value".',
        'expression',
      )
    } else if (typeof attribute.value === 'object' && attribute.value !== null) {
      refuse(
        at,
        `The value of ${attribute.name} is code.`,
        `Write ${attribute.name}="…" with plain words.`,
        'expression',
      )
    } else if (written.has(attribute.name)) {
      refuse(at, `${attribute.name} is written twice.`, 'Write it once.')
    } else {
      written.set(attribute.name, attribute.value ?? true)
      places.set(attribute.name, at)
    }
  }
  if (broken) return null
  const rules = componentOf(name).attributes
  for (const [attribute, at] of places) {
    if (!Object.hasOwn(rules.shape, attribute)) {
      const allowed = Object.keys(rules.shape)
      refuse(
        at,
        `<${name}> has no attribute ${attribute}.`,
        allowed.length ? `It takes: ${allowed.join(', ')}.` : 'It takes none.',
      )
    }
  }
  if (broken) return null
  const parsed = parseUse(name, Object.fromEntries(written), {
    ...placeOf(element),
    element,
    inNotes,
  })
  if ('use' in parsed) return parsed.use
  for (const issue of parsed.issues) {
    const attribute = String(issue.path[0] ?? '')
    const missing = !written.has(attribute)
    const at = places.get(attribute) ?? placeOf(element)
    refuse(
      at,
      missing ? `<${name}> lacks ${attribute}.` : `${attribute} of <${name}> is not right.`,
      missing ? attributeMend(attribute) : mendSentence(issue),
      ruleOf(name, attribute),
    )
  }
  return null
}

function ruleOf(name: ComponentName, attribute: string): string {
  if (attribute === 'alt') return 'alt'
  if (name === 'Choice' && attribute === 'feedback') return 'feedback'
  if (name === 'Figure' && attribute === 'src') return 'media'
  if (name === 'Video') return 'media'
  return 'attribute'
}

function attributeMend(attribute: string): string {
  if (attribute === 'alt')
    return 'Write alt="…": what the picture says to someone who cannot see it.'
  if (attribute === 'feedback') return 'Write feedback="…": why this choice is tempting, or right.'
  if (attribute === 'panel') return 'Write panel="…": who judged, in words that are true.'
  if (attribute === 'captions') return 'Write captions="media/….vtt": what is said, with its times.'
  if (attribute === 'transcript')
    return 'Write transcript="media/….md": all that is said and seen, as a text.'
  return `Write ${attribute}="…".`
}

function mendSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `Use one of: ${issue.values.map(String).join(', ')}.`
  return /[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`
}

type Parsed = { use: Use } | { issues: z.core.$ZodIssue[] }
type Rest = Place & { element: MdxElement; inNotes: boolean }

/** The compiler cannot join a name to its schema's output by itself: one row for each component. */
const parsers: { [N in ComponentName]: (written: unknown, rest: Rest) => Parsed } = {
  Callout: (written, rest) =>
    parsedAs(vocabulary.Callout.attributes, written, (attributes) => ({
      name: 'Callout',
      attributes,
      ...rest,
    })),
  Figure: (written, rest) =>
    parsedAs(vocabulary.Figure.attributes, written, (attributes) => ({
      name: 'Figure',
      attributes,
      ...rest,
    })),
  Term: (written, rest) =>
    parsedAs(vocabulary.Term.attributes, written, (attributes) => ({
      name: 'Term',
      attributes,
      ...rest,
    })),
  Cite: (written, rest) =>
    parsedAs(vocabulary.Cite.attributes, written, (attributes) => ({
      name: 'Cite',
      attributes,
      ...rest,
    })),
  Expand: (written, rest) =>
    parsedAs(vocabulary.Expand.attributes, written, (attributes) => ({
      name: 'Expand',
      attributes,
      ...rest,
    })),
  Check: (written, rest) =>
    parsedAs(vocabulary.Check.attributes, written, (attributes) => ({
      name: 'Check',
      attributes,
      ...rest,
    })),
  Choice: (written, rest) =>
    parsedAs(vocabulary.Choice.attributes, written, (attributes) => ({
      name: 'Choice',
      attributes,
      ...rest,
    })),
  Pair: (written, rest) =>
    parsedAs(vocabulary.Pair.attributes, written, (attributes) => ({
      name: 'Pair',
      attributes,
      ...rest,
    })),
  Confidence: (written, rest) =>
    parsedAs(vocabulary.Confidence.attributes, written, (attributes) => ({
      name: 'Confidence',
      attributes,
      ...rest,
    })),
  Reflection: (written, rest) =>
    parsedAs(vocabulary.Reflection.attributes, written, (attributes) => ({
      name: 'Reflection',
      attributes,
      ...rest,
    })),
  Vignette: (written, rest) =>
    parsedAs(vocabulary.Vignette.attributes, written, (attributes) => ({
      name: 'Vignette',
      attributes,
      ...rest,
    })),
  Scene: (written, rest) =>
    parsedAs(vocabulary.Scene.attributes, written, (attributes) => ({
      name: 'Scene',
      attributes,
      ...rest,
    })),
  Go: (written, rest) =>
    parsedAs(vocabulary.Go.attributes, written, (attributes) => ({
      name: 'Go',
      attributes,
      ...rest,
    })),
  Spread: (written, rest) =>
    parsedAs(vocabulary.Spread.attributes, written, (attributes) => ({
      name: 'Spread',
      attributes,
      ...rest,
    })),
  Option: (written, rest) =>
    parsedAs(vocabulary.Option.attributes, written, (attributes) => ({
      name: 'Option',
      attributes,
      ...rest,
    })),
  Judgement: (written, rest) =>
    parsedAs(vocabulary.Judgement.attributes, written, (attributes) => ({
      name: 'Judgement',
      attributes,
      ...rest,
    })),
  Video: (written, rest) =>
    parsedAs(vocabulary.Video.attributes, written, (attributes) => ({
      name: 'Video',
      attributes,
      ...rest,
    })),
  Survey: (written, rest) =>
    parsedAs(vocabulary.Survey.attributes, written, (attributes) => ({
      name: 'Survey',
      attributes,
      ...rest,
    })),
  Statement: (written, rest) =>
    parsedAs(vocabulary.Statement.attributes, written, (attributes) => ({
      name: 'Statement',
      attributes,
      ...rest,
    })),
  FacilitatorNotes: (written, rest) =>
    parsedAs(vocabulary.FacilitatorNotes.attributes, written, (attributes) => ({
      name: 'FacilitatorNotes',
      attributes,
      ...rest,
    })),
}

function parseUse(name: ComponentName, written: unknown, rest: Rest): Parsed {
  return parsers[name](written, rest)
}

function parsedAs<S extends z.ZodType>(
  schema: S,
  written: unknown,
  made: (attributes: z.output<S>) => Use,
): Parsed {
  const parsed = schema.safeParse(written)
  return parsed.success ? { use: made(parsed.data) } : { issues: parsed.error.issues }
}
