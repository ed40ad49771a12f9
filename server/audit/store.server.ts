import { asc, desc, eq, gt, or } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { auditChain, auditLog } from '#db/schema/audit.ts'
import { statement } from '#db/statement.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import { auditCommitment, auditHash, chainStart } from './chain.server.ts'

/** What a line says, before it has its place in the log. */
export type AuditEntry = {
  at: number
  organisation?: OrganisationId
  person?: PersonId
  action: string
  object: string
  outcome: 'done' | 'refused'
  request: string | null
}
export type AuditEnd = { head: number; hash: string }

const endQuery = statement<AuditEnd>('select head, hash from audit_chain where id = 1')
const lastQuery = statement<{ head: number }>('select coalesce(max(seq), 0) as head from audit_log')
const insertLine = statement(
  'insert into audit_log (seq, at, organisation, person, action, object, outcome, request, salt, commitment, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
)
const moveEnd = statement(
  'insert into audit_chain (id, head, hash) values (1, ?, ?) on conflict (id) do update set head = excluded.head, hash = excluded.hash',
)

/**
 * Writes a line after the last one, chained to it. In one go: several writers may share a
 * transaction, and none may come between the reading of the end and its moving.
 */
export function append(tx: Transaction, entry: AuditEntry, salt: Uint8Array): void {
  const { at, organisation = null, person = null, action, object, outcome, request } = entry
  const end = endOf(tx)
  const seq = end.head + 1
  const commitment = auditCommitment(salt, { person, object })
  const link = { seq, at, organisation, action, outcome, request, commitment }
  const hash = auditHash(end.hash, link)
  insertLine.run(
    tx,
    ...[seq, at, organisation, person, action, object, outcome, request],
    ...[Buffer.from(salt), commitment, hash],
  )
  moveEnd.run(tx, seq, hash)
}

/** Where the chain ends; with lines that are older than the chain it begins after them. */
function endOf(db: Queries): AuditEnd {
  return endQuery.first(db) ?? { head: lastQuery.first(db)?.head ?? 0, hash: chainStart }
}

/** Where the log should end; null where nothing was chained yet. */
export async function chainEnd(db: Queries): Promise<AuditEnd | null> {
  const [end] = await db
    .select({ head: auditChain.head, hash: auditChain.hash })
    .from(auditChain)
    .where(eq(auditChain.id, 1))
  return end ?? null
}

/** The next lines after `since` in order, as they stand on the disk. */
export async function linesAfter(db: Queries, since: number, limit: number) {
  return db
    .select()
    .from(auditLog)
    .where(gt(auditLog.seq, since))
    .orderBy(asc(auditLog.seq))
    .limit(limit)
}
export type AuditLine = Awaited<ReturnType<typeof linesAfter>>[number]

/** A line as an organisation's administrator or the person themselves reads it. */
export type ToldLine = {
  seq: number
  at: number
  organisation: OrganisationId | null
  person: PersonId | null
  action: string
  object: string
  outcome: 'done' | 'refused'
  request: string | null
}
const told = 'seq, at, organisation, person, action, object, outcome, request'
const newestFirst = 'order by seq desc limit ?'

// A plus sign keeps the planner from that column's index: each of these walks the one index whose
// order is asked for, and ends after as many lines as fit a page.
const amongAll = statement<ToldLine>(
  `select ${told} from audit_log where organisation = ? and seq < ? and +action in (select value from json_each(?)) ${newestFirst}`,
)
const ofOneAction = statement<ToldLine>(
  `select ${told} from audit_log where organisation = ? and action = ? and seq < ? ${newestFirst}`,
)
const byPerson = statement<ToldLine>(
  `select ${told} from audit_log where person = ? and seq < ? and +organisation = ? and +action in (select value from json_each(?)) ${newestFirst}`,
)
const toPerson = statement<ToldLine>(
  `select ${told} from audit_log where object = ? and seq < ? and +organisation = ? and +action in (select value from json_each(?)) ${newestFirst}`,
)

export type LinesAsked = {
  /** The actions that are looked for, and whether these are all that could be shown. */
  actions: readonly string[]
  areAll: boolean
  person: PersonId | null
  /** Only lines before this one. */
  before: number
  limit: number
}

/** The newest lines of the organisation that are asked for. */
export function linesOf(
  db: Queries,
  organisation: OrganisationId,
  { actions, areAll, person, before, limit }: LinesAsked,
): ToldLine[] {
  const among = JSON.stringify(actions)
  if (person !== null) {
    return merged(limit, [
      byPerson.all(db, person, before, organisation, among, limit),
      toPerson.all(db, `person ${person}`, before, organisation, among, limit),
    ])
  }
  if (areAll) return amongAll.all(db, organisation, before, among, limit)
  return merged(
    limit,
    actions.map((action) => ofOneAction.all(db, organisation, action, before, limit)),
  )
}

/** The newest of several lists, each line once. */
function merged(limit: number, lists: readonly ToldLine[][]): ToldLine[] {
  const found = new Map(lists.flat().map((line) => [line.seq, line]))
  return [...found.values()].sort((a, b) => b.seq - a.seq).slice(0, limit)
}

/** Lines that `person` wrote, or whose object they are. */
export async function newestAbout(db: Queries, person: PersonId, limit: number) {
  return db
    .select({
      seq: auditLog.seq,
      at: auditLog.at,
      person: auditLog.person,
      action: auditLog.action,
      outcome: auditLog.outcome,
    })
    .from(auditLog)
    .where(or(eq(auditLog.person, person), eq(auditLog.object, `person ${person}`)))
    .orderBy(desc(auditLog.seq))
    .limit(limit)
}
