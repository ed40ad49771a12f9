import { z } from 'zod'
import type { RoomEvent } from '#tests/support/protocol-client.ts'

const plan = z.object({
  id: z.string(),
  kind: z.string(),
  anonymous: z.boolean().catch(false),
  scale: z.object({ min: z.number(), max: z.number() }).optional(),
  stage: z.string().optional(),
  dots: z.number().optional(),
})
const created = z.object({
  seat: z.object({ person: z.string(), number: z.number() }),
  people: z.array(z.object({ person: z.string(), role: z.string() })),
  phases: z.array(plan),
})
const text = z.string().catch('')
const count = z.number().catch(0)
const cardList = z.array(z.object({ card: z.string(), author: z.string().optional() })).catch([])

const groupList = z.array(z.object({ group: z.string(), people: z.array(z.string()) })).catch([])

export type PicturePhase = z.infer<typeof plan> & {
  state: 'pending' | 'open' | 'closing' | 'closed'
}

export type Picture = {
  status: string
  seat: { person: string; number: number }
  people: { person: string; role: string }[]
  phases: PicturePhase[]
  current: PicturePhase | undefined
  cards: { card: string; author?: string | undefined; phase: string }[]
  themes: string[]
  stages: string[]
  /** Revision of each statement. */
  statements: Map<string, number>
  actions: string[]
  speaker: string | undefined
  groups: { group: string; people: string[] }[]
}

/**
 * What a small client needs to know of a room, made from its events and from the protocol page
 * alone, so that it can disagree with the product's own fold.
 */
export function createPicture() {
  const picture: Picture = {
    status: 'scheduled',
    seat: { person: '', number: 0 },
    people: [],
    phases: [],
    current: undefined,
    cards: [],
    themes: [],
    stages: [],
    statements: new Map(),
    actions: [],
    speaker: undefined,
    groups: [],
  }

  function apply({ type, body }: RoomEvent): void {
    const at = (key: string) => text.parse(body[key])
    const phase = picture.phases.find((one) => one.id === at('phase'))
    const { cards } = picture
    if (type === 'room.created') {
      const { seat, people, phases } = created.parse(body)
      const planned = phases.map((one) => ({ ...one, state: 'pending' as const }))
      Object.assign(picture, { seat, people, phases: planned })
    } else if (type.startsWith('room.')) {
      picture.status = statusAfter[type] ?? picture.status
    } else if (type === 'phase.opened' && phase) {
      phase.state = 'open'
      picture.current = phase
    } else if (type === 'phase.closing' && phase) {
      phase.state = 'closing'
    } else if (type === 'phase.closed' && phase) {
      phase.state = 'closed'
      picture.current = undefined
      picture.speaker = undefined
    } else if (type === 'turn.begun') picture.speaker = at('person')
    else if (type === 'turn.ended') picture.speaker = undefined
    else if (type === 'stage.released') picture.stages.push(at('stage'))
    else if (type === 'theme.made') picture.themes.push(at('theme'))
    else if (type === 'card.posted') {
      cards.push({ card: at('card'), author: text.parse(body['author']), phase: at('phase') })
    } else if (type === 'cards.revealed') {
      const revealed = cardList.parse(body['cards'])
      cards.push(...revealed.map(({ card, author }) => ({ card, author, phase: at('phase') })))
    } else if (type === 'card.withdrawn') {
      picture.cards = cards.filter(({ card }) => card !== at('card'))
    } else if (type === 'statement.proposed' || type === 'statement.revised') {
      picture.statements.set(at('statement'), count.parse(body['revision']))
    } else if (type === 'action.added') picture.actions.push(at('action'))
    else if (type === 'groups.formed') picture.groups = groupList.parse(body['groups'])
    else if (type === 'groups.recalled') picture.groups = []
    else if (type === 'staff.added') setRole(at('person'), 'co-facilitator')
    else if (type === 'seat.moved') {
      setRole(picture.seat.person, 'co-facilitator')
      setRole(at('person'), 'facilitator')
      picture.seat = { person: at('person'), number: count.parse(body['seat']) }
    }
  }

  function setRole(person: string, role: string): void {
    for (const one of picture.people) if (one.person === person) one.role = role
  }

  return { picture, apply }
}
const statusAfter: Record<string, string> = {
  'room.opened': 'lobby',
  'room.started': 'running',
  'room.paused': 'paused',
  'room.resumed': 'running',
  'room.closed': 'closed',
}
