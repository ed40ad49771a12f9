import type { EntryId, OrganisationId, PersonId, ShareId } from '#server/platform/rules/ids.ts'
import { addDays, londonDay, londonInstant, type Day } from '#server/platform/rules/london.ts'

export type ShareRight = 'view' | 'comment'

/** For how many days an entry can be shared, in the order of the page; never longer than a year. */
export const shareDays = [7, 30, 90, 365] as const
export type ShareDays = (typeof shareDays)[number]

export const shareDaysText = {
  7: '1 week',
  30: '30 days',
  90: '3 months',
  365: '1 year',
} satisfies Record<ShareDays, string>

/** One entry, opened to one colleague. */
export type Share = {
  id: ShareId
  owner: PersonId
  entry: EntryId
  reader: PersonId
  organisation: OrganisationId
  right: ShareRight
  createdAt: number
  expiresAt: number
  endedAt: number | null
}

/** Open: neither ended by its owner nor past its last moment. Instants in epoch ms. */
export function isOpen(share: Pick<Share, 'expiresAt' | 'endedAt'>, at: number): boolean {
  return share.endedAt === null && at < share.expiresAt
}

/** When it ends by itself: at midnight in London after the last of its days. */
export function expiryOf(at: number, days: ShareDays): number {
  return londonInstant(addDays(londonDay(at), days + 1), '00:00')
}

/** The last day on which it can be read. */
export function lastDayOf(share: Pick<Share, 'expiresAt'>): Day {
  return londonDay(share.expiresAt - 1)
}

/** How a share stands, for its owner. */
export type ShareState = 'open' | 'ended' | 'expired'

export function stateOf(share: Pick<Share, 'expiresAt' | 'endedAt'>, at: number): ShareState {
  if (share.endedAt !== null) return 'ended'
  return isOpen(share, at) ? 'open' : 'expired'
}
