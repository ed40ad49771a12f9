import { appendOnly } from '#db/append-only.ts'
import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { PrivacyDeclaration } from '#db/columns.sqlite.ts'
import { isEmployed, type Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import type { Sharing } from '#server/sharing/sharing.server.ts'
import { erasureSteps } from './rules/erasure-plan.ts'
import { linesOf, receiptId, type Receipt, type ReceiptLine } from './rules/receipt.ts'
import * as store from './store.server.ts'

export type ErasingParts = {
  db: Database
  clock: Clock
  random: Random
  log: Log
  audit: Audit
  accounts: Pick<Accounts, 'confirmPassword' | 'endSessionsIn'>
  organisations: Pick<Organisations, 'leaveIn' | 'standInsOf' | 'forgetStandInIn'>
  rooms: Pick<Rooms, 'eraseIn' | 'handOverIn'>
  sharing: Pick<Sharing, 'erasePersonIn' | 'leaveIn'>
  declarations: readonly PrivacyDeclaration[]
}

/** A request that was under way may still have written: a while later it is looked at again. */
const againAfterMs = 120_000

/**
 * Erases an account: what is the person's own goes, what an employer must keep stays under an id
 * that names nobody. What is done to each table follows from what its columns are declared to be.
 */
export function createErasing(parts: ErasingParts) {
  const { db, clock, random, audit, accounts, organisations, rooms, sharing } = parts
  const { declarations } = parts
  const steps = declarations
    .flatMap((one) => erasureSteps(one, declarations, isFixed))
    // What belongs to a row is found by it, so it goes first.
    .sort((a, b) => Number(b.through !== null) - Number(a.through !== null))
  const gone = steps.filter(({ done }) => done === 'deleted')

  /** What there is about somebody, and what is done to it. */
  function linesFor(db: Queries, person: PersonId): ReceiptLine[] {
    return linesOf(
      steps.map((step) => ({
        ...{ table: step.table, done: step.done },
        rows: store.countAbout(db, step, person),
      })),
    )
  }

  async function eraseAll(tx: Transaction, actor: Actor): Promise<Receipt> {
    const { person } = actor
    store.deferReferences(tx)
    const lines = linesFor(tx, person)
    await accounts.endSessionsIn(tx, person)
    await rooms.handOverIn(tx, person)
    await organisations.leaveIn(tx, person)
    for (const standIn of await organisations.standInsOf(tx, person)) {
      await rooms.handOverIn(tx, standIn)
      await sharing.leaveIn(tx, standIn)
      await organisations.forgetStandInIn(tx, standIn)
    }
    await sharing.erasePersonIn(tx, person)
    await rooms.eraseIn(tx, person)
    for (const step of steps) store.erase(tx, step, person)
    const id = Buffer.from(random.bytes(16)).toString('base64url')
    const receipt = { id, at: clock.now(), lines }
    await store.insertReceipt(tx, receipt)
    await audit.recordIn(tx, {
      ...(isEmployed(actor) ? { organisation: actor.organisation } : {}),
      ...{ person, action: 'account.erase', object: `person ${person}` },
    })
    return receipt
  }

  /** Overwritten pages leave the write-ahead log too, now or as soon as nobody reads them. */
  async function tidyUp(person: PersonId): Promise<void> {
    await db.emptyLog()
    const timer = setTimeout(() => {
      db.tx(async (tx) => gone.forEach((step) => store.erase(tx, step, person)))
        .then(() => db.emptyLog())
        .catch((error: unknown) => parts.log.error(errorFields(error), 'erasing again failed'))
    }, againAfterMs)
    timer.unref()
  }

  return {
    /** What erasing would do now, before anything is done: how many rows of what go, and stay. */
    async erasurePreview(actor: Actor): Promise<ReceiptLine[]> {
      return linesFor(db.read, actor.person)
    },

    /**
     * Erases the account of the actor, whose password is asked for once more. Sessions end and open
     * rooms close. Answers the receipt, which names nobody.
     */
    async erase(actor: Actor, password: string): Promise<Outcome<Receipt>> {
      if (!can(actor, 'erase', { kind: 'own-record', owner: actor.person })) {
        return refuse('not_found', 'There is no such account.')
      }
      const confirmed = await accounts.confirmPassword(actor.person, password)
      if (!confirmed.ok) return confirmed
      const receipt = await db.tx((tx) => eraseAll(tx, actor))
      await tidyUp(actor.person)
      return ok(receipt)
    },

    /** What an erasure did, for whoever has the id of its receipt. It names nobody. */
    async receipt(id: string): Promise<Outcome<Receipt>> {
      const read = receiptId.safeParse(id)
      const found = read.success ? await store.findReceipt(db.read, read.data) : null
      if (!found) return refuse('not_found', 'There is no such receipt here. Check the address.')
      return ok(found)
    },
  }
}

/** Columns of append-only tables that their triggers protect. */
function isFixed(table: string, column: string): boolean {
  const rule = appendOnly.find((one) => one.table === table)
  return rule !== undefined && ![...rule.erasable, ...(rule.emptied ?? [])].includes(column)
}
