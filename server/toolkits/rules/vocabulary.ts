import { z } from 'zod'
import { itemId } from './items/words.ts'
import { checkKinds } from './items/check-kinds.ts'
import { surveyPhases } from './items/survey.ts'
import { templateNames } from './items/templates.ts'

/** The three kinds of document that an author writes. */
export const documentKinds = ['section', 'stage', 'guide'] as const
export type DocumentKind = (typeof documentKinds)[number]

const words = z.string().trim().min(1, 'Write something in it.')
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')

export const calloutKinds = ['note', 'practice', 'law', 'care'] as const

/** Pictures, videos with their captions (WebVTT) and their transcripts (Markdown). */
export const mediaName = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:svg|png|jpg|jpeg|webp|mp4|webm|vtt|md)$/

/** Where a component may stand: at the top of a document, in prose blocks, in a line, or in another. */
type Place = 'top' | 'block' | 'line' | 'Check' | 'Survey' | 'Vignette' | 'Scene' | 'Spread'
/**
 * What it may hold: nothing, paragraphs and blocks, a few words, a question and its choices, other
 * components alone, or the text of a scene and its choices.
 */
type Holds = 'nothing' | 'blocks' | 'words' | 'choices' | 'parts' | 'scene'

export type Component = {
  attributes: z.ZodObject
  documents: readonly DocumentKind[]
  place: Place
  holds: Holds
}

const everywhere = documentKinds

/**
 * The closed vocabulary: these components, these attributes, nothing else. It is why a toolkit is
 * data although MDX is code. An attribute without a value arrives as `true`.
 */
export const vocabulary = {
  Callout: {
    attributes: z.strictObject({ kind: z.enum(calloutKinds) }),
    documents: everywhere,
    place: 'block',
    holds: 'blocks',
  },
  Figure: {
    attributes: z.strictObject({
      src: z
        .string()
        .regex(
          /^media\/[a-z0-9]+(?:-[a-z0-9]+)*\.(?:svg|png|jpg|jpeg|webp)$/,
          'Name a picture in the media folder: src="media/plan.svg" (svg, png, jpg, jpeg or webp).',
        ),
      alt: words,
      caption: words,
    }),
    documents: everywhere,
    place: 'block',
    holds: 'nothing',
  },
  Term: {
    attributes: z.strictObject({ id: slug }),
    documents: everywhere,
    place: 'line',
    holds: 'words',
  },
  Cite: {
    attributes: z.strictObject({ ref: slug }),
    documents: everywhere,
    place: 'line',
    holds: 'nothing',
  },
  Expand: {
    attributes: z.strictObject({ title: words }),
    documents: everywhere,
    place: 'block',
    holds: 'blocks',
  },
  Check: {
    attributes: z.strictObject({ id: itemId, kind: z.enum(checkKinds), prompt: words.optional() }),
    documents: ['section'],
    place: 'top',
    holds: 'choices',
  },
  Choice: {
    attributes: z.strictObject({
      id: itemId,
      correct: z.literal(true, 'Write correct alone, without a value.').optional(),
      feedback: words.optional(),
    }),
    documents: ['section'],
    place: 'Check',
    holds: 'words',
  },
  Pair: {
    attributes: z.strictObject({
      id: itemId,
      left: words,
      right: words,
      feedback: words.optional(),
    }),
    documents: ['section'],
    place: 'Check',
    holds: 'nothing',
  },
  Confidence: {
    attributes: z.strictObject({ id: itemId }),
    documents: ['section'],
    place: 'top',
    holds: 'nothing',
  },
  Reflection: {
    attributes: z.strictObject({
      id: itemId,
      prompt: words,
      template: z.enum(templateNames).optional(),
    }),
    documents: ['section'],
    place: 'top',
    holds: 'nothing',
  },
  Survey: {
    attributes: z.strictObject({
      id: itemId,
      phase: z.enum(surveyPhases),
      from: words.optional(),
      to: words.optional(),
    }),
    documents: ['section'],
    place: 'top',
    holds: 'parts',
  },
  Statement: {
    attributes: z.strictObject({ id: itemId }),
    documents: ['section'],
    place: 'Survey',
    holds: 'words',
  },
  Vignette: {
    attributes: z.strictObject({ id: itemId, title: words.optional() }),
    documents: ['section'],
    place: 'top',
    holds: 'parts',
  },
  Scene: {
    attributes: z.strictObject({ id: itemId }),
    documents: ['section'],
    place: 'Vignette',
    holds: 'scene',
  },
  Go: {
    attributes: z.strictObject({ to: itemId }),
    documents: ['section'],
    place: 'Scene',
    holds: 'words',
  },
  Spread: {
    attributes: z.strictObject({
      id: itemId,
      prompt: words,
      panel: words,
      lowest: words.optional(),
      highest: words.optional(),
    }),
    documents: ['section'],
    place: 'top',
    holds: 'parts',
  },
  Option: {
    attributes: z.strictObject({ id: itemId }),
    documents: ['section'],
    place: 'Spread',
    holds: 'words',
  },
  Judgement: {
    attributes: z.strictObject({ for: words, by: words }),
    documents: ['section'],
    place: 'Spread',
    holds: 'words',
  },
  Video: {
    attributes: z.strictObject({
      src: z
        .string()
        .regex(
          /^media\/[a-z0-9]+(?:-[a-z0-9]+)*\.(?:mp4|webm)$/,
          'Name a video in the media folder: src="media/visit.mp4" (mp4 or webm).',
        ),
      captions: z
        .string()
        .regex(
          /^media\/[a-z0-9]+(?:-[a-z0-9]+)*\.vtt$/,
          'Name the captions in the media folder: captions="media/visit.vtt".',
        ),
      transcript: z
        .string()
        .regex(
          /^media\/[a-z0-9]+(?:-[a-z0-9]+)*\.md$/,
          'Name the transcript in the media folder: transcript="media/visit.md".',
        ),
    }),
    documents: everywhere,
    place: 'block',
    holds: 'nothing',
  },
  FacilitatorNotes: {
    attributes: z.strictObject({}),
    documents: ['stage'],
    place: 'top',
    holds: 'blocks',
  },
} as const satisfies Record<string, Component>

export type ComponentName = keyof typeof vocabulary

export function isComponentName(name: string): name is ComponentName {
  return Object.hasOwn(vocabulary, name)
}

const component: Record<ComponentName, Component> = vocabulary

export function componentOf(name: ComponentName): Component {
  return component[name]
}
