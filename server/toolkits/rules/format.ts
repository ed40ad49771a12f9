import { z } from 'zod'
import { formatId } from '#server/platform/rules/ids.ts'
import { holdsControlCharacters } from '#server/platform/rules/text.ts'
import { phaseKind } from '#server/rooms/rules/phase-kind.ts'

/** Words of at most `max` characters, never none. */
function wordsTo(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'Write something here.')
    .max(max, `Shorten this to ${max.toLocaleString('en-GB')} characters.`)
    .refine((text) => !holdsControlCharacters(text), {
      message: 'This holds a character that cannot be kept. Type it again without pasting.',
    })
}
const words = z.string().trim().min(1)
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')

/** Stages have numbers, not names: an id that says nothing of what is in it. */
export const stageId = z.string().regex(/^stage-[1-9]\d?$/, 'A stage is named stage-1, stage-2 …')

/** A phase is as short or as long as this, in minutes. */
export const phaseMinutes = { min: 1, max: 60 } as const

/** The format that a team takes when it knows no other; it is offered first. */
export const defaultFormat = formatId.parse('swott')

/** A part that somebody plays in this format, such as presenter or timekeeper. */
const part = z.strictObject({
  part: slug.max(40),
  title: wordsTo(60),
  /** What it asks of whoever plays it, said to that person. */
  does: wordsTo(600),
  /** Whether more than one person plays it. */
  several: z.boolean().default(false),
})

const formatPhase = z.strictObject({
  id: slug.max(64),
  kind: phaseKind,
  title: wordsTo(80),
  minutes: z
    .int('Write whole minutes.')
    .min(phaseMinutes.min, 'A phase takes at least 1 minute.')
    .max(phaseMinutes.max, 'A phase takes at most 60 minutes.'),
  /** The minutes are our own suggestion: the source gives none for this step, or has no such step. */
  ours: z.boolean().default(false),
  /** Who speaks in this phase, in plain words, for everybody's screen. */
  speaks: wordsTo(300).optional(),
  /** The part whose player has no turn in this round: the others ask or offer, and they answer or listen. */
  noTurn: slug.max(40).optional(),
  /** Questions on everybody's screen while the phase is open. */
  prompts: z.array(wordsTo(400)).max(10, 'Ten questions are enough for a phase.').default([]),
  /** Sentences that the facilitator can read aloud to begin the phase. */
  say: wordsTo(1000).optional(),
  stage: stageId.optional(),
  /** Dots each person may give. */
  dots: z
    .int('Write a whole number of dots.')
    .min(1, 'Each person needs at least 1 dot.')
    .max(10, 'Ten dots each are the most.')
    .optional(),
  scale: z
    .strictObject({ min: z.int('Write a whole number.'), max: z.int('Write a whole number.') })
    .optional(),
  anonymous: z.boolean().default(false),
})

/** A session format: the phases that a room goes through, as `content/formats/<id>.yaml` says. */
export const format = z
  .strictObject({
    id: formatId,
    title: wordsTo(120),
    summary: wordsTo(600),
    /** How many people it is made for. */
    size: z.strictObject({
      min: z.int('Write a whole number.').min(2, 'A room needs at least 2 people.'),
      max: z.int('Write a whole number.').max(60, 'A room holds at most 60 people.'),
    }),
    /** Ground rules that each person accepts in the welcome. */
    rules: z
      .array(wordsTo(400))
      .min(1, 'Write at least one ground rule.')
      .max(20, 'Twenty ground rules are the most.'),
    /** How to lead it, for the facilitator. */
    guide: wordsTo(10_000),
    /** Where the format comes from, in words that are true. */
    basis: wordsTo(3000),
    /** Parts that are cast in the room and shown to everybody. */
    parts: z.array(part).max(12).default([]),
    phases: z
      .array(formatPhase)
      .min(1, 'Keep at least one phase.')
      .max(20, 'A format has at most 20 phases.'),
  })
  .superRefine((value, context) => {
    if (value.size.min > value.size.max)
      context.addIssue({
        code: 'custom',
        message: 'The smallest number of people is not above the largest.',
        path: ['size', 'min'],
      })
    const parts = new Set<string>()
    value.parts.forEach((one, at) => {
      if (parts.has(one.part))
        context.addIssue({
          code: 'custom',
          message: 'Two parts have this name: give each its own.',
          path: ['parts', at, 'part'],
        })
      parts.add(one.part)
    })
    const seen = new Set<string>()
    value.phases.forEach((phase, at) => {
      const fault = (message: string, field: string) =>
        context.addIssue({ code: 'custom', message, path: ['phases', at, field] })
      if (seen.has(phase.id)) fault('Two phases have this id: give each its own.', 'id')
      seen.add(phase.id)
      if (phase.kind === 'disclose' && phase.stage === undefined)
        fault('A disclose phase names the stage it is for.', 'stage')
      if (phase.kind === 'vote' && phase.dots === undefined)
        fault('A vote says how many dots each person has.', 'dots')
      if (phase.kind === 'scale' && phase.scale === undefined)
        fault('A scale says its lowest and highest value.', 'scale')
      if (phase.noTurn !== undefined && (phase.kind !== 'round' || !parts.has(phase.noTurn)))
        fault('Only a round names who has no turn in it, by a part of this format.', 'noTurn')
      if (phase.scale && phase.scale.min >= phase.scale.max)
        fault('The lowest value of a scale is below its highest.', 'scale')
    })
  })
export type Format = z.infer<typeof format>
export type FormatPhase = Format['phases'][number]

/** A format as rooms use it: its time in minutes, and its guide as HTML of our own making. */
export type SessionFormat = Format & { minutes: number; guideHtml: string }

/** Time of all phases together in minutes. */
export function formatMinutes(one: Pick<Format, 'phases'>): number {
  return one.phases.reduce((sum, phase) => sum + phase.minutes, 0)
}

/** A set of standards that learning can be tagged with, as `content/frameworks/<id>.yaml` says. */
export const framework = z.strictObject({
  id: slug,
  title: words,
  summary: words.optional(),
  source: words.optional(),
  url: z.url({ protocol: /^https$/ }).optional(),
  checked: words.optional(),
  standards: z
    .array(z.strictObject({ code: words.max(20), title: words, summary: words.optional() }))
    .min(1),
})
export type Framework = z.infer<typeof framework>
