import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProtocolClient } from '#tests/support/protocol-client.ts'
import type { Chance } from './chance.ts'
import { facilitatorWish, seatTake } from './facilitator.ts'
import type { Ledger } from './ledger.ts'
import { createOutbox } from './outbox.ts'
import { newMemory, participantWish, type Wish } from './participant.ts'
import { createPicture } from './picture.ts'

export type Pace = {
  /** Between two things that a participant does, in milliseconds. */
  everyMs: readonly [number, number]
  /** How long the holder of the seat leaves things as they are, in milliseconds. */
  phaseMs: readonly [number, number]
}

export type Person = ReturnType<typeof createPerson>

/** Somebody in one room with one client, who does one thing after the other. */
export function createPerson(
  client: ProtocolClient,
  room: string,
  { chance, ledger, pace }: { chance: Chance; ledger: Ledger; pace: Pace },
) {
  const { picture, apply } = createPicture()
  const outbox = createOutbox(client, chance, ledger)
  const memory = newMemory()
  let going = false
  let leadsAt = 0
  let lastRefused = ''
  client.onEvent((of, event) => {
    if (of === room && event.stream === 'room') apply(event)
  })
  const me = () => client.person(room)

  async function send({ type, body, expect }: Wish, id: string): Promise<void> {
    const command = { id, room, type, ...(body ? { body } : {}), ...(expect ? { expect } : {}) }
    const answer = await outbox.deliver(command, me())
    lastRefused = answer.ok ? '' : answer.error.code
    if (answer.ok) remember({ type, body }, id, answer.mine !== undefined)
  }

  function remember({ type, body = {} }: Wish, id: string, isMine: boolean): void {
    const phase = picture.current?.id ?? ''
    if (type === 'card.post' && isMine) memory.privateCards.push({ card: id, phase })
    if (type === 'card.withdraw') {
      memory.privateCards = memory.privateCards.filter(({ card }) => card !== body['card'])
    }
    if (type === 'vote.put' && typeof body['target'] === 'string') {
      const votes = memory.votes.get(phase) ?? new Map<string, number>()
      votes.set(body['target'], Number(body['dots']))
      memory.votes.set(phase, votes)
    }
  }

  /** The seat, when it is this person's to move; else what a participant does. */
  function wish(words: string): Wish | null {
    if (picture.seat.person === me() && Date.now() >= leadsAt) {
      const next = facilitatorWish(picture, chance)
      const isSetUp = next && ['stage.release', 'staff.add', 'room.resume'].includes(next.type)
      if (!isSetUp) leadsAt = Date.now() + chance.between(...pace.phaseMs)
      if (next) return next
    }
    const isHelper = picture.people.some(
      (one) => one.person === me() && one.role === 'co-facilitator',
    )
    if (isHelper && picture.status === 'running' && chance.happens(0.01)) return seatTake(picture)
    memory.asked = [...(client.mine(room)?.asked ?? [])]
    return participantWish({ picture, memory, person: me(), words, chance })
  }

  return {
    client,
    room,
    picture,
    settle: outbox.settle,
    isIdle: outbox.isIdle,
    lastRefused: () => lastRefused,
    holdsTheSeat: () => picture.seat.person === me(),
    /** One thing on purpose, until it is answered. */
    do: (one: Wish) => send(one, randomUUID()),
    /** Goes on until `stop`. */
    async start(): Promise<void> {
      going = true
      leadsAt = Date.now() + chance.between(0, 1500)
      while (going) {
        await wait(chance.between(...pace.everyMs))
        if (!going) return
        const id = randomUUID()
        const next = wish(`of ${me()} as ${id}`)
        if (next) await send(next, id)
      }
    },
    stop: () => void (going = false),
  }
}
