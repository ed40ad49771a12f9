import { resolve } from 'node:path'
import type { MailTransport } from '#server/mail/transport.server.ts'
import type { Letter } from '#server/mail/rules/letter.ts'
import { createLog } from '#server/platform/log.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { createServices } from '#server/services.ts'
import { givePassword, northbridge } from '#tests/support/cast.ts'
import { publishedDatabase } from '#tests/support/database.ts'

export const password = 'three words that rhyme'
export const origin = 'https://learning.council.example'
const contentFolder = resolve(import.meta.dirname, '..', '..', '..', 'content')

export type Sent = { to: string; letter: Letter }

/** Northbridge with every service, its clock in our hand, and a letter box that we can look into. */
export async function wholeCouncil({ isMailOn = true }: { isMailOn?: boolean } = {}) {
  const db = await publishedDatabase()
  const council = await northbridge(db)
  const { clock, random } = council
  const sent: Sent[] = []
  const transport: MailTransport = {
    send: ({ to, letter }) => Promise.resolve(void sent.push({ to, letter })),
  }
  const lines: string[] = []
  const log = createLog('debug', { write: (line: string) => void lines.push(line) })
  const services = createServices({
    ...{ db, clock, random, log, contentFolder, origin, installationKey: Buffer.alloc(32, 7) },
    ...{ secure: false, demonstration: false, limitsOff: false, closingMs: 100 },
    mail: isMailOn ? transport : null,
  })
  await services.toolkits.publishAll()
  await givePassword(council, council.ben, password)
  await givePassword(council, council.jo, password)

  /** Who somebody is now, whatever the cast remembers. */
  async function now({ person }: { person: PersonId }) {
    const actor = await services.organisations.actorFor(person)
    if (!actor) throw new Error('That is nobody.')
    return actor
  }
  return { ...council, ...services, services, sent, lines, now }
}

/** The last part of the link of the newest mail. */
export function tokenOf(sent: readonly Sent[]): string {
  return sent.at(-1)?.letter.link?.href.split('/').at(-1) ?? ''
}
