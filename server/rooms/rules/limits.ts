import type { CommandType } from './commands.ts'
import { isSeatCommand } from './commands.ts'

/**
 * Classes of what is sent; each has a bucket of its own, per person, never per network address. A
 * wall has one per display address.
 */
export type LimitClass = 'contribute' | 'draft' | 'facilitate' | 'pull' | 'packet' | 'wall'
export type Bucket = { tokens: number; at: number }

/** `burst` at once, then `perSecond`. Source: rooms page, "Limits"; packet bounds everything. */
export const limits = {
  contribute: { burst: 10, perSecond: 1 },
  draft: { burst: 10, perSecond: 1 },
  facilitate: { burst: 10, perSecond: 5 },
  pull: { burst: 20, perSecond: 4 },
  packet: { burst: 100, perSecond: 30 },
  // A wall asks every two seconds: four of them at one address, and a reload now and then.
  wall: { burst: 20, perSecond: 2 },
} as const satisfies Record<LimitClass, { burst: number; perSecond: number }>

export const socketsAtOnce = 6
export const peopleInRoom = 60

export function limitClass(type: CommandType): LimitClass {
  if (type === 'draft.save' || type === 'learning.save') return 'draft'
  return isSeatCommand(type) ? 'facilitate' : 'contribute'
}

/**
 * Takes one token at `now` (epoch ms). Answers the bucket to keep and, when it was empty, after how
 * many whole seconds there is a token again. A clock that goes backwards gives nothing.
 */
export function take(
  bucket: Bucket | undefined,
  limit: LimitClass,
  now: number,
): { bucket: Bucket; retryAfter?: number } {
  const { burst, perSecond } = limits[limit]
  const since = bucket ? Math.max(0, now - bucket.at) : 0
  const tokens = bucket ? Math.min(burst, bucket.tokens + (since / 1000) * perSecond) : burst
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now } }
  return {
    bucket: { tokens, at: now },
    retryAfter: Math.max(1, Math.ceil((1 - tokens) / perSecond)),
  }
}

/** Whether a bucket left at `bucket.at` is full again, so that it need not be kept. */
export function isFull(bucket: Bucket, limit: LimitClass, now: number): boolean {
  const { burst, perSecond } = limits[limit]
  return bucket.tokens + ((now - bucket.at) / 1000) * perSecond >= burst
}
