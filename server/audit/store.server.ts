import { desc, eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { auditLog } from '#db/schema/audit.ts'
import type { OrganisationId } from '#server/platform/rules/ids.ts'

export async function append(
  tx: Transaction,
  row: Omit<typeof auditLog.$inferInsert, 'seq'>,
): Promise<void> {
  await tx.insert(auditLog).values(row)
}

export async function newest(db: Queries, organisation: OrganisationId, limit: number) {
  return db
    .select()
    .from(auditLog)
    .where(eq(auditLog.organisation, organisation))
    .orderBy(desc(auditLog.seq))
    .limit(limit)
}
