import { createHash } from 'node:crypto'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { logEvent } from '#server/rooms/rules/events.ts'
import { fold } from '#server/rooms/rules/view.ts'
import type { RoomEvent } from '#tests/support/protocol-client.ts'
import { judgeAnswers } from './judge-answers.ts'
import { judgeMine } from './judge-mine.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'
import { nameless } from './participant.ts'
import { createPicture } from './picture.ts'
import type { Truth } from './truth.ts'

export type Verdict = { lost: string[]; twice: string[]; diverged: string[]; leaked: string[] }

/** Compares what people were told and what their clients hold with the log of one room. */
export function judge(truth: Truth, ledger: Ledger): Verdict {
  const entries = ledger.entries(truth.room)
  const { lost, twice } = judgeAnswers(truth.log, entries)
  return {
    lost: [...lost, ...judgeMine(truth, entries), ...judgeGroups(truth, entries)],
    twice,
    diverged: divergence(truth),
    leaked: [...leaks(truth), ...names(truth, entries)],
  }
}

/** What was acknowledged in a small group: shown to the room after its recall, or in its stream. */
function judgeGroups({ log, inGroups = [] }: Truth, entries: readonly LedgerEntry[]): string[] {
  const written = JSON.stringify([log.filter(({ type }) => type === 'cards.revealed'), inGroups])
  return entries
    .filter(({ accepted }) => accepted[0]?.stream?.startsWith('group:'))
    .filter(({ command }) => !written.includes(command.id))
    .map(({ command }) => `${command.type} ${command.id} of a small group is gone`)
}

/** A name, or an id that somebody knows, beside a text that was written without one. */
function names({ log, snapshots }: Truth, entries: readonly LedgerEntry[]): string[] {
  const sent = new Set(
    entries
      .filter(({ command }) => String(command.body?.['text']).startsWith(nameless))
      .map(({ command }) => command.id),
  )
  const inLog = log
    .filter((event) => JSON.stringify(event).includes(nameless))
    .filter((event) => {
      const text = JSON.stringify(event)
      return (
        event.actor !== undefined ||
        text.includes('"author"') ||
        [...sent].some((id) => cardIs(text, id))
      )
    })
    .map(({ seq, type }) => `${type} ${seq} joins a name or an id to a text without a name`)
  const ownTexts = new Map<string, string>()
  for (const { command, person } of entries) {
    const text = String(command.body?.['text'])
    if (text.startsWith(nameless)) ownTexts.set(text, person)
  }
  const inMine = [...snapshots.values()].flatMap(({ person, mine }) =>
    [...JSON.stringify(mine).matchAll(/nameless text [0-9a-f-]{36}/g)]
      .filter(([text]) => ownTexts.get(text) !== person)
      .map(([text]) => `${person} was sent the text of somebody else: ${text}`),
  )
  return [...inLog, ...inMine]
}

const cardIs = (text: string, id: string) => text.includes(`"card":"${id}"`)

function divergence({ room, log, snapshots }: Truth): string[] {
  const found: string[] = []
  log.forEach(({ seq }, index) => {
    if (seq !== index + 1) found.push(`${room}: number ${seq} stands at place ${index + 1}`)
  })
  const cards = cardsOf(log)
  const digestAt = digests(log)
  for (const [{ client }, snapshot] of snapshots) {
    const who = `${client.transport} client of ${snapshot.person} in ${room}`
    const own = client.log(room)
    const differs = log.findIndex((event, index) => !isSameEvent(event, own[index]))
    if (own.length !== log.length) found.push(`${who} has ${own.length} of ${log.length} events`)
    else if (differs >= 0) found.push(`${who} has something else at ${differs + 1}`)
    if (cardsOf(own).join() !== cards.join()) found.push(`${who} has other cards`)
    if (snapshot.digest !== digestAt(log.length)) found.push(`${who} was given another digest`)
    const { staff } = snapshot.heads
    if (staff !== undefined && client.transport !== 'http') {
      const heard = client.log(room, 'staff').length
      if (heard !== staff) found.push(`${who} has ${heard} of ${staff} events for staff`)
    }
    for (const { head, digest } of client.digests(room)) {
      if (head > log.length) found.push(`${who} heard of ${head}, the log ends at ${log.length}`)
      else if (digest !== digestAt(head)) found.push(`${who} heard another digest at ${head}`)
    }
    for (const fault of client.faults) found.push(`${who}: ${fault}`)
  }
  return found
}

function isSameEvent(one: RoomEvent, other: RoomEvent | undefined): boolean {
  return other !== undefined && canonicalJson(one) === canonicalJson(other)
}

/** The cards on the wall by a fold of our own, from the protocol page alone. */
function cardsOf(log: readonly RoomEvent[]): string[] {
  const { picture, apply } = createPicture()
  for (const event of log) apply(event)
  return picture.cards.map(({ card }) => card)
}

/** The digest at a head, by the product's fold. */
function digests(log: readonly RoomEvent[]): (head: number) => string {
  const known = new Map<number, string>()
  return (head) => {
    const before = known.get(head)
    if (before !== undefined) return before
    const digest = digestOf(log.slice(0, head))
    known.set(head, digest)
    return digest
  }
}

function digestOf(log: readonly RoomEvent[]): string {
  try {
    const view = fold(log.map((event) => logEvent.parse(event)))
    return createHash('sha256').update(canonicalJson(view)).digest('hex')
  } catch (error) {
    return `no view: ${String(error).slice(0, 200)}`
  }
}

/** Notes and own learning of somebody else in what a client was sent. */
function leaks({ room, snapshots }: Truth): string[] {
  return [...snapshots].flatMap(([{ client }, { person }]) => {
    const heard = JSON.stringify([client.log(room), client.log(room, 'staff'), client.mine(room)])
    return [...heard.matchAll(/(?:note|learning|draft) of ([0-9a-f-]{36})/g)].flatMap(
      ([text, of]) => (of === person ? [] : [`${person} was sent “${text}”`]),
    )
  })
}
