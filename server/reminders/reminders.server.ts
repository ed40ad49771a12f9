import { setImmediate as turn } from 'node:timers/promises'
import type { Database } from '#db/connection.ts'
import { can } from '#server/access/rules/can.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import type { Mail } from '#server/mail/mail.server.ts'
import { reminderLetter, type ReminderNumbers } from '#server/mail/rules/letters.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Recall } from '#server/recall/recall.server.ts'
import type { MailedKind, OffLinks } from './off-links.server.ts'
import { mayRemind, type ReminderWish } from './rules/wish.ts'
import * as store from './store.server.ts'

/** The hour in London at which reminders go out. */
const hour = '08'
const peopleAtOnce = 50

/**
 * Reminders by mail of what is missing for the year: numbers and one link. Weekly at most, in the
 * renewal window or when somebody asked for them, off by one click.
 */
export function createReminders(made: {
  db: Database
  clock: Clock
  log: Log
  mail: Mail
  addresses: Pick<Addresses, 'mailboxOf' | 'everybody'>
  organisations: Pick<Organisations, 'actorFor'>
  cpd: Pick<Cpd, 'record' | 'summaries'>
  recall: Pick<Recall, 'dueCount'>
  offLinks: OffLinks
  origin: string
}) {
  const { db, clock, log, mail, addresses, organisations, cpd, recall, offLinks, origin } = made

  // What is missing is looked up as it is sent. Turned off, done, or too late since it was put down,
  // or no letter box of theirs any more: nothing is sent.
  mail.writes('reminder', async ({ person, to }) => {
    const wish = await store.wishOf(db.read, person)
    const actor = await organisations.actorFor(person)
    if (!actor || (await addresses.mailboxOf(person)) !== to) return null
    const numbers = await numbersFor(actor, { ...wish, remindedAt: null })
    if (!numbers) return null
    const off = offLinks.linkFor('reminders', person)
    return reminderLetter(numbers, { cpd: `${origin}/cpd`, off })
  })

  /**
   * What to remind of; null when there is nothing, or it is not the time. Of several registrations
   * the one that closes first is told: each counts in its own way, towards its own day.
   */
  async function numbersFor(actor: Actor, wish: ReminderWish): Promise<ReminderNumbers | null> {
    const now = clock.now()
    const today = londonDay(now)
    const years = (await cpd.summaries(actor)).filter(({ year }) =>
      mayRemind(wish, { now, today, ...year }),
    )
    if (years.length === 0) return null
    const [nearest, ...later] = years
      .filter(({ isMet }) => !isMet)
      .sort((a, b) => a.daysLeft - b.daysLeft)
    const back = wish.withRecall ? await recall.dueCount(actor) : 0
    if (!nearest) return back > 0 ? { recall: back } : null
    const { outstanding, daysLeft, regulator } = nearest
    const drafts = await draftsOf(actor, regulator)
    return {
      ...outstanding,
      ...{ drafts, days: daysLeft, later: later.length },
      ...(back > 0 ? { recall: back } : {}),
    }
  }

  async function draftsOf(actor: Actor, regulator: string): Promise<number> {
    const record = await cpd.record(actor, undefined, regulator)
    return record.ok ? record.value.rows.filter(({ status }) => status === 'draft').length : 0
  }

  async function remind(person: PersonId): Promise<boolean> {
    const wish = await store.wishOf(db.read, person)
    if (wish.time === 'off') return false
    const [actor, to] = [await organisations.actorFor(person), await addresses.mailboxOf(person)]
    if (!actor || to === null) return false
    if (!(await numbersFor(actor, wish))) return false
    const now = clock.now()
    return db.tx(async (tx) => {
      await store.putWish(tx, person, { remindedAt: now }, now)
      const mailKey = `${person} ${londonDay(now)}`
      return mail.postIn(tx, { kind: 'reminder', key: mailKey, person, to })
    })
  }

  /** One who cannot be reminded keeps nobody else from it. */
  async function remindOne(person: PersonId): Promise<boolean> {
    try {
      return await remind(person)
    } catch (error) {
      log.error({ event: 'reminder', ...errorFields(error) }, 'somebody was not reminded')
      return false
    }
  }

  /** Puts down a reminder for everybody for whom it is time. Answers how many. */
  async function remindAll(): Promise<number> {
    let reminded = 0
    if (!mail.isOn) return reminded
    for (let after: PersonId | null = null; ;) {
      const people: PersonId[] = await addresses.everybody(after, peopleAtOnce)
      for (const person of people) {
        if (await remindOne(person)) reminded += 1
        // Others are served in between.
        await turn()
      }
      after = people.at(-1) ?? null
      if (after === null) return reminded
    }
  }

  return {
    remindAll,

    /** Once an hour: reminds when it is the hour for it. */
    async tick(): Promise<void> {
      if (londonMinute(clock.now()).startsWith(hour)) await remindAll()
    },

    wishOf: (actor: Actor) => store.wishOf(db.read, actor.person),

    async setWish(
      actor: Actor,
      wish: Pick<ReminderWish, 'time' | 'withRecall'> & Partial<Pick<ReminderWish, 'withNotices'>>,
    ): Promise<void> {
      if (!can(actor, 'write', { kind: 'own-record', owner: actor.person })) return
      await db.tx((tx) => store.putWish(tx, actor.person, wish, clock.now()))
    },

    /** Which mails a link turns off, and whether they are off; null for a link that is not ours. */
    async offPage(token: string): Promise<{ kind: MailedKind; isOff: boolean } | null> {
      const link = offLinks.read(token)
      if (!link) return null
      const { time, withNotices } = await store.wishOf(db.read, link.person)
      return { kind: link.kind, isOff: link.kind === 'reminders' ? time === 'off' : !withNotices }
    },

    /** Ends the mails of a link's kind: whoever has the mail needs not sign in. */
    async turnOff(token: string): Promise<Outcome<null>> {
      const link = offLinks.read(token)
      if (!link) return refuse('not_found', 'This link is not ours. Open the one in the mail.')
      const off =
        link.kind === 'reminders' ? { time: 'off' as const } : { withNotices: false as const }
      await db.tx((tx) => store.turnOff(tx, link.person, off, clock.now()))
      return ok(null)
    },
  }
}

export type Reminders = ReturnType<typeof createReminders>
