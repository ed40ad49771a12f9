import type { Actor } from '#server/access/rules/actor.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import type { EvidenceService } from '#server/evidence/evidence.server.ts'
import type { EntryId } from '#server/platform/rules/ids.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Framework } from '#server/toolkits/rules/format.ts'
import type { Toolkits } from '#server/toolkits/toolkits.server.ts'
import type { Carried } from './carried.server.ts'
import { coverageOf, knownCodes, type CoveredFramework, type Learnt } from './rules/coverage.ts'

export type TagPage = {
  title: string
  frameworks: Framework[]
  chosen: string[]
  /** What the module or the case of this entry speaks to: a suggestion, never a tag by itself. */
  suggested: string[]
}

/**
 * Standards promise: tags are the owner's own, and who touches what is shown to the owner alone.
 * Keeps nothing: it asks the others.
 */
export function createStandards({
  toolkits,
  carried,
  evidence,
  cpd,
}: {
  toolkits: Pick<Toolkits, 'frameworks'>
  carried: Pick<Carried, 'standardsOf'>
  evidence: Pick<EvidenceService, 'own'>
  cpd: Pick<Cpd, 'entry' | 'printable' | 'setStandards'>
}) {
  async function learntBy(actor: Actor): Promise<Learnt[]> {
    const attested = await Promise.all(
      (await evidence.own(actor)).map(async (one): Promise<Learnt> => ({
        kind: one.fact.kind === 'module-completed' ? 'module' : 'room',
        title: one.fact.title,
        standards: await carried.standardsOf(one),
      })),
    )
    const record = await cpd.printable(actor, { kind: 'everything' })
    const entries = record.ok ? record.value.entries : []
    return [
      ...attested,
      ...entries.map(({ title, standards }): Learnt => ({ kind: 'entry', title, standards })),
    ]
  }

  return {
    /** Which standards the actor's own modules, rooms and entries touch, and which not. */
    async coverage(actor: Actor): Promise<CoveredFramework[]> {
      return coverageOf(await toolkits.frameworks(), await learntBy(actor))
    },

    /** What the actor can tag one of their own entries with. */
    async tagPage(actor: Actor, id: EntryId): Promise<Outcome<TagPage>> {
      const page = await cpd.entry(actor, id)
      if (!page.ok) return page
      const suggested = await Promise.all(page.value.evidence.map(carried.standardsOf))
      return ok({
        title: page.value.title,
        frameworks: await toolkits.frameworks(),
        chosen: page.value.entry.standards,
        suggested: suggested.flat(),
      })
    },

    /** Tags the actor's own entry. Codes that no framework has are left out. */
    async tag(actor: Actor, id: EntryId, codes: readonly string[]): Promise<Outcome<EntryId>> {
      return cpd.setStandards(actor, id, knownCodes(await toolkits.frameworks(), codes))
    },
  }
}

export type Standards = ReturnType<typeof createStandards>
