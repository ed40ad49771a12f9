import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { logEvent } from '#server/rooms/rules/events.ts'
import { fold } from '#server/rooms/rules/view.ts'
import type { Answer, Mine, RoomEvent, Snapshot } from '#tests/support/protocol-client.ts'
import { judge } from './chaos/judge.ts'
import type { Truth, Witness } from './chaos/truth.ts'
import { createLedger } from './chaos/ledger.ts'

const room = '00000000-0000-4000-8000-000000000001'
const ben = '00000000-0000-4000-8000-00000000000b'
const chloe = '00000000-0000-4000-8000-00000000000c'
const card = '00000000-0000-4000-8000-0000000000ca'
const unnamed = '00000000-0000-4000-8000-0000000000cb'
const at = '2026-11-25T14:00:00.000Z'

const person = (id: string, role: string) => ({ person: id, name: 'Somebody', jobTitle: '', role })
const write = {
  id: 'write',
  kind: 'write',
  title: 'Write',
  minutes: 5,
  prompts: [],
  anonymous: false,
}
const before: Pick<RoomEvent, 'type' | 'body' | 'actor'>[] = [
  {
    type: 'room.created',
    body: {
      ...{ id: room, title: 'Case', format: 'swott', startsAt: at, phases: [write] },
      people: [person(ben, 'facilitator'), person(chloe, 'participant')],
      seat: { person: ben, number: 1 },
    },
  },
  { type: 'room.started', body: {} },
  { type: 'phase.opened', body: { phase: 'write', again: false } },
  { type: 'card.posted', body: { card, phase: 'write', text: 'A card.', author: ben }, actor: ben },
]
const numbered = (events: typeof before): RoomEvent[] =>
  events.map((event, index) => ({ stream: 'room', seq: index + 1, at, ...event }))
const log = numbered(before)

const nothing: Mine = {
  ...{ revision: 0, drafts: [], cards: [], votes: {}, scales: {}, opened: [], learning: {} },
  ...{ asked: [], pauses: [] },
}

function digestOf(events: readonly RoomEvent[]): string {
  const view = fold(events.map((event) => logEvent.parse(event)))
  return createHash('sha256').update(canonicalJson(view)).digest('hex')
}

/** Ben posts a card and is told so; the room, his client and his own document as given. */
function judged(given: {
  log?: RoomEvent[]
  heard?: RoomEvent[]
  digest?: string
  answers?: Extract<Answer, { ok: true }>[]
  note?: string
  mine?: Mine
  nameless?: string
  inGroups?: RoomEvent[]
}) {
  const truthful = given.log ?? log
  const ledger = createLedger()
  const command = { id: card, room, type: 'card.post', body: { text: 'A card.' } }
  const entry = ledger.open(command, ben)
  entry.accepted.push(...(given.answers ?? [{ ok: true, stream: 'room', seq: 4 }]))
  if (given.note !== undefined) {
    const body = { phase: 'write', field: 'note', text: given.note }
    const note = ledger.open({ id: chloe, room, type: 'draft.save', body }, ben)
    note.accepted.push({ ok: true, mine: 1 })
  }
  if (given.nameless !== undefined) {
    const body = { text: given.nameless }
    ledger.open({ id: unnamed, room, type: 'card.post', body }, ben)
  }
  const witness: Witness = {
    client: {
      ...{ transport: 'websocket', faults: [], mine: () => given.mine ?? nothing },
      log: (_room, stream) => (stream === 'staff' ? [] : (given.heard ?? truthful)),
      digests: () => [],
    },
  }
  const snapshot: Snapshot = {
    ...{ person: ben, role: 'facilitator', heads: { room: truthful.length }, view: {} },
    digest: given.digest ?? digestOf(truthful),
    mine: given.mine ?? nothing,
  }
  const snapshots = new Map([[witness, snapshot]])
  const truth: Truth = { room, log: truthful, snapshots, inGroups: given.inGroups ?? [] }
  return judge(truth, ledger)
}

