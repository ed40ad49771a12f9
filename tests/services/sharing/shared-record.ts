import { createAudit } from '#server/audit/audit.server.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { EntryId, PersonId, ShareId } from '#server/platform/rules/ids.ts'
import { newShareForm, type NewShare } from '#server/sharing/rules/share-form.ts'
import { createSharing } from '#server/sharing/sharing.server.ts'
import { nobodyTold } from '#tests/support/nobody-told.ts'
import { complete, done, openRecord, saveOf } from '../cpd/cpd-record.ts'

/** The council of the CPD tests, in which an entry can be shared. */
export async function openSharing() {
  const opened = await openRecord()
  const { db, clock, random, cpd, organisations, people } = opened
  const audit = createAudit({ db, clock, random })
  const addresses = new Map<string, PersonId>(
    Object.entries(people).map(([name, actor]) => [`${name}@northbridge.example`, actor.person]),
  )
  const accounts = {
    personAtWork: (_: unknown, email: string) => Promise.resolve(addresses.get(email) ?? null),
  }
  const tells = nobodyTold
  const sharing = createSharing({ db, clock, random, audit, cpd, organisations, accounts, tells })

  return {
    ...opened,
    sharing,
    /** A new entry of somebody's, with these words in it. */
    write: async (owner: Actor, learnt = 'CANARY-shared'): Promise<EntryId> => {
      const { id } = cpd.blankPage(owner).entry
      done(await cpd.create(owner, id, saveOf(complete('it', { learnt }))))
      return id
    },
    shareWith: async (
      owner: Actor,
      entry: EntryId,
      reader: Actor,
      more: Record<string, string> = {},
    ): Promise<ShareId> =>
      done(await sharing.share(owner, entry, wish({ colleague: reader.person, ...more }))),
  }
}

/** What somebody chose on the page that shares an entry. */
export function wish(fields: Record<string, string>): NewShare {
  return newShareForm.parse({ intent: 'share', ...fields })
}
