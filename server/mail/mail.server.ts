import { createHash } from 'node:crypto'
import type { Database, Transaction } from '#db/connection.ts'
import { afterCommit } from '#db/transaction.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import type { Random } from '#server/platform/random.server.ts'
import { mailAddress, type Letter, type MailKind } from './rules/letter.ts'
import * as store from './store.server.ts'
import { PermanentRefusal, type MailTransport } from './transport.server.ts'

/** A mail to be sent. `key` makes it the same one: asking again adds nothing. */
export type Posted = {
  kind: MailKind
  key: string
  person: PersonId
  to: string
}

/** What is known of a mail when its letter is written. */
export type Sending = { person: PersonId; to: string }

/** Writes the letter of one kind of mail, at the moment it is sent; null when it is pointless now. */
export type Writer = (sending: Sending) => Promise<Letter | null>

const leaseMs = 10 * 60_000
const firstWaitMs = 60_000
const longestWaitMs = 6 * 3_600_000
const mostTries = 12
const keptForMs = 30 * 86_400_000
const lookEveryMs = 30_000

/**
 * Mail that is never lost and, where the other side knows a Message-ID, never sent twice: it is put
 * down in the transaction that asks for it and handed over until it was taken. Without a transport
 * there is no mail here: nothing is put down, and pages say how it goes without.
 */
export function createMail(parts: {
  db: Database
  clock: Clock
  random: Random
  log: Log
  transport: MailTransport | null
}) {
  const { db, clock, random, log, transport } = parts
  const writers = new Map<MailKind, Writer>()
  let going: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let stopping = false

  /** Hands over everything that is due, one after the other. */
  async function deliver(): Promise<void> {
    while (transport && !stopping) {
      const now = clock.now()
      const mail = await db.tx((tx) => store.claimNext(tx, now, now + leaseMs))
      if (!mail) return
      await handOver(transport, mail)
    }
  }

  async function handOver(by: MailTransport, mail: store.QueuedMail): Promise<void> {
    const { id, person, address, kind } = mail
    try {
      const letter = await writers.get(kind)?.({ person, to: address })
      if (letter) await by.send({ id, to: address, letter })
      await db.tx((tx) => store.settle(tx, id, { sentAt: clock.now() }))
    } catch (error) {
      log.warn({ ...errorFields(error), event: 'mail', reason: kind }, 'a mail was not taken')
      const isOver = error instanceof PermanentRefusal || mail.tries >= mostTries
      const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (mail.tries - 1))
      await db.tx((tx) =>
        isOver
          ? store.settle(tx, id, { gaveUpAt: clock.now() })
          : store.retryAt(tx, id, clock.now() + wait),
      )
    }
  }

  function deliverDue(): Promise<void> {
    going ??= deliver().finally(() => {
      going = null
    })
    return going
  }

  const inBackground = () =>
    void deliverDue().catch((error: unknown) => log.error(errorFields(error), 'mail failed'))

  return {
    /** Whether mails are sent from here at all. */
    isOn: transport !== null,

    /** Who writes the letters of `kind`. */
    writes(kind: MailKind, writer: Writer): void {
      writers.set(kind, writer)
    },

    /** Puts a mail down inside the caller's transaction; answers whether it is a new one. */
    async postIn(tx: Transaction, { kind, key, person, to }: Posted): Promise<boolean> {
      if (!transport) return false
      const now = clock.now()
      const isNew = await store.insertMail(tx, {
        id: random.uuid(),
        key: createHash('sha256').update(`${kind} ${key}`).digest('base64url'),
        ...{ person, kind, address: mailAddress.parse(to) },
        ...{ createdAt: now, dueAt: now, tries: 0, claimed: false, sentAt: null, gaveUpAt: null },
      })
      if (timer) afterCommit(inBackground)
      return isNew
    },

    /** Hands over what is due now; resolves when all of it was tried. */
    deliverDue,

    /** From now on mails go out by themselves. What an ended process left half done begins again. */
    async start(): Promise<void> {
      if (!transport) return
      await db.tx((tx) => store.freeClaims(tx, clock.now()))
      timer ??= setInterval(inBackground, lookEveryMs).unref()
      inBackground()
    },

    /** No further mail is begun; resolves when the one under way is over. */
    async stop(): Promise<void> {
      stopping = true
      if (timer) clearInterval(timer)
      timer = null
      await going
    },

    /** Forgets what was sent long ago. */
    forgetSent: () => db.tx((tx) => store.deleteSentBefore(tx, clock.now() - keptForMs)),

    nextDueAt: () => store.nextDueAt(db.read),
  }
}

export type Mail = ReturnType<typeof createMail>
