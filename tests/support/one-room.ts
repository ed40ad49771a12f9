import {
  toolkitId,
  formatId,
  teamId,
  type RoomId,
  type TeamId,
} from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Product } from './product.ts'

/** Somebody of the demonstration, as the product sees them now. */
export async function actorNamed({ services }: Product, name: string): Promise<Actor> {
  const cast = await services.organisations.demonstrationCast(true)
  const found = cast.find((one) => one.name.startsWith(name))
  const actor = found ? await services.organisations.actorFor(found.person) : null
  if (!actor) throw new Error(`${name} is not in the demonstration`)
  return actor
}

export function teamOf(actor: Actor): TeamId {
  return teamId.parse(actor.memberships[0]?.team)
}

/** A room of Amara's team, with Ewa as co-facilitator, in the state that its commands leave it in. */
export async function scheduledRoom(
  product: Product,
  now = Date.now(),
  format = 'swott',
): Promise<RoomId> {
  const [amara, ewa] = [await actorNamed(product, 'Amara'), await actorNamed(product, 'Ewa')]
  const at = now + 3_600_000
  const made = await product.services.rooms.schedule(amara, teamOf(amara), {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse(format),
    date: londonDay(at),
    time: londonMinute(at),
    coFacilitator: ewa.person,
  })
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

/** Sends one command in somebody's name; throws when it is refused. */
export async function command(
  product: Product,
  actor: Actor,
  room: RoomId,
  sent: { type: string; body?: Record<string, unknown>; expect?: Record<string, unknown> },
): Promise<void> {
  const answer = await product.services.rooms.command(
    actor,
    { id: crypto.randomUUID(), room, ...sent },
    'post',
  )
  if (!answer.ok) throw new Error(`${sent.type}: ${answer.error.message}`)
}
