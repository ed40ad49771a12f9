import type { Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { OrganisationId, PersonId, ShareCommentId } from '#server/platform/rules/ids.ts'
import type { Share } from './rules/share.ts'
import type { StoredComment } from './store.server.ts'

/** Somebody as others see them here: by name and job title. */
export type Who = { name: string; jobTitle: string }
export type NamesOf = (person: PersonId) => Who

/** What one of the two wrote under a shared entry. */
export type Comment = { id: ShareCommentId; by: Who; isOwn: boolean; text: string; at: number }

/** What the names of people are asked of. */
export type Naming = {
  people(
    read: Queries,
    organisation: OrganisationId,
    people: readonly PersonId[],
  ): Promise<readonly (Who & { person: PersonId })[]>
}

const left: Who = { name: 'Somebody who has left', jobTitle: '' }

/** How these people are called in an organisation; whoever is not known there any more is nameless. */
export async function namesOf(
  naming: Naming,
  read: Queries,
  organisation: OrganisationId,
  people: readonly PersonId[],
): Promise<NamesOf> {
  const found = await naming.people(read, organisation, [...new Set(people)])
  const known = new Map(found.map(({ person, name, jobTitle }) => [person, { name, jobTitle }]))
  return (person) => known.get(person) ?? left
}

/**
 * How the readers of these shares are called, each in the organisation in which it was shared: its
 * owner may have left since.
 */
export async function readersOf(
  naming: Naming,
  read: Queries,
  shares: readonly Pick<Share, 'organisation' | 'reader'>[],
): Promise<(share: Pick<Share, 'organisation' | 'reader'>) => Who> {
  const byOrganisation = new Map<OrganisationId, NamesOf>()
  for (const organisation of new Set(shares.map((one) => one.organisation))) {
    const of = shares.filter((one) => one.organisation === organisation)
    const readers = of.map((one) => one.reader)
    byOrganisation.set(organisation, await namesOf(naming, read, organisation, readers))
  }
  return ({ organisation, reader }) => byOrganisation.get(organisation)?.(reader) ?? left
}

export function commentOf(actor: Actor, names: NamesOf, comment: StoredComment): Comment {
  const { id, author, text, at } = comment
  return { id, by: names(author), isOwn: author === actor.person, text, at }
}
