import type { Actor } from '#server/access/rules/actor.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import type { EvidenceService } from '#server/evidence/evidence.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { entryId, type EntryId, type RoomId, type TeamId } from '#server/platform/rules/ids.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { ListedRoom } from '#server/rooms/listing.server.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import type { Toolkits } from '#server/toolkits/toolkits.server.ts'
import type { Conversation } from './rules/catch-up-form.ts'
import { generalQuestions } from './rules/questions.ts'

/** A room that the actor's team held and the actor was not counted as present in. */
export type MissedRoom = {
  room: RoomId
  title: string
  startsAt: number
  /** The entry in which a conversation instead of it stands; null until there is one. */
  entry: EntryId | null
}

/** What to do instead of a room. */
export type CatchUpPage = MissedRoom & {
  state: 'ahead' | 'missed' | 'attended'
  /** What the module asks its readers, and what can be asked anywhere: never a word of a case. */
  questions: { heading: string; asks: readonly string[] }[]
}

const over = new Set<ListedRoom['status']>(['closed', 'abandoned'])
/** So long after a room it is told to those who missed it. */
const toldForMs = 365 * 86_400_000

const noSuchRoom = () => refuse('not_found', 'There is no such room of your team.')

/**
 * Who missed the room promises: they find questions for a conversation with a peer, and record it,
 * without being told a word of the case or of what the others wrote.
 */
export function createCatchUp({
  clock,
  rooms,
  evidence,
  toolkits,
  cpd,
}: {
  clock: Clock
  rooms: Pick<Rooms, 'roomsOfTeam'>
  evidence: Pick<EvidenceService, 'own'>
  toolkits: Pick<Toolkits, 'current'>
  cpd: Pick<Cpd, 'entry' | 'create'>
}) {
  /** The rooms of the actor's teams, each with whether the actor is attested in it. */
  async function roomsOf(actor: Actor) {
    const teams: readonly TeamId[] = actor.memberships.map(({ team }) => team)
    const lists = await Promise.all(teams.map((team) => rooms.roomsOfTeam(actor, team)))
    const attended = new Set(
      (await evidence.own(actor)).flatMap(({ fact }) =>
        fact.kind === 'room-attended' ? [fact.room] : [],
      ),
    )
    return lists
      .flatMap((list) => (list.ok ? list.value : []))
      .map((room) => ({ room, isAttended: attended.has(room.room) }))
  }

  async function missedRoom(actor: Actor, { room, title, startsAt }: ListedRoom) {
    const recorded = await cpd.entry(actor, entryOf(room))
    const entry = recorded.ok && recorded.value.undoUntil === null ? entryOf(room) : null
    return { room, title, startsAt, entry }
  }

  async function page(actor: Actor, id: RoomId): Promise<Outcome<CatchUpPage>> {
    const found = (await roomsOf(actor)).find(({ room }) => room.room === id)
    if (!found) return noSuchRoom()
    const { room, isAttended } = found
    const release = await toolkits.current(room.toolkit)
    const asked = (release?.sections ?? []).flatMap(({ items }) =>
      items.flatMap((item) => (item.type === 'reflection' ? [item.prompt] : [])),
    )
    const own = { heading: `From the module “${release?.title ?? ''}”`, asks: asked }
    return ok({
      ...(await missedRoom(actor, room)),
      state: isAttended ? 'attended' : over.has(room.status) ? 'missed' : 'ahead',
      questions: [
        ...(asked.length > 0 ? [own] : []),
        { heading: 'About you and your work', asks: generalQuestions },
      ],
    })
  }

  return {
    page,

    /** The rooms of the last year that the actor missed, the newest first. */
    async missed(actor: Actor): Promise<MissedRoom[]> {
      const since = clock.now() - toldForMs
      const missed = (await roomsOf(actor)).filter(
        ({ room, isAttended }) => !isAttended && over.has(room.status) && room.startsAt > since,
      )
      const all = await Promise.all(missed.map(({ room }) => missedRoom(actor, room)))
      return all.sort((a, b) => b.startsAt - a.startsAt)
    },

    /**
     * Keeps a conversation as a draft in the actor's record: facts alone, the words are theirs to
     * write. Once for each room; answers the entry.
     */
    async record(
      actor: Actor,
      id: RoomId,
      { kind, peer, date, minutes }: Conversation,
    ): Promise<Outcome<EntryId>> {
      const found = await page(actor, id)
      if (!found.ok) return found
      const { title, startsAt, state, entry } = found.value
      if (entry) return ok(entry)
      if (state !== 'missed') {
        return refuse('invalid', 'This is for a room that is over and that you missed.')
      }
      if (date > londonDay(clock.now())) {
        const message = 'The date must be today or before.'
        return refuse('invalid', message, { field: 'date' })
      }
      const session = dayTextWithYear(londonDay(startsAt))
      const [year, month, day] = date.split('-')
      const { written } = entryForm.parse({
        activityType: kind,
        ...{ 'date-day': day, 'date-month': month, 'date-year': year },
        description: `Conversation about “${title}”, instead of the team’s session on ${session}. Peer: ${peer}.`,
        minutes,
        participatoryMinutes: minutes,
      })
      const made = await cpd.create(actor, entryOf(id), { written, revision: 0, writer: null })
      return made.ok ? ok(made.value.id) : made
    },
  }
}

export type CatchUp = ReturnType<typeof createCatchUp>

// One conversation stands for one missed room, so the room's id names its owner's entry: posting
// twice makes no second one, and nothing else has to remember that it is done.
function entryOf(room: RoomId): EntryId {
  return entryId.parse(room)
}
