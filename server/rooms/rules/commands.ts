import { z } from 'zod'
import { personId, roomId } from '#server/platform/rules/ids.ts'
import { isDay } from '#server/platform/rules/london.ts'
import {
  codePoints,
  holdsControlCharacters,
  normaliseDraft,
  personText,
} from '#server/platform/rules/text.ts'
import {
  day as dayText,
  draftField,
  group,
  phaseId,
  position,
  roles,
  slug,
  stageId,
  thingId,
} from './shapes.ts'

const nothing = z.strictObject({})
const text = personText()
const day = dayText.refine(isDay, { message: 'Enter a real date, such as 2026-12-01.' })
const revision = z.number().int().min(1)
const aPerson = z.strictObject({ person: personId })

/**
 * What somebody is still typing: kept as it is, 0 to 10,000 code points. Only line ends and the
 * Unicode form are made even, because trimming under a typing hand would eat its spaces; signs that
 * nobody can see, and nothing else, are no draft.
 */
const draftText = z
  .string()
  .transform(normaliseDraft)
  .superRefine((typed, check) => {
    if (codePoints(typed) > 10_000) {
      check.addIssue({ code: 'custom', message: 'Shorten this to 10,000 characters.' })
    }
    if (holdsControlCharacters(typed)) {
      check.addIssue({ code: 'custom', message: 'This holds a character that cannot be kept.' })
    }
  })

/** An answer under one of the regulator's questions: empty takes it back. */
const learningText = personText({ min: 0 })

/** The body of each command. Extra, missing and wrong fields are refused. */
export const commandBodies = {
  'room.cancel': nothing,
  'room.open': nothing,
  'room.start': nothing,
  'room.pause': nothing,
  'room.resume': nothing,
  'room.close': nothing,
  'phase.next': nothing,
  'phase.open': z.strictObject({ phase: phaseId }),
  'phase.extend': z.strictObject({ minutes: z.number().int().min(1).max(120) }),
  'rules.accept': nothing,
  'stage.release': z.strictObject({ stage: stageId }),
  'stage.open': z.strictObject({ stage: stageId }),
  'draft.save': z.strictObject({ phase: phaseId, field: draftField, text: draftText }),
  'learning.save': z.strictObject({
    learnt: learningText.optional(),
    impact: learningText.optional(),
    peerLearning: learningText.optional(),
  }),
  'card.post': z
    .strictObject({
      text,
      theme: thingId.optional(),
      phase: phaseId.optional(),
      late: z.literal(true).optional(),
    })
    .superRefine((body, check) => {
      if ((body.late === undefined) === (body.phase === undefined)) return
      const path = [body.late === undefined ? 'late' : 'phase']
      check.addIssue({ code: 'custom', message: 'A late text needs phase and late: true.', path })
    }),
  'card.revise': z.strictObject({ card: thingId, text }),
  'card.withdraw': z.strictObject({ card: thingId }),
  'card.move': z.strictObject({ card: thingId, theme: thingId.nullable() }),
  'reveal.answer': z.strictObject({ phase: phaseId, share: z.boolean() }),
  'theme.make': z.strictObject({ title: text }),
  'theme.rename': z.strictObject({ theme: thingId, title: text }),
  'vote.put': z.strictObject({ target: thingId, dots: z.number().int().min(0).max(1000) }),
  'scale.put': z.strictObject({ value: z.number().int() }),
  'turn.finish': nothing,
  'turn.pass': nothing,
  'turn.next': nothing,
  'hand.raise': nothing,
  'hand.lower': nothing,
  'pause.ask': nothing,
  'statement.propose': z.strictObject({ text }),
  'statement.revise': z.strictObject({ statement: thingId, text }),
  'statement.sign': z.strictObject({
    statement: thingId,
    revision,
    position,
    text: text.optional(),
  }),
  'action.add': z.strictObject({ text, owner: text.optional(), due: day.optional() }),
  'action.change': z.strictObject({
    action: thingId,
    text: text.optional(),
    owner: text.optional(),
    due: day.optional(),
  }),
  'staff.add': aPerson,
  'staff.remove': aPerson,
  'deputy.name': aPerson,
  'role.set': z.strictObject({ person: personId, role: z.enum(roles).exclude(['facilitator']) }),
  'seat.give': aPerson,
  'seat.take': nothing,
  'person.remove': aPerson,
  'groups.form': z.strictObject({
    groups: z
      .array(group.extend({ title: text }))
      .min(1)
      .max(30),
  }),
  'groups.recall': nothing,
  'group.help': nothing,
  'part.cast': z.strictObject({ part: slug, person: personId, plays: z.boolean() }),
  'company.set': z.strictObject({ people: z.array(personId).max(9) }),
  'company.leave': nothing,
  'floor.give': aPerson,
  'clock.hold': nothing,
  'clock.run': nothing,
  'carried.done': z.strictObject({ text }),
} as const

