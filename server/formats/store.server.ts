import { and, asc, eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { teamFormats } from '#db/schema/formats.ts'
import type { FormatId, OrganisationId, TeamId } from '#server/platform/rules/ids.ts'
import type { Format } from '#server/toolkits/rules/format.ts'

export type TeamFormatRow = typeof teamFormats.$inferSelect
export type Of = { organisation: OrganisationId; team: TeamId }

/** The team's own formats, retired ones too, the oldest first. */
export async function formatsOf(db: Queries, of: Of): Promise<TeamFormatRow[]> {
  return db
    .select()
    .from(teamFormats)
    .where(ownedBy(of))
    .orderBy(asc(teamFormats.createdAt), asc(teamFormats.id))
}

/** One of the team's own formats; null for those of every other team. */
export async function findFormat(db: Queries, of: Of, id: FormatId): Promise<TeamFormatRow | null> {
  const [row] = await db
    .select()
    .from(teamFormats)
    .where(and(ownedBy(of), eq(teamFormats.id, id)))
  return row ?? null
}

export async function insertFormat(tx: Transaction, row: TeamFormatRow): Promise<void> {
  await tx.insert(teamFormats).values(row)
}

export async function putBody(
  tx: Transaction,
  of: Of,
  { body, at }: { body: Format; at: number },
): Promise<void> {
  await tx
    .update(teamFormats)
    .set({ body, changedAt: at })
    .where(and(ownedBy(of), eq(teamFormats.id, body.id)))
}

export async function putRetired(
  tx: Transaction,
  of: Of,
  id: FormatId,
  retiredAt: number | null,
): Promise<void> {
  await tx
    .update(teamFormats)
    .set({ retiredAt })
    .where(and(ownedBy(of), eq(teamFormats.id, id)))
}

function ownedBy({ organisation, team }: Of) {
  return and(eq(teamFormats.organisation, organisation), eq(teamFormats.team, team))
}
