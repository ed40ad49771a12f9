import { z } from 'zod'
import {
  commandBodies,
  isSeatCommand,
  neededExpectations,
  type CommandType,
} from '../rules/commands.ts'
import { eventBodies, type EventType } from '../rules/events.ts'
import { enoughWriters } from '../rules/anonymity.ts'
import { limits, socketsAtOnce } from '../rules/limits.ts'
import { acceptedIn, graceMs, moments } from '../rules/moment.ts'
import { phaseKinds } from '../rules/phase-kind.ts'
import { phaseRules } from '../rules/phases/index.ts'
import {
  answer,
  eventsAtOnce,
  joined,
  packets,
  pulled,
  pushes,
  snapshot,
} from '../rules/protocol.ts'
import { mine, view } from '../rules/shapes.ts'
import { commandNotes, eventNotes } from './protocol-notes.server.ts'

/**
 * docs/room-protocol.md, made from the schemas that the server itself applies: what a client in any
 * language needs. A test fails when the file differs.
 */
export function protocolDocument(): string {
  return [
    introduction,
    '## Commands\n',
    commandIntroduction,
    table(['type', 'body', 'who', 'in', 'effect'], commandRows()),
    '\n**What each kind of phase accepts.**\n',
    table(['kind', 'commands', 'in the 2 s after the deadline', 'late texts'], kindRows()),
    rules,
    '## Answer\n',
    shape(answer),
    '## Events\n',
    eventIntroduction,
    table(['type', 'body', 'what it does to the view'], eventRows()),
    '\n## View\n',
    'What the team shares: `view = fold(room events)`. `digest` is the lower-case hex sha256 of its RFC 8785 form; absent fields are left out, lists keep the order of their first event.\n',
    shape(view),
    '## Mine\n',
    'What is yours alone in this room. Sent to nobody else, never in the log.\n',
    shape(mine),
    sockets(),
    http(),
    limitsText(),
  ].join('\n')
}

const introduction = `# The room protocol

Made from the server's own schemas: do not edit (\`npx vitest run tests/contract/rooms/protocol-document.test.ts -u\` writes it anew). Golden vectors (events → view → digest) stand in \`room-vectors.json\`.

**Two kinds of truth.** The **log** is what the team shares: numbered events, the same for everybody in the room. **Mine** is what is yours alone in this room: drafts, notes, cards not yet revealed, your votes, your own learning: one small durable document per person, not a history, never in the log.

**Getting in.** \`POST /sign-in\` (form: \`email\`, \`password\`) → 303 and the session cookie. Every request that writes, and every socket handshake, carries the cookie and \`Origin\` = the server's own origin. Pages signed out: 303 to \`/sign-in\`; JSON (asked for by Accept or Content-Type, and always for \`/events\` and \`/snapshot\`): 401, \`signed_out\`. Writes with a foreign Origin: 403, \`forbidden\`. A handshake without session fails with 401, with a foreign or missing Origin with 403. A room one has no right to see is the same 404 as one that does not exist.
`

const commandIntroduction = `\`{ id: uuid, room, type, body?, expect?: { phase?, seat?, revision? } }\`. The client makes \`id\` once (lower-case UUID), keeps it before sending and repeats it when in doubt; it is also the id of what the command makes. Extra, missing and wrong fields are \`invalid\`. Text is normalised first (CRLF and CR become LF, NFC, trim), then checked: 1–10,000 Unicode code points, no control characters but newline and tab. A text of nothing but signs that cannot be seen (zero-width, marks of direction, soft hyphens …) is an empty one; in any other they stay.

participant = everybody in the room except observers and projectors, the facilitator included · staff = facilitator and co-facilitators · seat = the one who holds the seat; such commands, and \`seat.take\`, need \`expect.seat\`.

**Which wins.** Room and id unreadable → \`invalid\`; \`not_found\` (room); a known id → the first answer with \`duplicate: true\`; \`invalid\`; \`closed\`; \`forbidden\`; \`stale\`; \`wrong_phase\`; the rest. The same id in another person's hands is \`invalid\`. Only accepted commands are remembered, as long as the room.
`

