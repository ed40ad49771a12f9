import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { formatId, type FormatId, type TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { format as schema, type Format } from '#server/toolkits/rules/format.ts'
import { ownFormats, type CopyForm } from './rules/copy-form.ts'
import { edited } from './rules/edit.ts'
import { copyOf, type Fault } from './rules/phases.ts'
import * as store from './store.server.ts'

/** A format as a team finds it. */
export type TeamFormat = {
  format: Format
  /** The team has made it its own. */
  own: boolean
  /** It is not offered for rooms any more. */
  retired: boolean
}

/** The formats that everybody has. */
export type Shelf = {
  formats(): Promise<readonly Format[]>
  format(id: FormatId): Promise<Format | null>
}

/**
 * The session formats of a team: those that everybody has, and copies that its manager has made the
 * team's own. A room keeps what it was made from, whatever becomes of the format.
 */
export function createFormats(made: { db: Database; clock: Clock; random: Random; shelf: Shelf }) {
  const { db, clock, random, shelf } = made

  /** Any format by its id, for a room of that team: its own while it is offered, or a general one. */
  async function find(id: FormatId, of: store.Of): Promise<Format | null> {
    const row = await store.findFormat(db.read, of, id)
    const own = row && toFormat(row)
    if (own) return own.retired ? null : own.format
    return bare(await shelf.format(id))
  }

  async function one(actor: Actor, team: TeamId, id: FormatId, read: Queries = db.read) {
    if (!mayRead(actor, team)) return noSuchTeam()
    const row = await store.findFormat(read, ofTeam(actor, team), id)
    const own = row && toFormat(row)
    if (own) return ok(own)
    const general = bare(await shelf.format(id))
    return general
      ? ok({ format: general, own: false, retired: false })
      : refuse('not_found', 'Your team has no such format.')
  }

  /** One of the team's own, for whoever may change it. */
  async function changeable(
    tx: Queries,
    actor: Actor,
    team: TeamId,
    id: FormatId,
  ): Promise<Outcome<TeamFormat>> {
    if (!mayChange(actor, team)) {
      return mayRead(actor, team)
        ? refuse('forbidden', "Only the team's manager changes its formats.")
        : noSuchTeam()
    }
    const row = await store.findFormat(tx, ofTeam(actor, team), id)
    const own = row && toFormat(row)
    return own ? ok(own) : refuse('not_found', 'Your team has no such format of its own.')
  }

  async function ownOf(read: Queries, actor: Actor, team: TeamId): Promise<TeamFormat[]> {
    const rows = await store.formatsOf(read, ofTeam(actor, team))
    return rows.flatMap((row) => toFormat(row) ?? [])
  }

  async function isFull(read: Queries, actor: Actor, team: TeamId): Promise<boolean> {
    const offered = (await ownOf(read, actor, team)).filter(({ retired }) => !retired)
    return offered.length >= ownFormats
  }

  return {
    find,

    /** All formats of the team: the general ones first, then its own, retired ones last. */
    async page(
      actor: Actor,
      team: TeamId,
    ): Promise<Outcome<{ formats: TeamFormat[]; mayChange: boolean }>> {
      if (!mayRead(actor, team)) return noSuchTeam()
      const general = (await shelf.formats()).flatMap((format) => bare(format) ?? [])
      const own = await ownOf(db.read, actor, team)
      return ok({
        formats: [
          ...general.map((format) => ({ format, own: false, retired: false })),
          ...own.filter(({ retired }) => !retired),
          ...own.filter(({ retired }) => retired),
        ],
        mayChange: mayChange(actor, team),
      })
    },

    /** One format, for the members of the team. */
    async read(
      actor: Actor,
      team: TeamId,
      id: FormatId,
    ): Promise<Outcome<TeamFormat & { mayChange: boolean }>> {
      const found = await one(actor, team, id)
      if (!found.ok) return found
      return ok({ ...found.value, mayChange: found.value.own && mayChange(actor, team) })
    },

    /** Copies a format, a general one or one of the team's, for the team to change. */
    async copy(actor: Actor, team: TeamId, { from, title }: CopyForm): Promise<Outcome<FormatId>> {
      if (!mayChange(actor, team)) return noSuchTeam()
      const base = await one(actor, team, from)
      if (!base.ok) return refuse('invalid', 'Choose a format from the list.', { field: 'from' })
      const id = formatId.parse(`own-${random.uuid()}`)
      const body = copyOf(base.value.format, { id, title })
      return db.tx(async (tx): Promise<Outcome<FormatId>> => {
        if (await isFull(tx, actor, team)) return tooMany()
        const now = clock.now()
        await store.insertFormat(tx, {
          ...ofTeam(actor, team),
          ...{ id, base: from, body, madeBy: actor.person },
          ...{ createdAt: now, changedAt: now, retiredAt: null },
        })
        return ok(id)
      })
    },

    /** Changes one of the team's own formats as a posted form says, wholly or not at all. */
    async change(
      actor: Actor,
      team: TeamId,
      id: FormatId,
      fields: ReadonlyMap<string, string>,
    ): Promise<Outcome<null> | { ok: false; errors: Fault[] }> {
      return db.tx(async (tx): Promise<Outcome<null> | { ok: false; errors: Fault[] }> => {
        const found = await changeable(tx, actor, team, id)
        if (!found.ok) return found
        const changed = edited(found.value.format, fields)
        if (!changed.ok) return changed
        await store.putBody(tx, ofTeam(actor, team), { body: changed.value, at: clock.now() })
        return ok(null)
      })
    },

    /** Stops offering one of the team's own formats for rooms, or offers it again. */
    async offer(
      actor: Actor,
      team: TeamId,
      id: FormatId,
      offered: boolean,
    ): Promise<Outcome<null>> {
      return db.tx(async (tx): Promise<Outcome<null>> => {
        const found = await changeable(tx, actor, team, id)
        if (!found.ok) return found
        if (found.value.retired === !offered) return ok(null)
        if (offered && (await isFull(tx, actor, team))) return tooMany()
        const retiredAt = offered ? null : clock.now()
        await store.putRetired(tx, ofTeam(actor, team), id, retiredAt)
        return ok(null)
      })
    },
  }
}

export type Formats = ReturnType<typeof createFormats>

function tooMany() {
  const message = `Your team has ${ownFormats} formats of its own. Stop offering one first.`
  return refuse('invalid', message)
}

function ofTeam({ organisation }: Actor, team: TeamId): store.Of {
  return { organisation, team }
}

function mayRead(actor: Actor, team: TeamId): boolean {
  return can(actor, 'read-formats', { kind: 'team', team, organisation: actor.organisation })
}

function mayChange(actor: Actor, team: TeamId): boolean {
  return can(actor, 'change-formats', { kind: 'team', team, organisation: actor.organisation })
}

function noSuchTeam() {
  return refuse('not_found', 'There is no such team among yours.')
}

/** What is kept, read with the schema of the data files; null when that has moved on since. */
function toFormat({ body, retiredAt }: store.TeamFormatRow): TeamFormat | null {
  const read = schema.safeParse(body)
  return read.success ? { format: read.data, own: true, retired: retiredAt !== null } : null
}

/** The format alone: what the shelf keeps beside it, such as its guide as HTML, stays there. */
function bare(found: Format | null): Format | null {
  if (!found) return null
  const { id, title, summary, size, rules, guide, basis, parts, phases } = found
  return { id, title, summary, size, rules, guide, basis, parts, phases }
}
