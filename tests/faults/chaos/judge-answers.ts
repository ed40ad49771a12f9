import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { RoomEvent } from '#tests/support/protocol-client.ts'
import type { LedgerEntry } from './ledger.ts'
import { nameless } from './participant.ts'

/** What a command leaves in the log, where it is not in mine. */
const eventsOf: Record<string, readonly string[]> = {
  'room.open': ['room.opened'],
  'room.start': ['room.started'],
  'room.pause': ['room.paused'],
  'room.resume': ['room.resumed'],
  'room.close': ['room.closed'],
  'phase.next': ['phase.closing'],
  'phase.open': ['phase.closing', 'phase.opened'],
  'phase.extend': ['phase.extended'],
  'rules.accept': ['rules.accepted'],
  'stage.release': ['stage.released'],
  'card.post': ['card.posted'],
  'card.revise': ['card.revised'],
  'card.withdraw': ['card.withdrawn'],
  'card.move': ['card.moved'],
  'theme.make': ['theme.made'],
  'theme.rename': ['theme.renamed'],
  'turn.finish': ['turn.ended'],
  'turn.pass': ['turn.ended'],
  'turn.next': ['turn.ended'],
  'hand.raise': ['hand.raised'],
  'hand.lower': ['hand.lowered'],
  'statement.propose': ['statement.proposed'],
  'statement.revise': ['statement.revised'],
  'statement.sign': ['statement.signed'],
  'action.add': ['action.added'],
  'action.change': ['action.changed'],
  'staff.add': ['staff.added'],
  'seat.give': ['seat.moved'],
  'seat.take': ['seat.moved'],
  'groups.form': ['groups.formed'],
  'groups.recall': ['groups.recalled'],
}
/** Made by the server too, so they cannot be counted against commands. */
const alsoByItself = new Set(['phase.opened'])
/** The command's id is the id of what it makes. */
const made = ['card', 'statement', 'action', 'theme'] as const
const makers = new Set(['card.post', 'statement.propose', 'action.add', 'theme.make'])

/**
 * Each acknowledged number holds what was acknowledged, each repeat heard the same answer, and the
 * log holds nothing twice and nothing that nobody sent.
 */
export function judgeAnswers(
  log: readonly RoomEvent[],
  entries: readonly LedgerEntry[],
): { lost: string[]; twice: string[] } {
  const lost: string[] = []
  const twice: string[] = [...repeatedThings(log)]
  for (const entry of entries) {
    const [first] = entry.accepted
    if (!first) continue
    const { id, type } = entry.command
    const places = new Set(entry.accepted.map((one) => canonicalJson(placeOf(one))))
    if (places.size > 1) twice.push(`${type} ${id} has the places ${[...places].join(' ')}`)
    const isFirst = entry.accepted.filter((one) => one.duplicate !== true).length
    if (isFirst > 1) twice.push(`${type} ${id} was accepted ${isFirst} times as new`)
    if (first.stream !== 'room' || first.seq === undefined) continue
    const event = log[first.seq - 1]
    if (!event || !isOf(event, entry)) lost.push(`${type} ${id} is not at ${first.seq}`)
  }
  const counted = countAgainst(log, entries)
  return { lost: [...lost, ...counted.lost], twice: [...twice, ...counted.twice] }
}

function isNameless(body: Record<string, unknown> | undefined): boolean {
  return String(body?.['text']).startsWith(nameless)
}

function placeOf({ stream, seq, mine }: LedgerEntry['accepted'][number]) {
  // Once texts without names are shown no answer remembers a revision: a repeat hears today's.
  return { stream, seq, own: mine !== undefined }
}

function isOf(event: RoomEvent, { command, person }: LedgerEntry): boolean {
  const { type, id, body } = command
  if (!eventsOf[type]?.includes(event.type)) return false
  if (event.actor !== undefined && event.actor !== person) return false
  // A text without a name has an id of its own: its words are all that is left to know it by.
  if (isNameless(body)) return event.body['text'] === body?.['text']
  if (makers.has(type) && !made.some((thing) => event.body[thing] === id)) return false
  return body?.['text'] === undefined || event.body['text'] === body['text']
}

/** No card, statement, action or theme comes twice, nor one person's words. */
function repeatedThings(log: readonly RoomEvent[]): string[] {
  const seen = new Set<string>()
  return log
    .flatMap(({ type, body }) => {
      const revealed =
        type === 'cards.revealed' && Array.isArray(body['cards']) ? body['cards'] : []
      const cards = revealed.map((one: unknown) => JSON.stringify(one))
      const revealedIds = cards.flatMap((one) => [
        /"card":"([^"]+)"/.exec(one)?.[1] ?? one,
        // One text without a name under two ids would be there twice.
        ...(/"text":"(nameless text [^"]+)"/.exec(one)?.slice(1) ?? []),
      ])
      const own = ['card.posted', 'statement.proposed', 'action.added', 'theme.made'].includes(type)
        ? made.flatMap((thing) => (isIdOf(thing, type) ? [String(body[thing])] : []))
        : []
      return [...revealedIds, ...own]
    })
    .filter((id) => seen.size === seen.add(id).size)
    .map((id) => `${id} is in the log twice`)
}

function isIdOf(thing: string, type: string): boolean {
  return type.startsWith(`${thing}.`)
}

/** As many events of a kind by a person as commands of theirs were accepted. */
function countAgainst(log: readonly RoomEvent[], entries: readonly LedgerEntry[]) {
  const lost: string[] = []
  const twice: string[] = []
  const counts = new Map<string, { events: number; accepted: number; uncertain: number }>()
  const countOf = (actor: string, type: string) => {
    const key = `${actor} ${type}`
    const known = counts.get(key) ?? { events: 0, accepted: 0, uncertain: 0 }
    counts.set(key, known)
    return known
  }
  const counted = new Set(Object.values(eventsOf).flat())
  for (const { type, actor } of log) {
    if (actor === undefined || alsoByItself.has(type) || !counted.has(type)) continue
    countOf(actor, type).events++
  }
  for (const { command, person, accepted, unanswered } of entries) {
    if (isNameless(command.body)) continue
    const [first] = accepted
    const types = eventsOf[command.type] ?? []
    if (first?.seq !== undefined && first.stream === 'room') {
      const type = log[first.seq - 1]?.type ?? types[0] ?? ''
      if (!alsoByItself.has(type)) countOf(person, type).accepted++
    } else if (!first && unanswered > 0) {
      for (const type of types) countOf(person, type).uncertain++
    }
  }
  for (const [key, { events, accepted, uncertain }] of counts) {
    if (events < accepted) lost.push(`${key}: ${events} in the log, ${accepted} acknowledged`)
    if (events > accepted + uncertain) twice.push(`${key}: ${events} in the log, ${accepted} sent`)
  }
  return { lost, twice }
}
