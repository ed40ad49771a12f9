import type { Evidence } from '#server/evidence/rules/evidence.ts'
import type { EvidenceId } from '#server/platform/rules/ids.ts'
import type { Toolkits } from '#server/toolkits/toolkits.server.ts'

/** What toolkits say of themselves: the standards that a module or a case speaks to. */
export function createCarried({ toolkits }: { toolkits: Pick<Toolkits, 'release' | 'current'> }) {
  /** Of a module the release that was completed; of a room the toolkit as it is now. */
  async function standardsOf({ fact }: Evidence): Promise<readonly string[]> {
    const release =
      fact.kind === 'module-completed'
        ? await toolkits.release(fact.release)
        : await toolkits.current(fact.toolkit)
    return release?.standards ?? []
  }

  return {
    standardsOf,

    /** The standards that each piece of evidence carries. */
    async carriedBy(
      evidence: readonly Evidence[],
    ): Promise<ReadonlyMap<EvidenceId, readonly string[]>> {
      const read = evidence.map(async (one) => [one.id, await standardsOf(one)] as const)
      return new Map(await Promise.all(read))
    },
  }
}

export type Carried = ReturnType<typeof createCarried>
