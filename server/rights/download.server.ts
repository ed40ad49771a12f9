import type { Database } from '#db/connection.ts'
import type { Personal, PrivacyDeclaration } from '#db/columns.sqlite.ts'
import { isEmployed, type Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import { createBreath } from '#server/platform/breath.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import { wholeOf, zipOf } from '#server/platform/zip.server.ts'
import { heldIn, whoseOf } from './rules/erasure-plan.ts'
import {
  categoryJson,
  readablePage,
  type KnownCategory,
  type KnownTable,
} from './rules/readable.ts'
import { rowsAbout } from './store.server.ts'

export type DownloadParts = {
  db: Pick<Database, 'atLeisure'>
  clock: Clock
  audit: Pick<Audit, 'record'>
  rooms: Pick<Rooms, 'ownTexts'>
  declarations: readonly PrivacyDeclaration[]
}

/** What the parts of the download are called; a category that is left out does not compile. */
const categories = {
  identity: 'Who I am here',
  words: 'What I wrote for myself',
  facts: 'What I did',
  room: 'What I wrote and did in rooms',
  log: 'What was logged of me',
} satisfies Record<Personal['category'], string>

/** The log of a room is told text by text: its other events are of everybody who was there. */
const roomLog = 'room_events'

/**
 * Everything that is known of a person: every column that is declared to be exported, of every row
 * that is about them, once for programs (JSON) and once to read (HTML).
 */
export function createDownload({ db, clock, audit, rooms, declarations }: DownloadParts) {
  /** Whose download is being made: it is whole in memory until it is sent. */
  const making = new Set<PersonId>()

  /** All of it at one moment, by category. */
  async function everythingAbout(actor: Actor): Promise<KnownCategory[]> {
    const texts = await rooms.ownTexts(actor.person)
    const breath = createBreath()
    return db.atLeisure(async (read) => {
      const tables: { category: Personal['category']; known: KnownTable }[] = []
      for (const declaration of declarations) {
        const held = heldIn(declaration).filter((one) => one.export)
        const [first] = held
        const whose = whoseOf(declaration, declarations)
        if (!first || whose.length === 0) continue
        const { table } = declaration
        const isRoomLog = table === roomLog
        const rows = isRoomLog
          ? texts.filter((one) => one.texts.length > 0)
          : await rowsAbout(read, declaration, { whose, person: actor.person }, breath)
        const { purpose, retention, category } = mostOf(held) ?? first
        tables.push({ category, known: { table, purpose, retention, rows } })
      }
      return Object.entries(categories).map(([id, title]) => ({
        ...{ id, title },
        tables: tables.filter(({ category }) => category === id).map(({ known }) => known),
      }))
    })
  }

  async function zipped(actor: Actor, at: number): Promise<Buffer> {
    const known = await everythingAbout(actor)
    return wholeOf(
      zipOf([
        { name: 'about-me.html', pieces: readablePage({ name: actor.name, at }, known) },
        ...known.map((one) => ({ name: `data/${one.id}.json`, pieces: categoryJson(one) })),
      ]),
    )
  }

  return {
    everythingAbout,

    /** One ZIP: `about-me.html` to read, and a JSON file for each category. */
    async everything(actor: Actor): Promise<Outcome<{ fileName: string; bytes: Buffer }>> {
      if (!can(actor, 'take-away', { kind: 'own-record', owner: actor.person })) {
        return refuse('not_found', 'There is no such record.')
      }
      if (making.has(actor.person)) {
        return refuse('too_many', 'Your download is being made. Wait until it has come.')
      }
      const at = clock.now()
      making.add(actor.person)
      const bytes = await zipped(actor, at).finally(() => making.delete(actor.person))
      await audit.record({
        ...(isEmployed(actor) ? { organisation: actor.organisation } : {}),
        ...{ person: actor.person, action: 'account.take-away', object: `person ${actor.person}` },
      })
      return ok({ fileName: `casecircle-about-me-${londonDay(at)}.zip`, bytes })
    },
  }
}

/** The declaration that most columns of a table carry. */
function mostOf(held: readonly Personal[]): Personal | undefined {
  const times = ({ purpose }: Personal) => held.filter((one) => one.purpose === purpose).length
  return [...held].sort((a, b) => times(b) - times(a))[0]
}