describe('the judge of the chaos run', () => {
  test('has nothing to say where all is well', () => {
    expect(judged({})).toEqual({ lost: [], twice: [], diverged: [], leaked: [] })
    const kept = [{ phase: 'write', field: 'note', text: 'note of Ben', at }]
    const mine = { ...nothing, revision: 1, drafts: kept }
    expect(judged({ note: 'note of Ben', mine }).lost).toEqual([])
  })

  test('a text that arrived in a phase without names is shown without its writer, under another id', () => {
    const revealed = (more: object): RoomEvent[] => {
      const body = { phase: 'write', cards: [{ card: unnamed, text: 'A card.', ...more }] }
      return numbered([...before.slice(0, 3), { type: 'cards.revealed', body }])
    }
    const given = { answers: [{ ok: true as const, mine: 1 }], mine: { ...nothing, revision: 1 } }
    expect(judged({ ...given, log: revealed({}) }).lost).toEqual([])
    // ★ With its writer's name it would have kept its id.
    expect(judged({ ...given, log: revealed({ author: ben }) }).lost).not.toEqual([])
  })

  test('★ finds what was acknowledged and is not there', () => {
    expect(judged({ log: log.slice(0, 3) }).lost).not.toEqual([])
    expect(judged({ answers: [{ ok: true, stream: 'room', seq: 3 }] }).lost).not.toEqual([])
    expect(judged({ note: 'note of Ben' }).lost).not.toEqual([])
    const mine = { ...nothing, revision: 1 }
    expect(judged({ answers: [{ ok: true, mine: 1 }], log: log.slice(0, 3), mine }).lost).toEqual([
      expect.stringContaining('the private card'),
    ])
  })

  test('★ finds what is there twice', () => {
    expect(judged({ log: numbered([...before, ...before.slice(3)]) }).twice).not.toEqual([])
    const answers = [4, 5].map((seq) => ({ ok: true as const, stream: 'room', seq }))
    expect(judged({ answers }).twice).not.toEqual([])
  })

  test('★ finds a client that holds something else', () => {
    expect(judged({ heard: log.slice(0, 3) }).diverged).not.toEqual([])
    const [first, second, third, fourth] = log
    if (!first || !second || !third || !fourth) throw new Error('the log is too short')
    const other = { ...fourth, body: { ...fourth.body, text: 'Another card.' } }
    expect(judged({ heard: [first, second, third, other] }).diverged).not.toEqual([])
    expect(judged({ digest: digestOf(log.slice(0, 3)) }).diverged).not.toEqual([])
    const hole = [first, second, third, { ...fourth, seq: 5 }]
    expect(judged({ log: hole, heard: hole }).diverged).not.toEqual([])
  })

  test('★ finds a name, or the id that was sent, beside a text without a name', () => {
    const body = { card: chloe, phase: 'write', text: `nameless text ${card}`, late: true }
    const posted = { type: 'card.posted', body }
    const found = (more: Partial<RoomEvent>) =>
      judged({ log: numbered([...before, { ...posted, ...more }]), nameless: body.text }).leaked
    expect(found({})).toEqual([])
    expect(found({ actor: ben })).toHaveLength(1)
    expect(found({ body: { ...body, author: ben } })).toHaveLength(1)
    expect(found({ body: { ...body, card: unnamed } })).toHaveLength(1)
  })

  test('★ finds what a small group was told is kept, and is nowhere', () => {
    const answers = [{ ok: true as const, stream: 'group:g1', seq: 1 }]
    const without = log.slice(0, 3)
    expect(judged({ log: without, answers }).lost).toEqual([expect.stringContaining('small group')])
    const inGroups = numbered(before).slice(3)
    expect(judged({ log: without, answers, inGroups }).lost).toEqual([])
  })

  test('★ finds the private words of somebody else', () => {
    const drafts = [{ phase: 'write', field: 'note', text: `note of ${chloe} as x`, at }]
    expect(judged({ mine: { ...nothing, drafts } }).leaked).toHaveLength(1)
  })
})
