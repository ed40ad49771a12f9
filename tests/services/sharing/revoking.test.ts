import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { auditLog } from '#db/schema/audit.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { EntryId, ShareId } from '#server/platform/rules/ids.ts'
import { openSharing, wish } from './shared-record.ts'

/** What was done with a share, in the order in which it was committed. */
async function doneWith(db: Database, share: ShareId): Promise<string[]> {
  const lines = await db.read.select().from(auditLog).orderBy(auditLog.seq)
  return lines.filter((line) => line.object === `share ${share}`).map((line) => line.action)
}

function readsAfterEnd(actions: readonly string[]): number {
  const end = actions.indexOf('share.end')
  return actions.slice(end + 1).filter((action) => end >= 0 && action === 'share.read').length
}

test('nothing is read after the commit that ended a share, however reads and the end interleave', async () => {
  const { db, sharing, people, write, shareWith } = await openSharing()
  const { amara, ben } = people
  let inTime = 0
  for (let round = 0; round < 40; round += 1) {
    const share = await shareWith(ben, await write(ben), amara)
    const opened: Promise<{ ok: boolean }>[] = []
    // The end falls at another place among the reads in each round.
    for (let at = 0; at < 12; at += 1) {
      if (at === round % 12) opened.push(sharing.end(ben, share).then(() => ({ ok: false })))
      opened.push(sharing.open(amara, share))
      if (at % 5 === round % 5) await new Promise((next) => setImmediate(next))
    }
    const answers = await Promise.all(opened)
    const actions = await doneWith(db, share)
    expect(readsAfterEnd(actions)).toBe(0)
    // Whoever got words stands in the log: not one read more, not one less.
    const reads = actions.filter((action) => action === 'share.read').length
    expect(answers.filter((answer) => answer.ok)).toHaveLength(reads)
    inTime += reads
    expect(await sharing.open(amara, share)).toMatchObject({ error: { code: 'not_found' } })
  }
  // Both sides happened: some came in time, and some too late.
  expect(inTime).toBeGreaterThan(40)
  expect(inTime).toBeLessThan(40 * 12)
  // ★ The look at the order would see one that came too late.
  expect(readsAfterEnd(['share', 'share.read', 'share.end', 'share.read'])).toBe(1)
})

type Step =
  | { kind: 'share'; reader: number; days: '7' | '30' }
  | { kind: 'end'; reader: number }
  | { kind: 'delete' | 'bring-back' }
  | { kind: 'wait'; days: number }
const readers = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('share' as const), reader: readers },
    days: fc.constantFrom('7' as const, '30' as const),
  }),
  fc.record({ kind: fc.constant('end' as const), reader: readers }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'bring-back' as const) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 12 }) }),
)

/** Who may read, told from the words of the promise alone. */
class Promised {
  readonly until = new Map<number, number>()
  deletedOn: number | null = null
  day = 0
  readonly deletionEnds: boolean
  constructor(deletionEnds: boolean) {
    this.deletionEnds = deletionEnds
  }
  follow(one: Step): void {
    if (one.kind === 'wait') this.day += one.days
    if (one.kind === 'end') this.until.delete(one.reader)
    if (one.kind === 'share' && this.deletedOn === null) {
      this.until.set(one.reader, this.day + Number(one.days))
    }
    if (one.kind === 'delete') {
      this.deletedOn ??= this.day
      if (this.deletionEnds) this.until.clear()
    }
    const isInTime = this.deletedOn !== null && this.day - this.deletedOn < 30
    if (one.kind === 'bring-back' && isInTime) this.deletedOn = null
  }
  mayRead(reader: number): boolean {
    return this.deletedOn === null && this.day <= (this.until.get(reader) ?? -1)
  }
}

test('whatever owner and clock do, exactly those read it whom the promise names', async () => {
  const opened = await openSharing()
  const { sharing, cpd, people, write, turnTo } = opened
  const { ben, amara, chloe, grace } = people
  const whom = [amara, chloe, grace]
  let begins = Date.parse('2026-12-01T12:00:00Z')

  async function walk(steps: readonly Step[], promise: Promised): Promise<void> {
    turnTo(new Date(begins).toISOString())
    const entry = await write(ben)
    const latest = new Map<Actor, ShareId>()
    for (const one of steps) {
      promise.follow(one)
      turnTo(new Date(begins + promise.day * 86_400_000).toISOString())
      await act(one, entry, latest)
      for (const [index, reader] of whom.entries()) {
        const share = latest.get(reader)
        const isOpen = share !== undefined && (await sharing.open(reader, share)).ok
        expect(isOpen, `${reader.name} after ${JSON.stringify(one)}`).toBe(promise.mayRead(index))
      }
    }
    begins += (promise.day + 400) * 86_400_000
  }
  async function act(one: Step, entry: EntryId, latest: Map<Actor, ShareId>): Promise<void> {
    const reader = 'reader' in one ? whom[one.reader] : undefined
    if (one.kind === 'delete') await cpd.delete(ben, entry)
    if (one.kind === 'bring-back') await cpd.undoDelete(ben, entry)
    if (one.kind === 'share' && reader) {
      const made = await sharing.share(
        ben,
        entry,
        wish({ colleague: reader.person, days: one.days }),
      )
      if (made.ok) latest.set(reader, made.value)
    }
    const share = reader && latest.get(reader)
    if (one.kind === 'end' && share) await sharing.end(ben, share)
  }

  const steps = fc.array(step, { minLength: 3, maxLength: 9 })
  await fc.assert(
    fc.asyncProperty(steps, (all) => walk(all, new Promised(true))),
    { numRuns: 60, seed: 6 },
  )
  // ★ A promise by which a deleted entry could be read again once it is back is found out.
  const brought: Step[] = [
    { kind: 'share', reader: 0, days: '30' },
    { kind: 'delete' },
    { kind: 'bring-back' },
  ]
  await expect(walk(brought, new Promised(false))).rejects.toThrow(/Amara/)
}, 60_000)
