import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import type { LedRoom } from '#server/rooms/rules/succession.ts'

/** Who reads it: before, whoever goes or removes them; afterwards an administrator or an operator. */
export type HandOverFor = 'leaver' | 'remover' | 'administrator' | 'operator'

type Told = Pick<LedRoom, 'to' | 'teamName' | 'managers'>

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** The room in words: its title, its team and its day. */
export function ledRoomText({
  title,
  teamName,
  startsAt,
}: Pick<LedRoom, 'title' | 'teamName' | 'startsAt'>): string {
  return `${title}, ${teamName}, ${dayTextWithYear(londonDay(startsAt))}`
}

/**
 * Who leads a room once its facilitator has gone, and what there is to do where nobody does, with
 * neither a capital at its start nor the name of whoever goes. Pure.
 */
export function handOverText({ to, teamName, managers }: Told, reader: HandOverFor): string {
  const isOver = reader === 'administrator' || reader === 'operator'
  const when = isOver ? 'now' : 'then'
  if (to !== null) return `${to} leads it ${when}.`
  const canTake =
    managers.length > 0
      ? `${anyOf.format(managers)} can take it with “Lead this room” on the team’s page.`
      : null
  const nobody = `nobody leads it ${when}`
  if (isOver && canTake) return `${nobody}. ${canTake}`
  if (canTake) return `${nobody}. ${first[reader]} Otherwise ${canTake}`
  const other = isOver ? 'no manager' : 'no other manager'
  return `${nobody}, and ${teamName} has ${other} who could take it. ${first[reader]}`
}

/** What to do where nobody leads it. */
const first = {
  leaver: 'Hand the seat to somebody there first.',
  remover: 'Ask them to hand the seat to somebody there first.',
  administrator:
    'Ask the people who run Casecircle for your organisation to give the team a manager.',
  operator: 'Give the team a manager with people import.',
} satisfies Record<HandOverFor, string>
