import { z } from 'zod'
import { personId, roomId } from '#server/platform/rules/ids.ts'
import { phaseKind } from './phase-kind.ts'

/** The shapes that events, view and mine are made of. Names are promises: adding is free. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Id of a command, and so of the card, theme, statement or action that it makes. */
export const thingId = z.string().regex(uuid, 'must be a lower-case UUID')
/** Phases and stages are named by short ids that say nothing about what is in them. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)
export const phaseId = slug
export const stageId = slug
/** ISO 8601, UTC, with milliseconds. */
export const instantText = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const count = z.number().int().min(0)
const positive = z.number().int().min(1)

export const roles = [
  'facilitator',
  'co-facilitator',
  'participant',
  'observer',
  'projector',
] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const statuses = ['scheduled', 'lobby', 'running', 'paused', 'closed', 'abandoned'] as const
export type Status = (typeof statuses)[number]

export const person = z.strictObject({
  person: personId,
  name: z.string(),
  jobTitle: z.string(),
  role,
})
export type Person = z.infer<typeof person>

const scaleRange = z.strictObject({ min: z.number().int(), max: z.number().int() })

/** A phase as a format defines it and `room.created` stamps it. */
export const phasePlan = z.strictObject({
  id: phaseId,
  kind: phaseKind,
  title: z.string(),
  minutes: count,
  prompts: z.array(z.string()),
  anonymous: z.boolean(),
  stage: stageId.optional(),
  dots: positive.optional(),
  scale: scaleRange.optional(),
  /** The part of the format whose player has no turn in this round. */
  noTurn: slug.optional(),
})
export type PhasePlan = z.infer<typeof phasePlan>

const phaseView = z.strictObject({
  ...phasePlan.shape,
  state: z.enum(['pending', 'open', 'closing', 'closed']),
  deadline: instantText.optional(),
  openedAt: instantText.optional(),
})
export type PhaseView = z.infer<typeof phaseView>

export const seat = z.strictObject({ person: personId, number: positive })
export const stageTitle = z.strictObject({ stage: stageId, title: z.string() })
export type StageTitle = z.infer<typeof stageTitle>

export const cardView = z.strictObject({
  card: thingId,
  phase: phaseId,
  text: z.string(),
  author: personId.optional(),
  theme: thingId.optional(),
  late: z.boolean().optional(),
})
export type CardView = z.infer<typeof cardView>

const themeView = z.strictObject({ theme: thingId, title: z.string() })
export const totals = z.record(z.string(), count)

export const turnEnd = z.enum(['finished', 'passed', 'moved'])
const turnsView = z.strictObject({
  order: z.array(personId),
  now: personId.optional(),
  ended: z.array(z.strictObject({ person: personId, how: turnEnd })),
})
export type TurnsView = z.infer<typeof turnsView>

export const position = z.enum(['agree', 'reserve', 'disagree'])
export const signature = z.strictObject({
  person: personId,
  position,
  text: z.string().optional(),
})
const statementView = z.strictObject({
  statement: thingId,
  revision: positive,
  text: z.string(),
  signatures: z.array(signature),
})
export type StatementView = z.infer<typeof statementView>

const actionView = z.strictObject({
  action: thingId,
  text: z.string(),
  owner: z.string().optional(),
  due: day.optional(),
})
export type ActionView = z.infer<typeof actionView>

export const group = z.strictObject({
  group: slug,
  title: z.string(),
  people: z.array(personId),
})

/** What the team shares: the fold of the `room` stream, the same for everybody at every head. */
export const view = z.strictObject({
  room: z.strictObject({
    id: roomId,
    title: z.string(),
    status: z.enum(statuses),
    format: z.string(),
    startsAt: instantText,
  }),
  seat,
  people: z.array(person),
  phases: z.array(phaseView),
  current: phaseId.optional(),
  accepted: z.array(personId),
  stages: z.array(stageTitle),
  cards: z.array(cardView),
  themes: z.array(themeView),
  votes: z.record(z.string(), totals),
  scales: z.record(z.string(), totals),
  turns: z.record(z.string(), turnsView),
  hands: z.array(personId),
  statements: z.array(statementView),
  actions: z.array(actionView),
  groups: z.array(group),
})
export type View = z.infer<typeof view>

export const draftField = z.enum(['note', 'card', 'statement'])
export type DraftField = z.infer<typeof draftField>

export const learning = z.strictObject({
  learnt: z.string().optional(),
  impact: z.string().optional(),
  peerLearning: z.string().optional(),
})
export type Learning = z.infer<typeof learning>

/** What is one person's own in one room. Never in the log, sent to nobody else. */
export const mine = z.strictObject({
  revision: count,
  drafts: z.array(
    z.strictObject({ phase: phaseId, field: draftField, text: z.string(), at: instantText }),
  ),
  cards: z.array(z.strictObject({ card: thingId, phase: phaseId, text: z.string() })),
  votes: z.record(z.string(), totals),
  scales: z.record(z.string(), z.number().int()),
  opened: z.array(stageId),
  learning,
  asked: z.array(phaseId),
  pauses: z.array(z.strictObject({ person: personId, at: instantText })),
})
export type Mine = z.infer<typeof mine>

/** A part that a format names, and what whoever plays it does. */
export type FormatPart = { part: string; title: string; does: string; several: boolean }

/**
 * What stands in the log beside the view: parts, who shares whose device, who is deputy; since when
 * hands are raised and who has the floor; for how long the clock was held; which group a note came
 * from; which actions of earlier rooms are done.
 */
export const beside = z.strictObject({
  cast: z.array(z.strictObject({ part: slug, person: personId })),
  company: z.array(z.strictObject({ person: personId, with: z.array(personId) })),
  deputy: personId.optional(),
  hands: z.array(z.strictObject({ person: personId, at: instantText })),
  floor: personId.optional(),
  clock: z
    .strictObject({ phase: phaseId, heldMs: count, heldAt: instantText.optional() })
    .optional(),
  groups: z.array(z.strictObject({ group: slug, title: z.string() })),
  notes: z.array(z.strictObject({ card: thingId, group: slug })),
  done: z.array(z.string()),
})
export type Beside = z.infer<typeof beside>

/** A card of a small group, before it has been brought back to the room. */
export const groupNote = z.strictObject({
  group: slug,
  card: thingId,
  phase: phaseId,
  text: z.string(),
  author: personId,
})
export type GroupNote = z.infer<typeof groupNote>

/** A small group asked for help, at an instant. */
export const help = z.strictObject({ group: slug, at: instantText })
export type Help = z.infer<typeof help>

/** Heads of the streams that a reader may see; those of small groups beside the two. */
export type Heads = { room: number; staff?: number; [group: `group:${string}`]: number }
export const heads: z.ZodType<Heads> = z
  .strictObject({ room: count, staff: count.optional() })
  .catchall(count)
