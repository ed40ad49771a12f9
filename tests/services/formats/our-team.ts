import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { createLog } from '#server/platform/log.server.ts'
import { formatId, toolkitId, type FormatId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { createServices } from '#server/services.ts'
import { northbridge } from '#tests/support/cast.ts'
import { publishedDatabase } from '#tests/support/database.ts'
import { fixedRandom } from '#tests/support/clock.ts'

const content = join(import.meta.dirname, '..', '..', '..', 'content')
export const intervision = formatId.parse('intervision')

/** Northbridge with our own content published: Amara's team, its formats and its rooms. */
export async function ourTeam() {
  const council = await northbridge(await publishedDatabase())
  const services = createServices({
    ...{ db: council.db, clock: council.clock, random: fixedRandom(9) },
    log: createLog('silent', { write: () => undefined }),
    contentFolder: content,
    installationKey: Buffer.alloc(32, 7),
    ...{ secure: false, demonstration: true, limitsOff: true, closingMs: 1000 },
  })
  onTestFinished(() => services.rooms.stop())
  await services.toolkits.publishAll()
  const { amara, east } = council

  const schedule = (format: FormatId, minutes?: Record<string, number>) =>
    services.rooms.schedule(amara, east, {
      toolkit: toolkitId.parse('participation'),
      format,
      date: londonDay(council.clock.now() + 86_400_000),
      time: '14:00',
      ...(minutes ? { minutes } : {}),
    })

  return {
    ...council,
    formats: services.formats,
    rooms: services.rooms,

    copied: async (title = 'Intervision, our way'): Promise<FormatId> => {
      const made = await services.formats.copy(amara, east, { from: intervision, title })
      if (!made.ok) throw new Error(made.error.message)
      return made.value
    },

    change: (id: FormatId, fields: Record<string, string>, by: Actor = amara) =>
      services.formats.change(by, east, id, new Map(Object.entries(fields))),

    schedule,

    room: async (format: FormatId, minutes?: Record<string, number>): Promise<RoomId> => {
      const made = await schedule(format, minutes)
      if (!made.ok) throw new Error(made.error.message)
      return made.value
    },

    snapshot: async (room: RoomId, by: Actor = amara) => {
      const found = await services.rooms.snapshot(by, room)
      if (!found.ok) throw new Error(found.error.message)
      return found.value
    },

    facts: async (room: RoomId, by: Actor = amara) => {
      const found = await services.rooms.facts(by, room)
      if (!found.ok) throw new Error(found.error.message)
      return found.value
    },

    cast: (room: RoomId, by: Actor, body: { part: string; person: string; plays: boolean }) =>
      services.rooms.command(by, {
        ...{ id: crypto.randomUUID(), room, type: 'part.cast', body, expect: { seat: 1 } },
      }),
  }
}
