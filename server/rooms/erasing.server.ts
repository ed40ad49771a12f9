import { jobTitleOfErased, nameOfErased } from '#db/erased.ts'
import type { Transaction } from '#db/connection.ts'
import { afterCommit } from '#db/transaction.ts'
import { createBreath } from '#server/platform/breath.server.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { erasedBody, textsTaken, type Erased } from './rules/erased.ts'
import type { LogEvent } from './rules/events.ts'
import type { Made } from './sources.server.ts'
import * as store from './log/erasing-store.server.ts'

/** What somebody wrote into the log of a room, under their name. */
export type OwnRoomTexts = {
  room: RoomId
  title: string
  startsAt: number
  texts: { at: string; type: string; text: string }[]
}

/** Takes a person out of the logs of their rooms, and tells them what of theirs is there. */
export function createErasing({ db, states }: Pick<Made, 'db' | 'states'>) {
  return {
    /**
     * Overwrites the texts and the name of `person` in every log, inside the caller's transaction.
     * What others wrote stays, and so do the places of all events: each chain still verifies.
     * Answers how many events were overwritten.
     */
    async eraseIn(tx: Transaction, person: PersonId): Promise<number> {
      const own = await store.roomsWith(tx, person)
      const of: Erased = { person, calledNow, names: [], actions: [] }
      const changed = new Set<RoomId>()
      let events = 0
      const rewrite = (room: RoomId, all: readonly LogEvent[], whom: Erased) => {
        for (const event of all) {
          const body = withoutThem(event, whom)
          if (body === null) continue
          store.overwriteBody(tx, room, event, body)
          changed.add(room)
          events += 1
        }
      }
      const actions: string[] = []
      for (const { room } of own) {
        const all = store.eventsConcerning(tx, room, person)
        rewrite(room, all, { ...of, names: namesIn(all, person) })
        actions.push(...actionsIn(all, person))
      }
      // A later room of the team names an action by its words.
      for (const team of actions.length > 0 ? new Set(own.map((one) => one.team)) : []) {
        for (const room of await store.roomsOfTeam(tx, team)) {
          rewrite(room, store.doneIn(tx, room), { ...of, actions })
        }
      }
      for (const room of changed) store.countRewritten(tx, room)
      afterCommit(() => changed.forEach((room) => states.forget(room)))
      return events
    },

    /** What `person` wrote into the logs of their rooms, for their own download. */
    async ownTexts(person: PersonId): Promise<OwnRoomTexts[]> {
      const breath = createBreath()
      const found: OwnRoomTexts[] = []
      for (const { room, title, startsAt } of await store.roomsWith(db.read, person)) {
        const texts: OwnRoomTexts['texts'] = []
        for (const event of store.eventsConcerning(db.read, room, person)) {
          const body = withoutThem(event, { person, calledNow, names: [], actions: [] })
          const { at, type } = event
          texts.push(...textsTaken(event.body, body).map((text) => ({ at, type, text })))
          await breath()
        }
        found.push({ room, title, startsAt, texts })
      }
      return found
    },
  }
}

const calledNow = { name: nameOfErased, jobTitle: jobTitleOfErased }

/** The body as it is to stand; null where nothing of it is theirs. */
function withoutThem(event: LogEvent, of: Erased): unknown {
  const { type, body, actor = null } = event
  const after = erasedBody({ type, body, actor }, of)
  return JSON.stringify(after) === JSON.stringify(body) ? null : after
}

/** What the room called them. */
function namesIn(events: readonly LogEvent[], person: PersonId): string[] {
  return events.flatMap((event) => {
    if (event.type === 'person.joined') return event.body.person === person ? [event.body.name] : []
    if (event.type !== 'room.created') return []
    return event.body.people.filter((one) => one.person === person).map(({ name }) => name)
  })
}

/** The actions that they wrote, in their words. */
function actionsIn(events: readonly LogEvent[], person: PersonId): string[] {
  return events.flatMap((event) => {
    if (event.actor !== person) return []
    if (event.type !== 'action.added' && event.type !== 'action.changed') return []
    return event.body.text === undefined ? [] : [event.body.text]
  })
}
