import { setTimeout as wait } from 'node:timers/promises'
import {
  Unanswered,
  type Answer,
  type Command,
  type ProtocolClient,
} from '#tests/support/protocol-client.ts'
import type { Chance } from './chance.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'

const expected = new Set(['wrong_phase', 'stale', 'forbidden', 'closed'])
/** What they name may be gone before they arrive. */
const nameThings = new Set(['vote.put', 'card.move', 'card.revise', 'card.withdraw'])

function isExpected(type: string, code: string): boolean {
  return expected.has(code) || (code === 'not_found' && nameThings.has(type))
}

/**
 * Sends each command until it is answered, one to three times more than needed, always with the
 * same id: some copies at once, some late, after other commands.
 */
export function createOutbox(client: ProtocolClient, chance: Chance, ledger: Ledger) {
  const late = new Set<Promise<unknown>>()
  let idle = true

  async function once(entry: LedgerEntry): Promise<Answer | null> {
    ledger.countSent()
    try {
      const answer = await client.send(entry.command)
      if (answer.ok) entry.accepted.push(answer)
      else if (answer.error.code !== 'unavailable') entry.refusals.push(answer.error.code)
      if (!answer.ok) {
        if (answer.error.code === 'unavailable') return null
        if (!isExpected(entry.command.type, answer.error.code)) {
          const { type, body } = entry.command
          ledger.strange.push(`${type} ${JSON.stringify(body)} → ${JSON.stringify(answer.error)}`)
        }
      }
      return answer
    } catch (error) {
      entry.unanswered++
      if (!(error instanceof Unanswered)) ledger.strange.push(String(error))
      return null
    }
  }

  /** Sends copies at once until one is answered. */
  async function untilAnswered(entry: LedgerEntry, copies: number): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answers = await Promise.all(Array.from({ length: copies }, () => once(entry)))
      const answer = answers.find((one) => one?.ok) ?? answers.find((one) => one !== null)
      if (answer) return answer
      await wait(chance.between(100, 200 * Math.min(attempt, 5)))
    }
  }

  return {
    async deliver(command: Command, person: string): Promise<Answer> {
      idle = false
      const entry = ledger.open(command, person)
      const more = chance.between(1, 3)
      const atOnce = chance.upTo(more + 1)
      const answer = await untilAnswered(entry, 1 + atOnce)
      if (answer.ok) {
        for (let copy = atOnce; copy < more; copy++) {
          const sending = wait(chance.between(0, 3000)).then(() => untilAnswered(entry, 1))
          late.add(sending)
          void sending.finally(() => late.delete(sending))
        }
      }
      idle = true
      return answer
    },
    isIdle: () => idle && late.size === 0,
    /** Resolves when nothing is under way any more. */
    settle: async (): Promise<void> => {
      while (!idle || late.size > 0) {
        await Promise.all(late)
        await wait(20)
      }
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>