export type CommandType = keyof typeof commandBodies

export const expectation = z.strictObject({
  phase: phaseId.optional(),
  seat: z.number().int().min(1).optional(),
  revision: revision.optional(),
})
export type Expectation = z.infer<typeof expectation>
type Needed = keyof Expectation

/** What must stand in `expect`, beside what every command of the seat needs. */
const needed: Partial<Record<CommandType, readonly Needed[]>> = {
  'phase.next': ['phase', 'seat'],
  'statement.revise': ['revision'],
}

/** Commands of whoever holds the seat, and those that ask for it: they name its number. */
const seatCommands = [
  'room.cancel',
  'room.open',
  'room.start',
  'room.pause',
  'room.resume',
  'room.close',
  'phase.next',
  'phase.open',
  'phase.extend',
  'stage.release',
  'turn.next',
  'staff.add',
  'staff.remove',
  'deputy.name',
  'role.set',
  'seat.give',
  'seat.take',
  'person.remove',
  'groups.form',
  'groups.recall',
  'part.cast',
  'floor.give',
  'clock.hold',
  'clock.run',
] as const satisfies readonly CommandType[]

export function isSeatCommand(type: CommandType): boolean {
  return seatCommands.some((one) => one === type)
}

/** What `type` must name in `expect`. */
export function neededExpectations(type: CommandType): readonly Needed[] {
  return needed[type] ?? (isSeatCommand(type) ? ['seat'] : [])
}

function commandOf<T extends CommandType, B extends z.ZodType>(type: T, body: B) {
  return z.strictObject({
    id: thingId,
    room: roomId,
    type: z.literal(type),
    body,
    expect: expectation.default({}),
  })
}
/** A command without fields may leave its body out. */
function bare<T extends CommandType>(type: T) {
  return commandOf(type, nothing.default({}))
}
const c = commandBodies

/** One strict schema over all commands; bodies and expectations that are absent become `{}`. */
export const command = z
  .discriminatedUnion('type', [
    bare('room.cancel'),
    bare('room.open'),
    bare('room.start'),
    bare('room.pause'),
    bare('room.resume'),
    bare('room.close'),
    bare('phase.next'),
    commandOf('phase.open', c['phase.open']),
    commandOf('phase.extend', c['phase.extend']),
    bare('rules.accept'),
    commandOf('stage.release', c['stage.release']),
    commandOf('stage.open', c['stage.open']),
    commandOf('draft.save', c['draft.save']),
    commandOf('learning.save', c['learning.save']),
    commandOf('card.post', c['card.post']),
    commandOf('card.revise', c['card.revise']),
    commandOf('card.withdraw', c['card.withdraw']),
    commandOf('card.move', c['card.move']),
    commandOf('reveal.answer', c['reveal.answer']),
    commandOf('theme.make', c['theme.make']),
    commandOf('theme.rename', c['theme.rename']),
    commandOf('vote.put', c['vote.put']),
    commandOf('scale.put', c['scale.put']),
    bare('turn.finish'),
    bare('turn.pass'),
    bare('turn.next'),
    bare('hand.raise'),
    bare('hand.lower'),
    bare('pause.ask'),
    commandOf('statement.propose', c['statement.propose']),
    commandOf('statement.revise', c['statement.revise']),
    commandOf('statement.sign', c['statement.sign']),
    commandOf('action.add', c['action.add']),
    commandOf('action.change', c['action.change']),
    commandOf('staff.add', c['staff.add']),
    commandOf('staff.remove', c['staff.remove']),
    commandOf('deputy.name', c['deputy.name']),
    commandOf('role.set', c['role.set']),
    commandOf('seat.give', c['seat.give']),
    bare('seat.take'),
    commandOf('person.remove', c['person.remove']),
    commandOf('groups.form', c['groups.form']),
    bare('groups.recall'),
    bare('group.help'),
    commandOf('part.cast', c['part.cast']),
    commandOf('company.set', c['company.set']),
    bare('company.leave'),
    commandOf('floor.give', c['floor.give']),
    bare('clock.hold'),
    bare('clock.run'),
    commandOf('carried.done', c['carried.done']),
  ])
  .superRefine((parsed, check) => {
    for (const name of neededExpectations(parsed.type)) {
      if (parsed.expect[name] !== undefined) continue
      check.addIssue({
        code: 'custom',
        message: `This needs expect.${name}. Load the page again.`,
        path: ['expect', name],
      })
    }
  })
export type Command = z.infer<typeof command>

/** What must be readable before anything else is judged: which room, which id. */
export const envelope = z.looseObject({ id: thingId, room: roomId })
