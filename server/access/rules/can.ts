import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { roleIn, type Actor } from './actor.ts'
import { table, type Action, type Relation } from './table.ts'

/**
 * Where somebody stands in one room; 'removed' for somebody who was in it and no longer is, 'none'
 * for everybody who was never let in.
 */
export type Standing =
  'facilitator' | 'co-facilitator' | 'participant' | 'observer' | 'removed' | 'none'

/** What is asked about, with what the decision needs to know of it. */
export type Resource =
  /** The person's own words or record: entries, reflections, drafts, learning facts. */
  | { kind: 'own-record'; owner: PersonId }
  /** What an owner shared: with whom, where they were colleagues, and whether it stands open now. */
  | {
      kind: 'share'
      owner: PersonId
      reader: PersonId
      organisation: OrganisationId
      right: 'view' | 'comment'
      isOpen: boolean
    }
  /** One attested fact about a person. */
  | { kind: 'evidence'; owner: PersonId }
  | { kind: 'library' }
  | { kind: 'team'; team: TeamId; organisation: OrganisationId }
  | {
      kind: 'room'
      team: TeamId
      organisation: OrganisationId
      standing: Standing
      /** Came in by the room's code, without being of its team. */
      guest?: boolean
    }
  | { kind: 'organisation'; organisation: OrganisationId }

/**
 * The one answer to "may `actor` do this?". Absent from the table means no. Pure; each service asks
 * it for what it owns. Source: trust page, T1.
 */
export function can<K extends Resource['kind']>(
  actor: Actor,
  action: Action<K>,
  resource: Extract<Resource, { kind: K }>,
): boolean {
  const row: Record<string, readonly Relation[] | undefined> = table[resource.kind]
  const allowed = row[action] ?? []
  return relations(actor, resource).some((relation) => allowed.includes(relation))
}

/** Whether whoever holds a display address of a room may do this: a screen on a wall is nobody. */
export function canDisplay(action: Action<'room'>): boolean {
  const allowed: readonly Relation[] = table.room[action]
  return allowed.includes('display-holder')
}

/** Whether whoever holds the verify address of a piece of evidence may do this: they are nobody. */
export function canByAddress(action: Action<'evidence'>): boolean {
  const allowed: readonly Relation[] = table.evidence[action]
  return allowed.includes('address-holder')
}

/** Every relation in which `actor` stands to `resource`. */
export function relations(actor: Actor, resource: Resource): Relation[] {
  switch (resource.kind) {
    case 'own-record':
    case 'evidence':
      return resource.owner === actor.person ? ['owner'] : []
    case 'share':
      return inShare(actor, resource)
    case 'library':
      return ['signed-in']
    case 'organisation':
      if (resource.organisation !== actor.organisation) return []
      return actor.administrator ? ['colleague', 'administrator'] : ['colleague']
    case 'team':
      return inTeam(actor, resource.team, resource.organisation)
    case 'room':
      return [
        ...(resource.organisation === actor.organisation ? (['colleague'] as const) : []),
        // Whoever was taken out of a room reads nothing more of it as one of its team either.
        ...(resource.standing === 'removed'
          ? []
          : inTeam(actor, resource.team, resource.organisation)),
        ...inRoom(actor, resource),
      ]
  }
}

function inShare(actor: Actor, share: Extract<Resource, { kind: 'share' }>): Relation[] {
  if (share.owner === actor.person) return ['owner']
  // Whoever has left the organisation reads nothing more of it, whatever was shared with them there.
  const isReader = share.reader === actor.person && share.organisation === actor.organisation
  if (!isReader || !share.isOpen) return []
  return share.right === 'comment' ? ['share-reader', 'share-commenter'] : ['share-reader']
}

function inTeam(actor: Actor, team: TeamId, organisation: OrganisationId): Relation[] {
  if (organisation !== actor.organisation) return []
  const role = roleIn(actor, team)
  const found: Relation[] = actor.administrator ? ['administrator'] : []
  if (role) found.push('team-member')
  if (role === 'manager') found.push('team-manager')
  return found
}

function inRoom(actor: Actor, room: Extract<Resource, { kind: 'room' }>): Relation[] {
  // A former member of the team or organisation has no standing left, whatever the room remembers:
  // only what they wrote there themselves stays theirs.
  if (room.organisation !== actor.organisation) return []
  if (room.standing === 'removed') return ['removed']
  if (!roleIn(actor, room.team) && room.guest !== true) return []
  switch (room.standing) {
    case 'facilitator':
      return ['in-room', 'room-staff', 'room-seat']
    case 'co-facilitator':
      return ['in-room', 'room-staff']
    case 'participant':
    case 'observer':
      return ['in-room']
    case 'none':
      return []
  }
}
