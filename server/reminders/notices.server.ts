import type { Database, Transaction } from '#db/connection.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { Mail } from '#server/mail/mail.server.ts'
import type { Letter, MailKind } from '#server/mail/rules/letter.ts'
import { entrySharedLetter, fileFailedLetter, fileReadyLetter } from '#server/mail/rules/letters.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import type { OffLinks } from './off-links.server.ts'
import * as store from './store.server.ts'

/** What somebody is told of by mail as it happens. */
export type NoticeKind = Extract<MailKind, 'file-ready' | 'file-failed' | 'entry-shared'>

/** Puts a notice down in the transaction in which it happens; the same `key` again adds nothing. */
export type Tell = (tx: Transaction, key: string) => Promise<void>
/** How somebody is told of something; asked before the transaction. */
export type Tells = (kind: NoticeKind, person: PersonId) => Promise<Tell>

const saysNothing: Tell = () => Promise.resolve()

/**
 * Notices by mail: a long file is ready, somebody has shared an entry. One sentence and one link,
 * never a word or a name; none for whoever wants none, and none that has become pointless meanwhile.
 * The product itself tells the same on the home page.
 */
export function createNotices(made: {
  db: Database
  clock: Clock
  mail: Mail
  addresses: Pick<Addresses, 'mailboxOf'>
  offLinks: OffLinks
  origin: string
}) {
  const { db, clock, mail, addresses, offLinks, origin } = made
  const letters: Record<NoticeKind, (off: string) => Letter> = {
    'file-ready': (off) => fileReadyLetter({ files: `${origin}/downloads`, off }),
    'file-failed': (off) => fileFailedLetter({ files: `${origin}/downloads`, off }),
    'entry-shared': (off) => entrySharedLetter({ shared: `${origin}/shared`, off }),
  }
  const wants = async (person: PersonId) => (await store.wishOf(db.read, person)).withNotices

  const tells: Tells = async (kind, person) => {
    const to = mail.isOn && (await wants(person)) ? await addresses.mailboxOf(person) : null
    if (to === null) return saysNothing
    return async (tx, key) => {
      await store.keepUsual(tx, person, clock.now())
      await mail.postIn(tx, { kind, key, person, to })
    }
  }

  return {
    tells,

    /** Says whether there still is something to tell when a mail of these kinds is sent. */
    onlyWhile(kind: NoticeKind, isStill: (person: PersonId) => Promise<boolean>): void {
      mail.writes(kind, async ({ person, to }) => {
        // It may have been put down for an employer's letter box that its owner has left since.
        const isTheirs = (await addresses.mailboxOf(person)) === to
        const isWanted = isTheirs && (await wants(person)) && (await isStill(person))
        return isWanted ? letters[kind](offLinks.linkFor('notices', person)) : null
      })
    },
  }
}

export type Notices = ReturnType<typeof createNotices>
