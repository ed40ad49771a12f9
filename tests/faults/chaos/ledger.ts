import type { Answer, Command } from '#tests/support/protocol-client.ts'

export type Accepted = Extract<Answer, { ok: true }>

/** One command of one person: everything that was heard about it. */
export type LedgerEntry = {
  command: Command
  person: string
  accepted: Accepted[]
  refusals: string[]
  /** Sent, and nothing heard. */
  unanswered: number
}

/** What the people of a run sent and what they were told, in the order in which they sent it. */
export function createLedger() {
  const entries: LedgerEntry[] = []
  const strange: string[] = []
  let sent = 0
  return {
    open(command: Command, person: string): LedgerEntry {
      const entry = { command, person, accepted: [], refusals: [], unanswered: 0 }
      entries.push(entry)
      return entry
    },
    countSent(): void {
      sent++
    },
    sent: () => sent,
    /** Commands that were accepted so far. */
    acknowledged: () => entries.filter(({ accepted }) => accepted.length > 0).length,
    entries: (room?: string): readonly LedgerEntry[] =>
      room === undefined ? entries : entries.filter((entry) => entry.command.room === room),
    /** Answers that no client of this protocol should get. */
    strange,
  }
}
export type Ledger = ReturnType<typeof createLedger>