const rules = `
**Moments.** \`closing\` is the time until the deadline, \`grace\` the ${graceMs / 1000} s after it, \`between\` the time after the last phase was closed. In \`grace\` \`card.post\` and \`statement.propose\` are accepted from those who had saved a draft for this phase before the deadline, with \`expect.phase\` of the closing phase.

**Closing.** \`phase.next\` starts a deadline. ${graceMs / 1000} s after it, in one batch, in this order: \`phase.closed\`, \`cards.revealed\` (where there are cards) or totals, \`phase.opened\` of the next in the format's order (where there is one) and what follows it. A closing phase whose time is over is closed before any later command is judged.

**Rounds.** \`phase.opened\` carries \`order\`, the facilitator last; \`turn.begun\` follows. After the last, a second turn is offered to each who passed; then nobody's turn.

**Stages.** Ids of stages say nothing. \`GET /rooms/:room/stages/:stage\` gives a released stage to everybody in the room, any stage to staff.

**Phases without names.** At the close all cards come in one \`cards.revealed\`: new ids that nobody can trace, in the order of these ids, without \`author\` and \`actor\`, the close as the only time. Who sent them is forgotten in the same transaction, also in the rows that answer repeated commands: a repeat is then a \`duplicate\` for whoever sends it. So that no hole between them counts what somebody has written, all documents then get one revision, and a repeated command whose answer was a revision of mine is answered with today's; \`room.close\` does the same. With fewer than ${enoughWriters} writers nothing is shown: each finds the phase in \`mine.asked\`. What they share is shown in one batch, with the end of the phase as \`at\`, when all have answered, at the latest at the next close or at \`room.close\`; whatever was not shared stays in \`mine.cards\`, also when the phase is opened again. A late card has an id of chance too. No \`room:presence\` is sent while such a phase is open; \`room:seat\` says whether the holder of the seat is here, at the opening of the phase and when that changes.

**Small groups.** While groups are formed each has a stream \`group:<group>\`, numbered from 1, for its members and staff. A card of a member is \`card.posted\` there; the author may revise and withdraw it there. At the recall, at the close of the phase and at \`room.close\`: \`groups.recalled\`, then one \`cards.revealed\` in \`room\`, by group. Forming again moves people and loses nothing. \`heads\` names the streams of groups that one may read now; \`since\` and \`room:pull\` take their names; a group that works now and is not one's own: \`forbidden\`.

**Beside the view.** Parts (\`part.cast\`), colleagues on one device (\`company.set\`, \`company.left\`), the deputy (\`deputy.named\`), the floor (\`floor.given\`), a held clock (\`clock.held\`, \`clock.ran\`) and what is done of earlier rooms (\`carried.done\`) change nothing of \`view\` and its digest; the snapshot carries them as \`beside\`, and unrevealed notes of one's own group as \`notes\`.

**What leaves mine.** At a reveal the revealed cards and the \`card\` draft that was posted; at \`room.close\` unrevealed cards become drafts of field \`note\`.
`

const eventIntroduction = `\`{ stream, seq, type, at, body, actor? }\`: \`seq\` is gap-free per stream, from 1. A client applies only last + 1; on a gap it pulls; events of unknown type are counted and ignored. Instants are ISO 8601 UTC with milliseconds. Streams: \`room\` for everybody, \`staff\` for facilitator and co-facilitators, \`group:<group>\` for the members of a small group and staff.
`

function http(): string {
  return `## HTTP, the same truth

\`POST /rooms/:room/commands\`: JSON (a command without \`room\`) → the answer; 200, or 401, 403, 404, 409 (\`stale\`, \`wrong_phase\`, \`closed\`), 422 (\`invalid\`), 429, 503. Or a form: \`id\`, \`type\`, the body's fields by name, \`expect.phase\` …; numbers as decimal strings, an empty field is absent (for \`card.move\` an empty \`theme\` is null), repeated names and \`__proto__\` are \`invalid\`.
A client may send the header \`x-person\` with the id of the person it speaks for. Where somebody else has signed in on the device since, commands, events and snapshot are then answered with 401, \`signed_out\`, so that nothing is said in another person's name.
\`GET /rooms/:room/events?stream=room&since=17\` → as \`room:pull\`. \`GET /rooms/:room/snapshot\` →

${shape(snapshot)}`
}

function commandRows(): string[][] {
  return Object.entries(commandBodies).flatMap(([type, body]) => {
    if (!isCommandType(type)) return []
    const { who, effect } = commandNotes[type]
    const needs = neededExpectations(type).filter((name) => !isSeatCommand(type) || name !== 'seat')
    const also = needs.length > 0 ? ` (needs \`expect.${needs.join('`, `expect.')}\`)` : ''
    return [[`\`${type}\`${also}`, inline(body), who, when(type), effect]]
  })
}

function when(type: CommandType): string {
  const accepted: readonly string[] = acceptedIn[type]
  if (accepted.length === moments.length) return 'any'
  if (accepted.length === 0) return 'never yet'
  const kinds = phaseKinds.filter((kind) => {
    const accepts: readonly CommandType[] = phaseRules[kind].accepts
    return accepts.includes(type)
  })
  return [accepted.join(', '), ...(kinds.length > 0 ? [kinds.join(', ')] : [])].join('; ')
}

function kindRows(): string[][] {
  return phaseKinds.map((kind) => {
    const { accepts, grace, late } = phaseRules[kind]
    const commands = accepts.map((type) => `\`${type}\``).join(' ') || '–'
    return [kind, commands, grace === 'nothing' ? '–' : `\`${grace}\``, late ? 'yes' : '–']
  })
}

