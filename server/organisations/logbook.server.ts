import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Audit, ToldLine } from '#server/audit/audit.server.ts'
import { isAuditAction } from '#server/audit/rules/audit-actions.ts'
import { isShown, lineWords } from '#server/audit/rules/audit-lines.ts'
import type { AuditQuery } from '#server/audit/rules/audit-query.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { csvPieces } from '#server/platform/csv.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Organisations } from './organisations.server.ts'

const pageSize = 50
/** How many lines of a file are read at once. */
const sliceSize = 500

/** A line of the log in plain words; `person` is whoever did it. */
export type LogbookLine = {
  seq: number
  at: number
  person: PersonId | null
  who: string
  what: string
}

/** What was done in an organisation, in plain words, for its administrator: never content. */
export function createLogbook({
  db,
  clock,
  audit,
  organisations,
}: {
  db: Database
  clock: Clock
  audit: Audit
  organisations: Organisations
}) {
  /** Everybody and every team that lines may name, who has left among them. */
  async function namesOf({ organisation }: Actor) {
    const people = await organisations.everybodyEver(db.read, organisation)
    const teams = await organisations.teamsOf(db.read, organisation)
    const names = new Map<string, string>([
      ...people.map(({ person, name }) => [`person ${person}`, name] as const),
      ...teams.map(({ team, name }) => [`team ${team}`, name] as const),
    ])
    return { people, names }
  }

  return {
    /** One page of the log, newest first, with the line before which the next page begins. */
    async page(actor: Actor, asked: AuditQuery) {
      const read = audit.ofOrganisation(actor, asked, pageSize + 1)
      if (!read.ok) return read
      const shown = read.value.slice(0, pageSize)
      const { people, names } = await namesOf(actor)
      return ok({
        lines: shown.flatMap((line) => inWords(line, names)),
        older: read.value.length > pageSize ? (shown.at(-1)?.seq ?? null) : null,
        people,
      })
    },

    /** The same as CSV, every line that is asked for, piece by piece. Taking it is a line itself. */
    async file(
      actor: Actor,
      asked: AuditQuery,
    ): Promise<Outcome<{ fileName: string; pieces: AsyncGenerator<Uint8Array> }>> {
      const first = audit.ofOrganisation(actor, asked, sliceSize)
      if (!first.ok) return first
      const { organisation, person } = actor
      await audit.record({
        ...{ organisation, person },
        ...{ action: 'audit.export', object: `organisation ${organisation}` },
      })
      const { names } = await namesOf(actor)
      return ok({
        fileName: `audit-log-${londonDay(clock.now())}.csv`,
        pieces: csvPieces(['Line', 'Date', 'Time', 'Who', 'What'], rows(first.value)),
      })

      function* rows(begun: ToldLine[]): Generator<string[]> {
        for (let lines = begun; lines.length > 0; lines = after(lines)) {
          for (const { seq, at, who, what } of lines.flatMap((line) => inWords(line, names))) {
            yield [String(seq), londonDay(at), londonMinute(at), who, what]
          }
        }
      }

      function after(lines: readonly ToldLine[]): ToldLine[] {
        const before = lines.at(-1)?.seq ?? 1
        const next = audit.ofOrganisation(actor, { ...asked, before }, sliceSize)
        return next.ok ? next.value : []
      }
    },
  }
}

export type Logbook = ReturnType<typeof createLogbook>

function inWords(line: ToldLine, names: ReadonlyMap<string, string>): LogbookLine[] {
  const { seq, at, action, outcome, person, object, request } = line
  if (!isAuditAction(action) || !isShown(action)) return []
  const isOwn = object === `person ${person}`
  // An operator's command has no request, and tells whose rights it changed in the place of who.
  const isOperator = person === null || (isOwn && action === 'rights.change' && request === null)
  const who = isOperator ? null : (names.get(`person ${person}`) ?? 'Somebody')
  const to = names.get(object) ?? null
  const words = lineWords({ action, outcome, who, to, isOwn: isOwn && !isOperator })
  return [{ seq, at, person: isOperator ? null : person, ...words }]
}
