import type { Queries } from '#db/connection.ts'
import { auditCommitment, auditHash, chainStart } from './chain.server.ts'
import { chainEnd, linesAfter, type AuditLine } from './store.server.ts'

const linesAtOnce = 500

/**
 * What a walk over the audit log has found. `older` lines stand before the chain and cannot be
 * judged; erased ones count as whole, for their commitment stands.
 */
export type AuditReport = {
  lines: number
  older: number
  erased: number
  /** The first line that is not what was written, and why; null when all are. */
  broken: { seq: number; why: string } | null
}

/**
 * Walks the chain from its first line to where it should end; between two slices of it `pause` lets
 * others go first.
 */
export async function verifyAuditLog(
  db: Queries,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<AuditReport> {
  const report: AuditReport = { lines: 0, older: 0, erased: 0, broken: null }
  const end = await chainEnd(db)
  let before = { seq: 0, hash: chainStart }
  for (;;) {
    const lines = await linesAfter(db, before.seq, linesAtOnce)
    for (const line of lines) {
      const why = faultOf(before, line, end?.head ?? 0)
      if (why !== null) {
        const seq = why === missing ? before.seq + 1 : line.seq
        return { ...report, broken: { seq, why } }
      }
      report.lines += 1
      if (line.hash === null) report.older += 1
      else if (line.salt === null) report.erased += 1
      before = { seq: line.seq, hash: line.hash ?? chainStart }
    }
    if (lines.length === 0) break
    await pause()
  }
  if (!end) return report
  if (before.seq < end.head) return { ...report, broken: { seq: before.seq + 1, why: missing } }
  if (before.hash === end.hash) return report
  return { ...report, broken: { seq: end.head, why: 'the end of the log names another line' } }
}

const missing = 'it is missing'

/** Why `line` does not follow from the one before it; null when it does. */
function faultOf(before: { seq: number; hash: string }, line: AuditLine, head: number) {
  const { seq, at, organisation, person, action, object, outcome, request } = line
  const { salt, commitment, hash } = line
  if (hash === null || commitment === null) {
    return before.hash === chainStart ? null : 'it stands outside the chain'
  }
  if (before.hash !== chainStart && seq !== before.seq + 1) return missing
  if (seq > head) return 'it stands after the end of the log'
  if (salt !== null && auditCommitment(salt, { person, object }) !== commitment) {
    return 'whom it names is not what was written'
  }
  const link = { seq, at, organisation, action, outcome, request, commitment }
  return auditHash(before.hash, link) === hash ? null : 'it does not follow from the one before it'
}