function eventRows(): string[][] {
  return Object.entries(eventBodies).flatMap(([type, body]) =>
    isEvent(type) ? [[`\`${type}\``, inline(body), eventNotes[type]]] : [],
  )
}

function sockets(): string {
  const named = (shapes: Record<string, z.ZodType>) =>
    Object.entries(shapes).map(([name, packet]) => [`\`${name}\``, inline(packet)])
  return [
    '## Socket.IO (path `/socket.io`, default namespace)\n',
    'Client → server, each with an acknowledgement; `room:command` carries a command and is answered as above.\n',
    table(['packet', 'payload'], named(packets)),
    `\n\`room:join\` is answered with ${inline(joined)}; then what is missing follows by itself, up to ${eventsAtOnce} events a stream. \`room:pull\` is answered with ${inline(pulled)}, at most ${eventsAtOnce} events and about 400 kB. A refusal is \`{ok: false, error}\`.\n`,
    'Server → client:\n',
    table(['packet', 'payload'], named(pushes)),
    '',
  ].join('\n')
}

function limitsText(): string {
  const rows = Object.entries(limits).map(([name, { burst, perSecond }]) => [
    name,
    String(burst),
    String(perSecond),
  ])
  return [
    '## Limits\n',
    `Per person and class, never per address; ${socketsAtOnce} sockets a person; frames and JSON bodies up to 64 KiB, forms up to 512 KiB (a larger body: 413, to JSON as JSON with the code \`invalid\`). A refusal carries \`retryAfter\` in seconds.\n`,
    table(['class', 'at once', 'a second'], rows),
    '',
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

function shape(schema: z.ZodType): string {
  return `\`\`\`ts\n${pretty(described(schema), '')}\n\`\`\`\n`
}

function inline(schema: z.ZodType): string {
  const text = compact(described(schema))
  return text === '{}' ? '–' : `\`${text}\``
}

/** The part of JSON Schema that zod makes of our schemas. */
const jsonSchema = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  get anyOf() {
    return z.array(jsonSchema).optional()
  },
  get oneOf() {
    return z.array(jsonSchema).optional()
  },
  get items() {
    return jsonSchema.optional()
  },
  get properties() {
    return z.record(z.string(), jsonSchema).optional()
  },
  get additionalProperties() {
    return z.union([z.boolean(), jsonSchema]).optional()
  },
  required: z.array(z.string()).optional(),
})
type JsonSchema = z.infer<typeof jsonSchema>

function described(schema: z.ZodType): JsonSchema {
  return jsonSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, field]) => ({
    name: required.includes(name) ? name : `${name}?`,
    field,
  }))
}

function compact(schema: JsonSchema): string {
  const { type, anyOf, oneOf, items, properties, additionalProperties } = schema
  if (isAnEvent(schema)) return 'Event'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const union = anyOf ?? oneOf
  if (union) return union.some(isAnEvent) ? 'Event' : union.map(compact).join(' | ')
  if (items) return `${parenthesised(compact(items))}[]`
  if (properties) {
    const fields = fieldsOf(schema).map(({ name, field }) => `${name}: ${compact(field)}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  if (typeof additionalProperties === 'object') {
    return `{ [name]: ${compact(additionalProperties)} }`
  }
  if (type === 'object') return '{}'
  return type ?? 'any'
}

function pretty(schema: JsonSchema, margin: string): string {
  const union = schema.anyOf ?? schema.oneOf
  if (union && !union.some(isAnEvent)) {
    return union.map((one) => `| ${compact(one)}`).join(`\n${margin}`)
  }
  if (!schema.properties || isAnEvent(schema)) return compact(schema)
  const inner = `${margin}  `
  const fields = fieldsOf(schema).map(({ name, field }) => {
    const whole = compact(field)
    const text = whole.length + inner.length + name.length > 90 ? spread(field, inner) : whole
    return `${inner}${name}: ${text}`
  })
  return `{\n${fields.join('\n')}\n${margin}}`
}

function spread(field: JsonSchema, margin: string): string {
  if (field.items?.properties) return `${pretty(field.items, margin)}[]`
  return field.properties ? pretty(field, margin) : compact(field)
}

function parenthesised(text: string): string {
  return text.includes(' | ') && !text.startsWith('{') ? `(${text})` : text
}

function isAnEvent({ properties }: JsonSchema): boolean {
  return (
    properties !== undefined && 'seq' in properties && 'stream' in properties && 'at' in properties
  )
}

function isCommandType(type: string): type is CommandType {
  return Object.hasOwn(commandBodies, type)
}

function isEvent(type: string): type is EventType {
  return Object.hasOwn(eventBodies, type)
}
