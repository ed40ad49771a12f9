import type { Database } from '#db/connection.ts'
import { readShelf, type Shelf } from './formats.server.ts'
import { guidesIn } from './publish.server.ts'
import * as store from './store.server.ts'

/**
 * The formats and frameworks of the content folder, in memory as they were published last: read
 * again once another process has published others.
 */
export function createOnShelf({ db, contentFolder }: { db: Database; contentFolder: string }) {
  let kept: { marks: string; shelf: Promise<Shelf> } | null = null
  let others = db.otherProcesses()

  /** Says which of them were published last. */
  async function marksNow(): Promise<string> {
    return (await store.shelfKept(db.read)).join(' ')
  }

  return {
    async read(): Promise<Shelf> {
      const now = db.otherProcesses()
      if (kept && now === others) return kept.shelf
      const marks = await marksNow()
      others = now
      if (kept?.marks !== marks) kept = { marks, shelf: readShelf(contentFolder, guidesIn(db)) }
      return kept.shelf
    },

    /** What was just published takes the place of what was there. */
    async put(published: Shelf): Promise<void> {
      kept = { marks: await marksNow(), shelf: Promise.resolve(published) }
    },
  }
}
