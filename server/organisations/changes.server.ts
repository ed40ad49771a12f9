import type { Database } from '#db/connection.ts'
import { afterCommit } from '#db/transaction.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'

const lookEveryMs = 500

/** Hears whose rights have changed; null when it may be anybody's. */
export type RightsListener = (person: PersonId | null) => void

/**
 * Whose rights have changed since they were loaded. Counted in memory at the commit itself, so that
 * asking costs no query; a commit of another process may have changed anybody's, and is noticed by
 * whoever asks next. Listeners hear of it while there are some. (T4)
 */
export function createChanges(db: Pick<Database, 'otherProcesses'>) {
  const counts = new Map<PersonId, number>()
  const loaded = new WeakMap<Actor, string>()
  const listeners = new Set<RightsListener>()
  let ofAll = 0
  let others = db.otherProcesses()
  let told = others
  let looking: NodeJS.Timeout | undefined

  const stand = (person: PersonId) => `${ofAll} ${counts.get(person) ?? 0}`

  function tell(person: PersonId | null): void {
    for (const listener of listeners) listener(person)
  }

  function noticeOthers(): void {
    const now = db.otherProcesses()
    if (now === others) return
    others = now
    ofAll += 1
  }

  function look(): void {
    noticeOthers()
    if (told === others) return
    told = others
    tell(null)
  }

  return {
    /** Call it before loading `person`, and what it answers with what was loaded. */
    remember(person: PersonId): (actor: Actor) => Actor {
      noticeOthers()
      const at = stand(person)
      return (actor) => {
        loaded.set(actor, at)
        return actor
      }
    },

    isCurrent(actor: Actor): boolean {
      noticeOthers()
      const at = loaded.get(actor)
      return at === undefined || at === stand(actor.person)
    },

    /** Inside a transaction that changes what `person` may do. */
    afterCommit(person: PersonId): void {
      afterCommit(() => {
        counts.set(person, (counts.get(person) ?? 0) + 1)
        tell(person)
      })
    },

    whenChanged(listener: RightsListener): () => void {
      listeners.add(listener)
      looking ??= setInterval(look, lookEveryMs).unref()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(looking)
        looking = undefined
      }
    },
  }
}
