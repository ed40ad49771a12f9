import { z } from 'zod'
import { formatId } from '#server/platform/rules/ids.ts'
import { phaseKind } from '#server/rooms/rules/phase-kind.ts'

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
  title: words.max(60),
  /** What it asks of whoever plays it, said to that person. */
  does: words.max(600),
  /** Whether more than one person plays it. */
  several: z.boolean().default(false),
})

const formatPhase = z.strictObject({
  id: slug.max(64),
  kind: phaseKind,
  title: words.max(80),
  minutes: z
    .int('Write whole minutes.')
    .min(phaseMinutes.min, 'A phase takes at least 1 minute.')
    .max(phaseMinutes.max, 'A phase takes at most 60 minutes.'),
  /** The minutes are our own suggestion: the source gives none for this step, or has no such step. */
  ours: z.boolean().default(false),
  /** Who speaks in this phase, in plain words, for everybody's screen. */
  speaks: words.max(300).optional(),
  /** Questions on everybody's screen while the phase is open. */
  prompts: z.array(words).default([]),
  /** Sentences that the facilitator can read aloud to begin the phase. */
  say: words.optional(),
  stage: stageId.optional(),
  /** Dots each person may give. */
  dots: z.int().min(1).max(10).optional(),
  scale: z.strictObject({ min: z.int(), max: z.int() }).optional(),
  anonymous: z.boolean().default(false),
})

/** A session format: the phases that a room goes through, as `content/formats/<id>.yaml` says. */
export const format = z
  .strictObject({
    id: formatId,
    title: words.max(120),
    summary: words,
    /** How many people it is made for. */
    size: z.strictObject({ min: z.int().min(2), max: z.int().max(60) }),
    /** Ground rules that each person accepts in the welcome. */
    rules: z.array(words).min(1),
    /** How to lead it, for the facilitator. */
    guide: words,
    /** Where the format comes from, in words that are true. */
    basis: words,
    /** Parts that are cast in the room and shown to everybody. */
    parts: z.array(part).max(12).default([]),
    phases: z.array(formatPhase).min(1).max(20),
  })
  .superRefine((value, context) => {
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
